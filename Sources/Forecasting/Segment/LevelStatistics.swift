import TimeSeries

/// What a frame must know of every series: statistics of training rows.
struct LevelStatistics: Sendable, Equatable {
  /// What is added to values before their logarithm is taken, by series.
  var offsets: [Double]
  /// The deviation of the (transformed) values, by series.
  var deviations: [Double]
  /// What forecasting errors are measured in, by series, in the target's units, as the objective has it: the mean absolute
  /// change over a season of the series or of all; the typical size of its values where errors are relative to a level.
  var errors: [Double]

  /// The statistics at `positions` of the series; the mean of all where there is none.
  func resolved(_ positions: [Int?]) -> LevelStatistics {
    func resolved(_ values: [Double]) -> [Double] {
      let mean = values.isEmpty ? 1 : values.reduce(0, +) / Double(values.count)
      return positions.map { $0.map { values[$0] } ?? mean }
    }
    return LevelStatistics(
      offsets: resolved(offsets), deviations: resolved(deviations), errors: resolved(errors))
  }
}

extension LevelStatistics {
  /// The share of a series' median that is added before the logarithm.
  private static let offsetShare = 0.05

  /// Whether a logarithm with an offset can be taken of every training value: none is negative.
  static func admitsLogarithm(_ data: TrainingData) -> Bool { allValues(of: data) { $0 >= 0 } }

  /// Whether every training value is positive.
  static func isPositive(_ data: TrainingData) -> Bool { allValues(of: data) { $0 > 0 } }

  private static func allValues(of data: TrainingData, satisfy condition: (Double) -> Bool) -> Bool {
    zip(data.panel.series, data.rows).allSatisfy { series, rows in
      series.target[rows].allSatisfy { $0.isNaN || condition($0) }
    }
  }

  /// Takes the statistics of the rows that `data` allows, or of those of `measured` alone where series are left out; not the
  /// deviations, which depend on the frame.
  ///
  /// Units of errors are those of all: they are no part of a forecast.
  init(_ data: TrainingData, _ objective: Objective, measured: TrainingData? = nil) {
    let season = data.panel.season
    let targets = zip(data.panel.series, data.rows).map { $0.target[$1] }
    let medians = zip(data.panel.series, (measured ?? data).rows).map { Self.medianOfPositive($0.target[$1]) }
    let pooled = medians.compactMap { $0 }
    let typical = pooled.isEmpty ? 1 : pooled.reduce(0, +) / Double(pooled.count)
    offsets = medians.map { Self.offsetShare * ($0 ?? typical) }
    let sizes = zip(targets, data.runs).map { values, runs in
      objective.isRelative
        ? Self.medianOfPositive(values.map { abs($0) }[...])
        : Self.meanChange(values, in: runs, season) ?? Self.meanChange(values, in: runs, 1)
    }
    let positive = sizes.compactMap { $0 }.filter { $0 > 0 }
    let mean = positive.isEmpty ? 1 : positive.reduce(0, +) / Double(positive.count)
    let isOwn = objective == .mase || objective.isRelative
    errors = sizes.map { size in isOwn ? size.flatMap { $0 > 0 ? $0 : nil } ?? mean : mean }
    deviations = targets.map { _ in 1 }
  }

  /// The median of the positive values, `nil` without one.
  private static func medianOfPositive(_ values: ArraySlice<Double>) -> Double? {
    let sorted = values.filter { $0 > 0 }.sorted()
    return sorted.isEmpty ? nil : sorted[sorted.count / 2]
  }

  /// The mean absolute change over `steps` steps inside a run, each bounded by what is usual; `nil` where no
  /// two values are that far apart.
  private static func meanChange(
    _ values: ArraySlice<Double>, in runs: [Range<Int>], _ steps: Int
  ) -> Double? {
    let later = runs.lazy.flatMap { $0.dropFirst(steps) }
    var usual = UsualChange(count: values.count)
    for row in later { usual.add(abs(values[row] - values[row - steps])) }
    let most = usual.most
    var (sum, count) = (0.0, 0.0)
    for row in later {
      let change = abs(values[row] - values[row - steps])
      if !change.isNaN {
        sum += min(most, change)
        count += 1
      }
    }
    return count > 0 ? sum / count : nil
  }
}
