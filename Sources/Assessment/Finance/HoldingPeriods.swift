public import TimeSeries

/// Periods that follow each other without sharing a row.
public enum HoldingPeriods {
  /// Chooses periods none of which begins before the last chosen one has ended, from the earliest on.
  ///
  /// A period is chosen by its beginning alone, so that the choice depends on no forecast and no return. Of
  /// periods with the same beginning the first in the order given is chosen.
  ///
  /// - Parameters:
  ///   - starts: The beginning of each period: the time of the last row known to its forecast.
  ///   - ends: The end of each period: the time of the row that is forecast. A period that does not end after
  ///     its beginning is left out.
  /// - Returns: The positions of the chosen periods, in order of time.
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
