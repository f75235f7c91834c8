extension Spacing {
  /// Computes the instant `steps` steps after `instant`, or before it when negative.
  ///
  /// Steps of business days lead to weekdays, whatever holidays there are; steps of irregular rows are the
  /// median distance. Days and months are those that the instants have when they are read as they are.
  ///
  /// - Parameters:
  ///   - instant: The instant to start at.
  ///   - steps: The number of steps.
  ///   - kind: The meaning of the instants.
  ///   - monthDay: The day of the month that steps of months lead to (see ``monthDay(of:)``). Without it, an
  ///     instant on the last day of its month leads to last days, and another keeps its day where the month
  ///     has it.
  /// - Returns: The instant, at the same time of day where steps are days or months.
  public func advanced(_ instant: Instant, by steps: Int, kind: TimeKind, monthDay: Int? = nil) -> Instant {
    switch self {
    case .steps: return Instant(seconds: instant.seconds + Int64(steps))
    case .fixed(let nanoseconds), .irregular(let nanoseconds):
      return instant.advanced(byNanoseconds: nanoseconds, times: steps)
    case .days(let days):
      return Instant(
        seconds: instant.seconds + Int64(days * steps) * Instant.day, nanoseconds: instant.nanoseconds)
    case .businessDays:
      return atSameTimeOfDay(as: instant, Self.advancedByBusinessDays(instant.daysSinceEpoch, steps))
    case .months(let months):
      let date = CivilDate(daysSinceEpoch: instant.daysSinceEpoch)
      let target = date.advanced(
        byMonths: months * steps, monthDay: monthDay ?? (date.isMonthEnd ? 31 : date.day))
      return atSameTimeOfDay(as: instant, target.daysSinceEpoch)
    }
  }

  /// The `count` instants that follow the last of `axis`.
  ///
  /// - Returns: Fewer than `count`, namely none, when the axis is empty.
  public func instants(
    after axis: some BidirectionalCollection<Instant>, count: Int, kind: TimeKind
  ) -> [Instant] {
    instants(after: axis, count: count, kind: kind, in: nil)
  }

  /// Computes the `count` instants that follow the last of `axis`.
  ///
  /// Steps of days and months follow the clocks of `zone`, and keep the time of day when these change; steps
  /// of other lengths are the same for all clocks.
  ///
  /// - Parameters:
  ///   - axis: The times of the rows, in ascending order.
  ///   - count: The number of instants.
  ///   - kind: The meaning of the times.
  ///   - zone: The zone of the axis; `nil` for times that are read as they are.
  /// - Returns: The instants; none when the axis is empty.
  package func instants(
    after axis: some BidirectionalCollection<Instant>, count: Int, kind: TimeKind, in zone: TimeZoneTable?
  ) -> [Instant] {
    let zone = isOfDays ? zone : nil
    // Only clocks and the day of the month depend on earlier rows than the last.
    let civil = CivilAxis(zone == nil && !countsMonths ? axis.suffix(1) : axis[...], in: zone)
    guard let last = civil.times.last, count > 0 else { return [] }
    let monthDay = countsMonths ? Self.monthDay(of: civil.times) : nil
    return (1...count).map {
      civil.instant(of: advanced(last, by: $0, kind: kind, monthDay: monthDay))
    }
  }

  private var countsMonths: Bool {
    guard case .months = self else { return false }
    return true
  }

  /// Whether a step is a number of days or months, which clocks and the calendar make, and not a length of
  /// time.
  package var isOfDays: Bool {
    switch self {
    case .days, .businessDays, .months: true
    case .steps, .fixed, .irregular: false
    }
  }

  /// The day of the month on which a monthly axis falls: 31 when all its rows are last days of months.
  public static func monthDay(of axis: some Collection<Instant>) -> Int {
    var largest = 1
    var areMonthEnds = true
    for instant in axis {
      let date = CivilDate(daysSinceEpoch: instant.daysSinceEpoch)
      largest = max(largest, date.day)
      areMonthEnds = areMonthEnds && date.isMonthEnd
    }
    return areMonthEnds && !axis.isEmpty ? 31 : largest
  }

  private func atSameTimeOfDay(as instant: Instant, _ day: Int64) -> Instant {
    Instant(seconds: day * Instant.day + instant.secondsOfDay, nanoseconds: instant.nanoseconds)
  }

  /// The weekday `steps` weekdays after `day`; a day on a weekend counts as the Friday before.
  static func advancedByBusinessDays(_ day: Int64, _ steps: Int) -> Int64 {
    let weekday = min(CivilDate.weekday(ofDay: day), 4)
    let monday = day - Int64(CivilDate.weekday(ofDay: day))
    let total = weekday + steps
    let weeks = total >= 0 ? total / 5 : (total - 4) / 5
    return monday + Int64(weeks * 7 + total - weeks * 5)
  }
}
