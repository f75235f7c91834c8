public import TimeSeries

/// Periods that follow each other without sharing a row.
public enum HoldingPeriods {
  /// The places of the periods that do not begin before the last chosen one has ended, from the earliest on.
  ///
  /// A period is chosen for its beginning alone, so that no forecast and no return has a say in it. Of
  /// periods with one beginning the first in the order given is chosen.
  ///
  /// - Parameters:
  ///   - starts: When each begins: the time of the last row known to its forecast.
  ///   - ends: When each ends: the time of the row that is forecast. A period that does not end after its
  ///     beginning is left out.
  public static func apart(starts: [Instant], ends: [Instant]) -> [Int] {
    let count = min(starts.count, ends.count)
    let order = (0..<count).filter { starts[$0] < ends[$0] }
      .sorted { (starts[$0], $0) < (starts[$1], $1) }
    var chosen: [Int] = []
    for place in order {
      if let last = chosen.last, starts[place] < ends[last] { continue }
      chosen.append(place)
    }
    return chosen
  }
}
