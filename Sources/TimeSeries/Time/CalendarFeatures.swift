import Platform

/// Harmonics of the calendar, known ahead: pairs of sine and cosine of the phase in a day, a week, a year.
///
/// Which cycles a spacing has, and with how many harmonics:
///
/// | spacing | day | week | year |
/// |---|---|---|---|
/// | below an hour | 2 | 1 | - |
/// | an hour up to a day | 2 | 2 | 1 |
/// | days | - | 3 | 2 |
/// | business days | - | 2 (of five sessions) | 2 |
/// | weeks and other numbers of days | - | - | 2 |
/// | months, quarters | - | - | 3, 1 |
/// | years, steps, elapsed time | - | - | - |
///
/// Irregular rows have those of their median distance. Three harmonics of a week tell all seven weekdays
/// apart linearly, as two of five sessions do.
public struct CalendarFeatures: Sendable, Equatable {
  private enum Cycle: String {
    case day, week, sessions = "business-week", year, months = "month-of-year"

    /// Its length in days.
    var days: Double {
      switch self {
      case .day: return 1
      case .week, .sessions: return 7
      case .year, .months: return 365.25
      }
    }
  }

  private let harmonics: [Harmonics]

  private struct Harmonics: Sendable, Equatable {
    var cycle: Cycle
    var count: Int
  }

  /// The name of each feature, as `week-sin-1`, in the order of the values.
  public let names: [String]

  /// The number of features, 0 for an axis without a calendar.
  public var count: Int { names.count }

  /// The length of the longest cycle in days, 0 without a calendar.
  public var longestCycle: Double { harmonics.map(\.cycle.days).max() ?? 0 }

  /// Creates the features of an axis.
  public init(spacing: Spacing, kind: TimeKind) {
    harmonics = kind == .local || kind == .utc ? Self.harmonics(of: spacing) : []
    names = harmonics.flatMap { harmonic in
      (1...harmonic.count).flatMap {
        ["\(harmonic.cycle.rawValue)-sin-\($0)", "\(harmonic.cycle.rawValue)-cos-\($0)"]
      }
    }
  }

  private static func harmonics(of spacing: Spacing) -> [Harmonics] {
    let hour: Int64 = 3_600_000_000_000
    switch spacing {
    case .steps: return []
    case .fixed(let nanoseconds), .irregular(let nanoseconds):
      if nanoseconds < hour { return [Harmonics(cycle: .day, count: 2), Harmonics(cycle: .week, count: 1)] }
      if nanoseconds < 24 * hour {
        return [
          Harmonics(cycle: .day, count: 2), Harmonics(cycle: .week, count: 2),
          Harmonics(cycle: .year, count: 1),
        ]
      }
      return harmonics(of: .days(Int(nanoseconds / (24 * hour))))
    case .days(1): return [Harmonics(cycle: .week, count: 3), Harmonics(cycle: .year, count: 2)]
    case .businessDays: return [Harmonics(cycle: .sessions, count: 2), Harmonics(cycle: .year, count: 2)]
    case .days: return [Harmonics(cycle: .year, count: 2)]
    case .months(let months):
      return months >= 12 ? [] : [Harmonics(cycle: .months, count: months == 1 ? 3 : 1)]
    }
  }

  /// The features at an instant, each in -1...1.
  public func values(at instant: Instant) -> [Double] {
    var values = [Double](repeating: 0, count: count)
    write(at: instant, into: &values, from: 0)
    return values
  }

  /// Writes the features at an instant to `count` elements of `values` from index `start` on.
  ///
  /// - Precondition: `values` has room for them.
  /// - Complexity: O(`count`). Allocates nothing.
  public func write(at instant: Instant, into values: inout [Double], from start: Int) {
    var place = start
    for harmonic in harmonics {
      let phase = 2 * Double.pi * Self.phase(of: harmonic.cycle, at: instant)
      for multiple in 1...harmonic.count {
        values[place] = sin(Double(multiple) * phase)
        values[place + 1] = cos(Double(multiple) * phase)
        place += 2
      }
    }
  }

  /// Where in its cycle an instant lies, in [0, 1).
  private static func phase(of cycle: Cycle, at instant: Instant) -> Double {
    let days = instant.daysSinceEpoch
    let dayFraction =
      (Double(instant.secondsOfDay) + Double(instant.nanoseconds) * 1e-9) / Double(Instant.day)
    switch cycle {
    case .day: return dayFraction
    case .week: return (Double(CivilDate.weekday(ofDay: days)) + dayFraction) / 7
    // The time of day is left out: sessions are one a day.
    case .sessions: return Double(min(CivilDate.weekday(ofDay: days), 4)) / 5
    case .year:
      let date = CivilDate(daysSinceEpoch: days)
      let length: Double = CivilDate.isLeap(date.year) ? 366 : 365
      return (Double(date.dayOfYear - 1) + dayFraction) / length
    case .months: return Double(CivilDate(daysSinceEpoch: days).month - 1) / 12
    }
  }
}
