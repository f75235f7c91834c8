import Files
import Forecasting
import TimeSeries
import Windowing

/// The windows that one fit of `linear` learns from, read one at a time.
struct LinearTraining {
  /// The first target row of a window in a series.
  struct Origin {
    var series: Int
    var row: Int
    /// Where the rows start that the lookback may reach.
    var lowerBound: Int
    /// The weight of the window's row in the least squares.
    var weight = 1.0
  }

  /// Windows used at most; of more, evenly spaced ones are taken.
  static let mostWindows = 200_000

  let window: LinearWindow
  let horizon: Int
  private(set) var origins: [Origin]
  /// The transformed training rows of every series, and the row the first of them is.
  private let values: [(start: Int, rows: [Double])]

  /// Takes the windows of `data`, all leads of which lie in the training ranges and in one segment.
  ///
  /// A run of rows too short for a whole window gives padded ones when it has at least two horizons.
  init(
    _ data: TrainingData, lookback: Int, horizon: Int, transform: Transform, session: Session
  ) throws {
    let targets = try data.panel.transformedTargets(data.rows, by: transform)
    let values = zip(data.rows, targets).map { (start: $0.lowerBound, rows: $1) }
    let largest = values.reduce(0) { $1.rows.reduce($0) { $1.isNaN ? $0 : max($0, abs($1)) } }
    let isPanel = data.rows.count { !$0.isEmpty } > 1
    self.values = values
    self.horizon = horizon
    // A power of two keeps squares in range and changes no digit.
    window = LinearWindow(lookback: lookback, unit: isPanel ? nil : largest.powerOfTwo)
    origins = Self.origins(in: data, lookback: lookback, horizon: horizon)
    if isPanel { try weighWindows(session) }
  }

  /// The origins of all windows, or of evenly spaced ones, at most `mostWindows`; the others are never held.
  static func origins(
    in data: TrainingData, lookback: Int, horizon: Int, atMost mostWindows: Int = mostWindows
  ) -> [Origin] {
    var runs: [(series: Int, lowerBound: Int, rows: Range<Int>)] = []
    for (series, rows) in zip(data.panel.series.indices, data.rows) {
      for segment in data.panel.series[series].segments {
        let run = segment.clamped(to: rows)
        let firstWhole = run.lowerBound + lookback
        let isWhole = firstWhole + horizon <= run.upperBound
        let first = isWhole ? firstWhole : run.lowerBound + horizon
        let end = run.upperBound - horizon + 1
        if first < end { runs.append((series, run.lowerBound, first..<end)) }
      }
    }
    let count = runs.reduce(0) { $0 + $1.rows.count }
    let step = max(1, (count + mostWindows - 1) / mostWindows)
    var origins: [Origin] = []
    origins.reserveCapacity((count + step - 1) / step)
    var index = 0
    for run in runs {
      for row in run.rows {
        if index % step == 0 {
          origins.append(Origin(series: run.series, row: row, lowerBound: run.lowerBound))
        }
        index += 1
      }
    }
    return origins
  }

  /// Reads the window at `origin`: its input, and for each of `leads` the normalised target.
  ///
  /// - Returns: `false` when a target is missing or the lookback shows nothing to learn from.
  func read(
    _ origin: Origin, leads: Range<Int>, input: inout [Double], output: inout [Double]
  ) -> Bool {
    let (start, rows) = values[origin.series]
    let row = origin.row - start
    let targets = rows[(row + leads.lowerBound)..<(row + leads.upperBound)]
    guard targets.allSatisfy({ !$0.isNaN }) else { return false }
    guard let normalisation = window.read(history(origin), into: &input), normalisation.scale > 0 else {
      return false
    }
    for (index, target) in targets.enumerated() {
      output[index] = (target - normalisation.anchor) / normalisation.scale
    }
    return true
  }

  /// Whether all leads are observed in at least half of the windows with any observed lead.
  func hasMostlyCompleteTargets() -> Bool {
    var complete = 0
    var some = 0
    for origin in origins {
      let observed = targets(origin).reduce(0) { $1.isNaN ? $0 : $0 + 1 }
      if observed > 0 { some += 1 }
      if observed == horizon { complete += 1 }
    }
    return 2 * complete >= some
  }

  /// Sets the weight of each window to its scale over the series' mean scale, within a factor of five.
  ///
  /// That is the weight that its errors have in the units of its series. It is smaller where a target is
  /// unusually far from the centre, so that no broken value decides for all series.
  ///
  /// In units of the deviation of a nearly constant lookback an ordinary change is huge: unweighted, quiet
  /// windows would decide the coefficients, although they are of little use where the errors are large.
  private mutating func weighWindows(_ session: Session) throws {
    let extents = try extents(session)
    var sums = Array(repeating: (total: 0.0, count: 0.0), count: values.count)
    var usual = Array(repeating: UsualChange(), count: values.count)
    for (origin, extent) in zip(origins, extents) {
      usual[origin.series].add(extent.distance)
      // A lookback that shows nothing is not learnt from, and says nothing of the others.
      guard extent.scale > 0, extent.scale.isFinite else { continue }
      sums[origin.series].total += extent.scale
      sums[origin.series].count += 1
    }
    let most = usual.map(\.most)
    for (index, origin) in origins.enumerated() {
      let (sum, extent) = (sums[origin.series], extents[index])
      let ratio = extent.scale * sum.count / sum.total
      guard ratio.isFinite else { continue }
      let influence = extent.distance > most[origin.series] ? most[origin.series] / extent.distance : 1
      origins[index].weight = FramedWindows.weight(ratio) * influence
    }
  }

  /// The scale of each window, 0 for one that shows nothing, and how far its targets are off its last value
  /// at most.
  private func extents(_ session: Session) throws -> [(scale: Double, distance: Double)] {
    try inParts(session: session) { part in
      var input = Array(repeating: 0.0, count: window.lookback)
      return origins[part].map { origin -> (scale: Double, distance: Double) in
        guard let normalisation = window.read(history(origin), into: &input) else {
          return (scale: 0.0, distance: 0.0)
        }
        let distance = targets(origin).reduce(0) { $1.isNaN ? $0 : max($0, abs($1 - normalisation.anchor)) }
        return (scale: normalisation.scale, distance: distance)
      }
    }.flatMap(\.self)
  }

  /// The rows that the lookback of a window may reach.
  private func history(_ origin: Origin) -> ArraySlice<Double> {
    let (start, rows) = values[origin.series]
    return rows[(origin.lowerBound - start)..<(origin.row - start)]
  }

  /// The rows of all leads of a window.
  private func targets(_ origin: Origin) -> ArraySlice<Double> {
    let (start, rows) = values[origin.series]
    return rows[(origin.row - start)..<(origin.row - start + horizon)]
  }

  /// What `body` makes of the origins in four equal parts, side by side, in order.
  func inParts<Result: Sendable>(
    session: Session, _ body: @escaping @Sendable (Range<Int>) throws -> Result
  ) throws -> [Result] {
    let (all, count) = (origins.count, 4)
    return try SideBySide.run(count, session: session) { part, _ in
      try body(all * part / count..<all * (part + 1) / count)
    }
  }
}
