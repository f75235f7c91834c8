extension CivilDate {
  /// The day `weekday` (1 for Monday to 7) of a week of the year `isoYear`; `nil` where the year has no such
  /// week.
  ///
  /// Week 1 is the one with the year's first Thursday.
  /// - Source: ISO 8601:2004, section 3.2.2.
  public init?(isoYear: Int, week: Int, weekday: Int = 1) {
    guard (1...53).contains(week), (1...7).contains(weekday) else { return nil }
    let fourth = CivilDate(year: isoYear, month: 1, day: 4).daysSinceEpoch
    let monday = fourth - Int64(Self.weekday(ofDay: fourth)) + Int64(7 * (week - 1))
    // The week belongs to the year of its Thursday.
    guard CivilDate(daysSinceEpoch: monday + 3).year == isoYear else { return nil }
    self.init(daysSinceEpoch: monday + Int64(weekday - 1))
  }

  /// The last day of the month that is no Saturday or Sunday.
  var lastWeekdayOfMonth: CivilDate {
    let end = CivilDate(year: year, month: month, day: Self.days(inMonth: month, of: year)).daysSinceEpoch
    return CivilDate(daysSinceEpoch: end - Int64(max(0, Self.weekday(ofDay: end) - 4)))
  }

  /// The first day of the month that is no Saturday or Sunday.
  var firstWeekdayOfMonth: CivilDate {
    let start = CivilDate(year: year, month: month, day: 1).daysSinceEpoch
    let weekday = Self.weekday(ofDay: start)
    return CivilDate(daysSinceEpoch: start + Int64(weekday > 4 ? 7 - weekday : 0))
  }
}
