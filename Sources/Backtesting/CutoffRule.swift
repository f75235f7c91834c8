import Algorithms
public import TimeSeries

/// Where cutoffs lie that are not a number of rows apart.
public enum CutoffRule: Sendable, Equatable {
  /// At a time of day, in seconds since midnight, by the clocks that the rows go by; a row at that time is
  /// known.
  case timeOfDay(seconds: Int64)
  /// After the last row of each calendar day that has rows.
  case close
  /// At instants; one that is no row's is the last row before it.
  case instants([Instant])

  /// Counts the rows known at each cutoff that has a row before it and one after.
  ///
  /// - Parameters:
  ///   - times: The times of rows, in ascending order.
  ///   - civil: The time that clocks show at an instant.
  /// - Returns: The numbers of known rows, in ascending order, each once.
  func positions(in times: some RandomAccessCollection<Instant>, civil: (Instant) -> Instant) -> [Int] {
    switch self {
    case .timeOfDay(let seconds):
      // A day that begins with a row begins behind it.
      return Self.starts(of: times.map { Self.day(of: civil($0), from: seconds, excludingItsStart: true) })
    case .close:
      return Self.starts(of: times.map { Self.day(of: civil($0), from: 0, excludingItsStart: false) })
    case .instants(let instants):
      let times = Array(times)
      var positions: [Int] = []
      for instant in instants.sorted() {
        let position = times.partitioningIndex { $0 > instant }
        if position > 0, position < times.count, position != positions.last { positions.append(position) }
      }
      return positions
    }
  }

  /// The positions where a day after the one before begins.
  private static func starts(of days: [Int64]) -> [Int] {
    days.indices.dropFirst().filter { days[$0] > days[$0 - 1] }
  }

  /// The day of a time that clocks show, of days that begin `start` seconds after midnight.
  private static func day(
    of civil: Instant, from start: Int64, excludingItsStart excludes: Bool
  ) -> Int64 {
    let shifted = Instant(seconds: civil.seconds - start, nanoseconds: civil.nanoseconds)
    let isStart = shifted.secondsOfDay == 0 && shifted.nanoseconds == 0
    return shifted.daysSinceEpoch - (excludes && isStart ? 1 : 0)
  }
}

/// How many cutoffs a rule gives on a panel.
public struct FoundCutoffs: Sendable, Equatable {
  /// Those with a row before and one after.
  public var found = 0
  /// Those of them with enough rows before, and a whole horizon after.
  public var usable = 0
  /// Instants that a rule names before the first row or after the last one.
  public var outside: [Instant] = []
}

extension Backtest {
  /// How many cutoffs ``cutoffs`` gives on `panel`: the folds there may be.
  public func foundCutoffs(on panel: Panel) -> FoundCutoffs {
    var found = FoundCutoffs()
    guard let rule = cutoffs else { return found }
    let isShared = clock != .own
    let layout = FoldLayout(self, of: panel, clock: isShared ? SharedClock(of: panel) : nil)
    (found.found, found.usable) = (layout.foundCount, layout.usableCount)
    if case .instants(let instants) = rule {
      let known = panel.series.lazy.filter { $0.count > 0 }
      let first = known.map { $0.times[0] }.min()
      let last = known.map { $0.times[$0.count - 1] }.max()
      if let first, let last { found.outside = instants.filter { $0 < first || $0 > last } }
    }
    return found
  }
}
