extension Spacing {
  /// The number of steps from `earlier` to `later`, rounded to a whole one; `nil` where the spacing is
  /// irregular.
  ///
  /// Of business days only weekdays count, whatever holidays there are.
  public func stepCount(from earlier: Instant, to later: Instant) -> Int? {
    switch self {
    case .irregular: return nil
    case .steps: return Int(later.seconds - earlier.seconds)
    case .fixed(let nanoseconds):
      // What is too far apart for nanoseconds is counted in seconds.
      let distance =
        later.nanoseconds(since: earlier).map { Double($0) } ?? Double(later.seconds - earlier.seconds) * 1e9
      return Int((distance / Double(nanoseconds)).rounded())
    case .days(let days):
      return Int((Double(later.seconds - earlier.seconds) / Double(Instant.day) / Double(days)).rounded())
    case .businessDays: return Self.weekdays(before: later) - Self.weekdays(before: earlier)
    case .months(let months):
      let (first, last) = (Self.month(of: earlier), Self.month(of: later))
      return Int((Double(last - first) / Double(months)).rounded())
    }
  }

  /// The number of weekdays from Monday 1970-01-05 to the day of `instant`, negative before it; a day on a
  /// weekend counts as the Friday before.
  private static func weekdays(before instant: Instant) -> Int {
    let day = instant.daysSinceEpoch
    let weekday = CivilDate.weekday(ofDay: day)
    let monday = Int(day) - weekday
    return (monday - 4) / 7 * 5 + min(weekday, 4)
  }

  private static func month(of instant: Instant) -> Int {
    let date = CivilDate(daysSinceEpoch: instant.daysSinceEpoch)
    return date.year * 12 + date.month
  }
}
