import Files
import TimeSeries

extension TrainingData {
  /// The series that models of windows do not learn from: those with rows, but without a run of them that
  /// fills a window or, padded, two horizons.
  public func seriesTooShort(horizon: Int, lookback: Int?) -> [Int] {
    let least = min(2 * horizon, (lookback ?? horizon) + horizon)
    return panel.series.indices.filter { index in
      let longest = panel.series[index].segments.map { $0.clamped(to: rows[index]).count }.max() ?? 0
      return !rows[index].isEmpty && longest < least
    }
  }

  /// That series are left out, in words, with the first of them; `nil` for none.
  public func noteOnSeriesTooShort(_ short: [Int]) -> String? {
    guard let first = short.first else { return nil }
    let count = short.count == 1 ? "1 series is" : "\(short.count) series are"
    return "\(count) too short to learn from and left out, first \(ShownText.quoted(panel.series[first].id)) "
      + "with \(panel.series[first].count) rows"
  }
}
