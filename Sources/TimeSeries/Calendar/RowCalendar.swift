import Algorithms

/// On which days and at which times of day rows come, as it was learnt from the rows of a series.
///
/// A spacing tells how far rows are apart; a calendar tells where they are not: on closed weekdays, at night,
/// in a break, or on another day than the usual one of a week or a month. Times are those that clocks show.
package struct RowCalendar: Sendable, Equatable {
  /// Where rows come.
  enum Rule: Sendable, Equatable {
    /// Rows at times of the week, in seconds from Monday 00:00.
    ///
    /// Of rows once a day only the day is used, and the time of day is that of the row before.
    case week(slots: [Int64], isDaily: Bool)
    /// Every so many weeks on a weekday, which a single row may miss.
    case weekday(Int, weeks: Int)
    /// Every so many months on a day that the month decides.
    case month(MonthDay, months: Int)
  }

  /// A day of a month.
  enum MonthDay: Sendable, Equatable {
    case firstBusinessDay, lastBusinessDay
    /// The first to the fourth of a weekday, or the last one (5).
    case weekday(Int, number: Int)
    /// A day by its number, at most the last one.
    case day(Int)
  }

  let rule: Rule

  /// The time `steps` steps after `civil`, before it when negative; both are what clocks show.
  package func advanced(_ civil: Instant, by steps: Int) -> Instant {
    switch rule {
    case .week(let slots, let isDaily): return Self.advanced(civil, by: steps, slots, isDaily: isDaily)
    case .weekday(let weekday, let weeks):
      let day = civil.daysSinceEpoch
      // A row on another day stands for the nearest usual one.
      let offset = (CivilDate.weekday(ofDay: day) - weekday + 10) % 7 - 3
      return civil.on(day: day - Int64(offset) + Int64(7 * weeks * steps))
    case .month(let monthDay, let months):
      let date = CivilDate(daysSinceEpoch: civil.daysSinceEpoch)
      let target = CivilDate(year: date.year, month: date.month, day: 1)
        .advanced(byMonths: months * steps, monthDay: 1)
      return civil.on(day: monthDay.date(inMonth: target.month, of: target.year).daysSinceEpoch)
    }
  }

  private static func advanced(
    _ civil: Instant, by steps: Int, _ slots: [Int64], isDaily: Bool
  ) -> Instant {
    let place = Self.place(of: civil, in: slots, isDaily: isDaily)
    let total = place.index + steps
    let weeks = total >= 0 ? total / slots.count : (total - slots.count + 1) / slots.count
    let seconds = (place.monday + Int64(7 * weeks)) * Instant.day + slots[total - weeks * slots.count]
    return Instant(
      seconds: seconds + (isDaily ? civil.secondsOfDay : 0), nanoseconds: isDaily ? civil.nanoseconds : 0)
  }

  /// The last slot up to `civil`, -1 where that is in the week before, and the Monday of its week.
  private static func place(
    of civil: Instant, in slots: [Int64], isDaily: Bool
  ) -> (index: Int, monday: Int64) {
    let day = civil.daysSinceEpoch
    let weekday = Int64(CivilDate.weekday(ofDay: day))
    let offset = weekday * Instant.day + (isDaily ? 0 : civil.secondsOfDay)
    return (slots.partitioningIndex { $0 > offset } - 1, day - weekday)
  }

  /// Whether `later` is the time one step after `earlier`.
  func isStep(from earlier: Instant, to later: Instant) -> Bool {
    let next = advanced(earlier, by: 1)
    guard case .week(_, isDaily: true) = rule else { return next == later }
    return next.daysSinceEpoch == later.daysSinceEpoch
  }

  /// The share of the distances between neighbours that are one step; 1 where there is none.
  func share(of axis: some Collection<Instant>) -> Double {
    let distances = axis.count - 1
    guard distances > 0 else { return 1 }
    return Double(zip(axis, axis.dropFirst()).count { isStep(from: $0, to: $1) }) / Double(distances)
  }
}

extension RowCalendar.MonthDay {
  /// The day of a month.
  func date(inMonth month: Int, of year: Int) -> CivilDate {
    let first = CivilDate(year: year, month: month, day: 1)
    let length = CivilDate.days(inMonth: month, of: year)
    switch self {
    case .firstBusinessDay: return first.firstWeekdayOfMonth
    case .lastBusinessDay: return first.lastWeekdayOfMonth
    case .day(let day): return CivilDate(year: year, month: month, day: min(day, length))
    case .weekday(let weekday, let number):
      let toFirst = (weekday - CivilDate.weekday(ofDay: first.daysSinceEpoch) + 7) % 7
      var day = 1 + toFirst + 7 * (number - 1)
      if day > length { day -= 7 }
      return CivilDate(year: year, month: month, day: day)
    }
  }
}

extension Instant {
  /// The same time of day on another day.
  func on(day: Int64) -> Instant {
    Instant(seconds: day * Self.day + secondsOfDay, nanoseconds: nanoseconds)
  }
}
