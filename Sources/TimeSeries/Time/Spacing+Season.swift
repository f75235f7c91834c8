extension Spacing {
  /// Steps a season lasts when nobody says otherwise; 1 means no season.
  ///
  /// | spacing | steps | the season |
  /// |---|---|---|
  /// | business days | 5 | a week |
  /// | days | 7 | a week |
  /// | weeks (two weeks) | 52 (26) | a year |
  /// | months, quarters, years | 12, 4, 1 | a year |
  /// | 5 minutes to 12 hours | 288 to 2 | a day |
  /// | 1 minute up to 5 | 60 to 15 | an hour |
  /// | 1 second up to a minute | 60 to 2 | a minute |
  /// | anything else, elapsed time, steps, irregular rows | 1 | none |
  ///
  /// Lengths that do not divide their season have none.
  ///
  /// - Parameters:
  ///   - kind: The meaning of the times.
  ///   - unit: The unit of elapsed times: those in minutes and hours have the seasons of a day.
  /// - Returns: The season in steps; 1 means none.
  public func defaultSeason(kind: TimeKind, unit: ReadOptions.TimeUnit = .seconds) -> Int {
    let hasDays = kind == .elapsed && (unit == .minutes || unit == .hours)
    guard kind == .local || kind == .utc || hasDays else { return 1 }
    let second: Int64 = 1_000_000_000
    switch self {
    case .steps, .irregular: return 1
    case .businessDays: return 5
    case .days(1): return 7
    case .days(let days): return days % 7 == 0 ? max(1, 364 / days) : 1
    case .months(let months): return months > 0 && 12 % months == 0 ? 12 / months : 1
    case .fixed(let nanoseconds):
      guard nanoseconds >= second else { return 1 }
      let season =
        nanoseconds >= 300 * second
        ? Instant.day * second : nanoseconds >= 60 * second ? 3600 * second : 60 * second
      return season % nanoseconds == 0 ? Int(season / nanoseconds) : 1
    }
  }
}
