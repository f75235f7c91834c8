import Forecasting
import TimeSeries

/// The unit in which the errors of each series are measured where windows are weighted and where frames and
/// candidates are compared.
package struct ErrorUnits: Sendable, Equatable {
  /// One positive unit for each series, in the target's units.
  package let values: [Double]

  /// Computes the units from the rows that `data` allows.
  ///
  /// For mase the unit is the mean absolute change of the series over a season, or over one step where no two
  /// observed values are a season apart; for mae and mse it is the mean of these units for all series; for
  /// smape and qlike, whose errors are relative to a level, it is the median of the absolute values that are
  /// not 0. A series without such a value has the mean of the others.
  package init(_ data: TrainingData, _ objective: Objective) {
    let season = data.panel.season
    let sizes = zip(zip(data.panel.series, data.rows), data.runs).map { own, runs in
      let values = own.0.target[own.1]
      return objective.isRelative
        ? Self.median(values.map { abs($0) }.filter { $0 > 0 })
        : Self.meanChange(values, in: runs, season) ?? Self.meanChange(values, in: runs, 1)
    }
    let positive = sizes.compactMap { $0 }.filter { $0 > 0 }
    let mean = positive.isEmpty ? 1 : positive.reduce(0, +) / Double(positive.count)
    let isOwn = objective == .mase || objective.isRelative
    values = sizes.map { size in isOwn ? size.flatMap { $0 > 0 ? $0 : nil } ?? mean : mean }
  }

  private static func median(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.sorted()[values.count / 2]
  }

  /// The mean absolute change over `steps` steps inside runs, where large changes are bounded by
  /// `UsualChange`; `nil` where no two observed values are that far apart.
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

extension TrainingData {
  /// Whether every observed value of the training rows is positive.
  package var isPositive: Bool { allValues { $0 > 0 } }

  /// Whether some series has observed values in its training rows and none of them is negative.
  package var hasNonnegativeSeries: Bool {
    zip(panel.series, rows).contains { series, rows in
      let values = series.target[rows]
      return values.contains { !$0.isNaN } && values.allSatisfy { $0.isNaN || $0 >= 0 }
    }
  }

  private func allValues(satisfy condition: (Double) -> Bool) -> Bool {
    zip(panel.series, rows).allSatisfy { series, rows in
      series.target[rows].allSatisfy { $0.isNaN || condition($0) }
    }
  }
}
