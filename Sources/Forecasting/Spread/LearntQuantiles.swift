package import Files
package import TimeSeries

/// Quantiles at the levels that a forecaster learnt, for each lead, as answers to what is asked.
package struct LearntQuantiles: Sendable {
  /// The levels, rising; the median's is among them.
  private let levels: [Double]
  /// The place of the median.
  private let median: Int
  /// For each level the quantile of each lead, never falling from level to level.
  private let values: [[Double]]

  /// Levels are written with few digits, and computed from percents with more.
  private static let sameLevel = 1e-9

  /// Creates the quantiles of each level, such that none crosses another.
  ///
  /// Where rounding errors let two of them cross, the one farther from the median is moved.
  package init(levels: [Double], values: [[Double]]) {
    precondition(levels.count == values.count, "one row of values for each level")
    self.levels = levels
    median = levels.firstIndex(of: 0.5) ?? levels.count / 2
    var values = values
    for place in values.indices.dropFirst(median + 1) {
      values[place] = zip(values[place], values[place - 1]).map { max($0, $1) }
    }
    for place in values.indices.prefix(median).reversed() {
      values[place] = zip(values[place], values[place + 1]).map { min($0, $1) }
    }
    self.values = values
  }

  /// The medians, which are the points.
  package var points: [Double] { values[median] }

  /// The same quantiles, moved so that the medians are these.
  package func about(_ points: [Double]) -> Self {
    let own = self.points
    return Self(
      levels: levels,
      values: values.map { value in points.indices.map { value[$0] + (points[$0] - own[$0]) } })
  }

  /// What is asked for beside the points of a series forecast from a row on; `nil` where nothing is.
  package func spread(asking asked: SpreadRequest, _ panel: Panel, series: Int, at row: Int) -> Spread? {
    guard !asked.isEmpty else { return nil }
    let last = panel.series[series].lastObserved(before: row) ?? .nan
    return Spread(
      quantiles: asked.quantileLevels.map { level in
        Self.place(of: level, in: levels).map { values[$0] } ?? points.map { _ in .nan }
      },
      probabilities: asked.events.map { event in
        guard event.concerns(panel.series[series]) else { return [] }
        let bound = event.bound(after: last)
        return points.indices.map { lead in
          QuantileFunction(levels: levels, values: values.map { $0[lead] })
            .probability(of: event, bound: bound)
        }
      })
  }

  private static func place(of level: Double, in levels: [Double]) -> Int? {
    levels.firstIndex { abs($0 - level) < sameLevel }
  }

  /// Refuses what quantiles of these `levels` cannot tell.
  ///
  /// - Throws: `Failure` (arguments) that names what was learnt.
  package static func requireKnown(
    _ asked: SpreadRequest, by name: String, learnt levels: [Double]
  ) throws(Failure) {
    let central = levels.filter { $0 < 0.5 && place(of: 1 - $0, in: levels) != nil }.map {
      SpreadColumn.text(100 - 200 * $0)
    }.reversed()
    let listed = levels.map(SpreadColumn.text).joined(separator: ",")
    let fix =
      central.isEmpty
      ? "--quantiles \(listed), or fit it with these levels"
      : "--level \(central.joined(separator: ",")) or --quantiles \(listed), or fit it with these levels"
    if let level = asked.quantileLevels.first(where: { place(of: $0, in: levels) == nil }) {
      throw Failure(
        .arguments, "\(name) learnt the quantiles \(listed), and \(SpreadColumn.text(level)) is none of them",
        fix: fix)
    }
    guard asked.events.isEmpty || levels.count >= QuantileFunction.fewest else {
      throw Failure(
        .arguments, "\(name) learnt the quantiles \(listed), which are too few to tell of events",
        fix: "leave --event out, or give it to fit too")
    }
  }
}
