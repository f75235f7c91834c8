import Forecasting
import TimeSeries

/// What holidays add to a daily series, found in the series itself: no list of holidays is needed.
///
/// A day is compared with the same weekday of the three weeks before and after it. Its effect is the mean of what was left
/// of its counterparts in earlier years: the days of the same date (Christmas), or of the same weekday of the month, counted from its
/// start (Thanksgiving) or its end (Memorial Day), whichever stands out most. Means are shrunk to zero by what chance makes
/// of n counterparts with variance s²: m · max(0, 1 − 4 s² / (n m²)), so that less than two standard errors count for
/// nothing.
///
/// An effect is made of values at least 330 days old, so that those of all leads are known at the cutoff.
/// - Source: Efron and Morris (1973), doi:10.1080/01621459.1973.10481350, on means shrunk by their own size.
package struct HolidayEffects: Sendable {
  private let firstDay: Int64
  /// The effect of each day from the first on.
  private let effects: [Double]

  /// Finds the effects of all days from the first value's to `ahead` after the last one's.
  package init(of values: [Double], on days: [Int64], ahead: Int) {
    firstDay = days.first ?? 0
    let lastDay = (days.last ?? firstDay - 1) + Int64(ahead)
    effects = days.isEmpty ? [] : Self.effects(of: values, on: days, for: Array(firstDay...lastDay))
  }

  /// Finds the effects of the days of `series`, whose first rows have these values, and of `ahead` days more.
  package init(of values: [Double], in series: Series, ahead: Int) {
    self.init(of: values, on: values.indices.map { series.day(ofRow: $0) }, ahead: ahead)
  }

  /// The effect of a lead after the rows of `series` before `origin`, whose day is counted from the last of them.
  package func effect(ofLead lead: Int, at origin: Int, in series: Series) -> Double {
    origin > 0 ? self[series.day(ofRow: origin - 1) + 1 + Int64(lead)] : 0
  }

  /// The effect of a day; 0 of one before the first value.
  package subscript(day: Int64) -> Double {
    let place = Int(day - firstDay)
    return effects.indices.contains(place) ? effects[place] : 0
  }

  /// Years of rows that a series must have: two to find effects in, one to see whether they come back.
  private static let leastYears = 3.0
  /// Days that a value must be old: a counterpart is a year old, and compared with weeks after it.
  private static let leastAge: Int64 = 330
  /// Weeks before and after a day that it is compared with.
  private static let weeks: Int64 = 3
  /// The standard errors that an effect must be above.
  private static let leastErrors = 2.0

  /// Whether the rows of some series are days of enough years, and all leads less than the age of what effects are made of.
  package static func admits(_ data: TrainingData, horizon: Int) -> Bool {
    let panel = data.panel
    guard panel.spacing == .days(1), panel.timeKind == .local || panel.timeKind == .utc else { return false }
    return admits(horizon: horizon)
      && zip(panel.series, data.rows).contains { series, rows in
        guard let last = rows.last else { return false }
        let days = series.times[last].daysSinceEpoch - series.times[rows.lowerBound].daysSinceEpoch
        return Double(days) >= leastYears * 365.25
      }
  }

  /// Whether the effects of all leads are known at the cutoff.
  package static func admits(horizon: Int) -> Bool { horizon < Int(leastAge) }

  /// The effects of the `wanted` days; `values` are those of `days`, which do not descend, `.nan` where missing.
  private static func effects(of values: [Double], on days: [Int64], for wanted: [Int64]) -> [Double] {
    let remainders = remainders(of: values, on: days)
    var counterparts = [RunningMoments](repeating: RunningMoments(), count: Counterpart.count)
    var all = (sum: 0.0, count: 0.0)
    var next = 0
    return wanted.map { day in
      while next < values.count, days[next] + 7 * weeks <= day - leastAge {
        let remainder = remainders[next]
        if !remainder.isNaN {
          for place in Counterpart.places(of: days[next]) { counterparts[place].add(remainder) }
          all.sum += abs(remainder)
          all.count += 1
        }
        next += 1
      }
      // 1.25 mean absolute values are a deviation, if errors are normal.
      let deviation = all.count > 0 ? 1.25 * all.sum / all.count : 0
      return Counterpart.places(of: day)
        .map { counterparts[$0].shrunkMean(leastVariance: deviation * deviation, errors: leastErrors) }
        .max { abs($0) < abs($1) } ?? 0
    }
  }

  /// What is left of each value beside the median of the same weekday in the weeks around it; `.nan` with less than half of those.
  private static func remainders(of values: [Double], on days: [Int64]) -> [Double] {
    // Of two rows on one day, which a series that is mostly of days may have, the first stands for it.
    let rows = Dictionary(zip(days, values.indices), uniquingKeysWith: { first, _ in first })
    let offsets = (-weeks...weeks).filter { $0 != 0 }.map { 7 * $0 }
    return values.indices.map { row in
      let around = offsets.compactMap { rows[days[row] + $0] }.map { values[$0] }.filter { !$0.isNaN }
      guard 2 * around.count >= offsets.count else { return .nan }
      return around.median.map { values[row] - $0 } ?? .nan
    }
  }
}

/// The days of earlier years that a day is like.
private enum Counterpart {
  private static let (dates, weekdays) = (12 * 31, 12 * 7 * 5)
  /// The number of places.
  static let count = dates + 2 * weekdays

  /// The places of a day among dates, and among weekdays of a month counted from its start and from its end.
  static func places(of day: Int64) -> [Int] {
    let date = CivilDate(daysSinceEpoch: day)
    let month = date.month - 1
    let weekday = (month * 7 + CivilDate.weekday(ofDay: day)) * 5
    let daysAfter = CivilDate.days(inMonth: date.month, of: date.year) - date.day
    return [
      month * 31 + date.day - 1, dates + weekday + (date.day - 1) / 7,
      dates + weekdays + weekday + daysAfter / 7,
    ]
  }
}

extension RunningMoments {
  /// The mean, nearer to zero by what chance makes of it; 0 for less than two values.
  fileprivate func shrunkMean(leastVariance: Double, errors: Double) -> Double {
    guard count >= 2, mean != 0 else { return 0 }
    let sampleVariance = standardDeviation * standardDeviation * Double(count) / Double(count - 1)
    let variance = max(leastVariance, sampleVariance)
    return mean * max(0, 1 - errors * errors * variance / (Double(count) * mean * mean))
  }
}

extension Series {
  /// The day of a row of a daily series, counted from 1970-01-01: that of the series' zone, or the nearest
  /// whole number of days from the first row on, since clocks that are put forward move midnights into the
  /// day before.
  package func day(ofRow row: Int) -> Int64 {
    if let zone { return zone.civil(times[row]).daysSinceEpoch }
    return Instant(seconds: times[row].seconds - times[0].secondsOfDay + Instant.day / 2).daysSinceEpoch
  }
}
