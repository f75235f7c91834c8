import Algorithms
import TimeSeries

/// The clock that the series of a panel share: their instants, with the number of rows that pass from each to
/// the next.
///
/// Where all series have rows at the same instants, or leave some of them out, an instant is a row. Where
/// they have rows at instants of their own, such as hours at different minutes or weekdays beside all days,
/// less than a row passes at an instant (see ``ClockReadings``), so that `k` rows of the clock take as long
/// as `k` rows of most series.
struct SharedClock: Sendable {
  /// The times of all known rows of all series, in order, each once.
  let instants: [Instant]
  /// The rows passed up to each instant, itself included; empty where every instant is one.
  private let readings: [Double]

  /// The largest rounding error of sums of shares, such as three thirds.
  private static let tolerance = 1e-6

  /// The clock of the series of `panel`.
  init(of panel: Panel) {
    let series = panel.series.filter { $0.count > 0 }
    guard let first = series.first else {
      (instants, readings) = ([], [])
      return
    }
    let others = series.filter { !$0.hasKnownTimes(of: first) }
    guard !others.isEmpty else {
      (instants, readings) = (Array(first.knownTimes), [])
      return
    }
    var union: [Instant] = []
    for instant in (Array(first.knownTimes) + others.lazy.map(\.knownTimes).joined()).sorted()
    where instant != union.last {
      union.append(instant)
    }
    instants = union
    readings = ClockReadings.rowsPassed(at: union, by: panel)
  }

  /// The number of whole rows that the clock passes.
  var rowCount: Int { readings.last.map { Int($0 + Self.tolerance) } ?? instants.count }

  /// The last position among the instants from which `rows` rows pass until `position`; 0 where fewer do.
  func position(_ rows: Int, before position: Int) -> Int {
    guard !readings.isEmpty, position > 0 else { return max(0, position - rows) }
    let latest = readings[position - 1] - Double(rows) + Self.tolerance
    // Before the first instant nothing has passed.
    return min(position, readings.partitioningIndex { $0 > latest })
  }

  /// The number of known rows of `series` before the instant at `position`.
  func rows(of series: Series, before position: Int) -> Int {
    guard position < instants.count else { return series.count }
    return series.times[..<series.count].partitioningIndex { $0 >= instants[position] }
  }
}
