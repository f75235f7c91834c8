import Forecasting
import TimeSeries

/// The effects of holidays on a daily series, estimated from the series itself without a list of holidays.
///
/// The deviation of a day is its value minus the median of the same weekday in the three weeks before and
/// after it. The counterparts of a day are the days of earlier years with the same date (Christmas), and
/// those with the same weekday of the month, counted from its start (Thanksgiving) or from its end (Memorial
/// Day). For each of these three groups, the mean m of the deviations of n counterparts with variance s² is
/// shrunk to m · max(0, 1 − 4 s² / (n m²)), which is 0 where m is within two standard errors of 0. The effect
/// of the day is the shrunk mean that is the largest in absolute value.
///
/// An effect is estimated from values at least 330 days old, so that the effects of all leads are known at
/// the cutoff.
/// - Source: Efron and Morris (1973), doi:10.1080/01621459.1973.10481350, on estimators of this form.
package struct HolidayEffects: Sendable {
  private let firstDay: Int64
  /// The effect of each day, from the first one on.
  private let effects: [Double]

  /// Estimates the effects of all days from that of the first value to `ahead` days after that of the last
  /// one.
  package init(of values: [Double], on days: [Int64], ahead: Int) {
    firstDay = days.first ?? 0
    let lastDay = (days.last ?? firstDay - 1) + Int64(ahead)
    effects = days.isEmpty ? [] : Self.effects(of: values, on: days, for: Array(firstDay...lastDay))
  }

  /// Estimates the effects of the days of `series`, of whose first rows `values` are the values, and of
  /// `ahead` days more.
  package init(of values: [Double], in series: Series, ahead: Int) {
    self.init(of: values, on: values.indices.map { series.day(ofRow: $0) }, ahead: ahead)
  }

  /// The effect of the day of a lead (from 0) that follows the rows of `series` before `origin`; the day is
  /// counted from that of the last of these rows.
  package func effect(ofLead lead: Int, at origin: Int, in series: Series) -> Double {
    origin > 0 ? self[series.day(ofRow: origin - 1) + 1 + Int64(lead)] : 0
  }

  /// The effect of a day; 0 for a day before the first value or after the last day that was estimated.
  package subscript(day: Int64) -> Double {
    let place = Int(day - firstDay)
    return effects.indices.contains(place) ? effects[place] : 0
  }

  /// The least number of years of a series: effects are estimated from two years, and a third one shows
  /// whether they recur.
  private static let leastYears = 3.0
  /// The least age in days of a value in an estimate: a counterpart is about a year old, and its deviation
  /// needs the three weeks after it.
  private static let leastAge: Int64 = 330
  /// The number of weeks before and after a day in the median that its value is compared with.
  private static let weeks: Int64 = 3
  /// The number of standard errors below which an effect is 0.
  private static let leastErrors = 2.0

  /// Whether some series is daily and spans at least three years, and the horizon is less than the least age
  /// of values in an estimate.
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

  /// The effects of the days `wanted`, from the `values` of `days`, which do not descend; `.nan` is missing.
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
      // The standard deviation of normal errors is √(π / 2) ≈ 1.25 times their mean absolute value.
      let deviation = all.count > 0 ? 1.25 * all.sum / all.count : 0
      return Counterpart.places(of: day)
        .map { counterparts[$0].shrunkMean(leastVariance: deviation * deviation, errors: leastErrors) }
        .max { abs($0) < abs($1) } ?? 0
    }
  }

  /// The deviation of each value from the median of the same weekday in the weeks around it; `.nan` where
  /// fewer than half of these are observed.
  private static func remainders(of values: [Double], on days: [Int64]) -> [Double] {
    // Where two rows of a mostly daily series lie on one day, the first is used.
    let rows = Dictionary(zip(days, values.indices), uniquingKeysWith: { first, _ in first })
    let offsets = (-weeks...weeks).filter { $0 != 0 }.map { 7 * $0 }
    return values.indices.map { row in
      let around = offsets.compactMap { rows[days[row] + $0] }.map { values[$0] }.filter { !$0.isNaN }
      guard 2 * around.count >= offsets.count else { return .nan }
      return around.median.map { values[row] - $0 } ?? .nan
    }
  }
}

/// The index of the groups of days whose deviations are averaged: by date, and by weekday of the month.
private enum Counterpart {
  private static let (dates, weekdays) = (12 * 31, 12 * 7 * 5)
  /// The number of groups.
  static let count = dates + 2 * weekdays

  /// The groups of a day: by its date, by its weekday counted from the start of the month, and by its weekday
  /// counted from the end.
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
  /// The shrunk mean m · max(0, 1 − k² s² / (n m²)) of n values, with k = `errors` and the larger one of the
  /// sample variance and `leastVariance` as s²; 0 for fewer than two values.
  fileprivate func shrunkMean(leastVariance: Double, errors: Double) -> Double {
    guard count >= 2, mean != 0 else { return 0 }
    let sampleVariance = standardDeviation * standardDeviation * Double(count) / Double(count - 1)
    let variance = max(leastVariance, sampleVariance)
    return mean * max(0, 1 - errors * errors * variance / (Double(count) * mean * mean))
  }
}

extension Series {
  /// The day of a row of a daily series, counted from 1970-01-01.
  ///
  /// It is that of the series' zone, or the nearest whole number of days from the first row on, since clocks
  /// that are put forward move midnights into the day before.
  package func day(ofRow row: Int) -> Int64 {
    if let zone { return zone.civil(times[row]).daysSinceEpoch }
    return Instant(seconds: times[row].seconds - times[0].secondsOfDay + Instant.day / 2).daysSinceEpoch
  }
}
