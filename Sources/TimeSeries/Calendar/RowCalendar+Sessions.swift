extension RowCalendar {
  /// The times of day of sessions, by the rows of each series; a series of too few rows goes by the calendar
  /// that most others have.
  static func sessions(_ axes: [[Instant]], _ spacing: Spacing, _ plainShare: Double) -> LearntCalendars? {
    var calendars = axes.map { axis in Sessions(axis)?.calendar }
    let learnt = LearntCalendars(calendars: calendars, spacing: spacing, share: 0)
    guard let usual = learnt.usual else { return nil }
    calendars = zip(axes, calendars).map { axis, calendar in
      calendar ?? (usual.share(of: axis.suffix(200)) >= Sessions.leastShare ? usual : nil)
    }
    let share = share(of: axes, calendars)
    // Where hours have changed, the last days tell.
    let recent = Self.share(of: axes.map { Array($0.suffix(usual.slotCount * 5)) }, calendars)
    guard max(share, recent) > plainShare else { return nil }
    return LearntCalendars(calendars: calendars, spacing: spacing, share: share)
  }
}

extension RowCalendar {
  /// The weekdays with rows.
  fileprivate var openWeekdays: Set<Int64> {
    guard case .week(let slots, _) = rule else { return [] }
    return Set(slots.map { $0 / Instant.day })
  }

  /// The most rows of a day.
  fileprivate var slotCount: Int {
    guard case .week(let slots, _) = rule else { return 1 }
    return Dictionary(grouping: slots) { $0 / Instant.day }.values.map(\.count).max() ?? 1
  }
}

/// The sessions of one series: which times of day have rows, on which weekdays.
private struct Sessions {
  /// The share of distances between rows that a calendar of sessions must explain.
  static let leastShare = 0.8
  /// The most days that are looked at, and the fewest where hours change: the last ones count.
  private static let windows = [60, 15, 5]

  let calendar: RowCalendar

  /// Learns sessions; `nil` where times of day have no pattern, or rows come around the clock.
  init?(_ axis: [Instant]) {
    let found = Self.windows.compactMap { window -> (calendar: RowCalendar, rows: ArraySlice<Instant>)? in
      let rows = Self.lastDays(window, of: axis)
      guard let calendar = Self.pattern(of: rows), calendar.share(of: rows) >= Self.leastShare else {
        return nil
      }
      return (calendar, rows)
    }
    guard var best = found.first else { return nil }
    for shorter in found.dropFirst() {
      // Where hours have changed, as of times in UTC when clocks do, the last days know better.
      guard shorter.calendar.openWeekdays == best.calendar.openWeekdays else { continue }
      let missed = 1 - best.calendar.share(of: shorter.rows)
      if (1 - shorter.calendar.share(of: shorter.rows)) * 3 < missed { best = shorter }
    }
    calendar = best.calendar
  }

  /// The rows of the last days with rows.
  private static func lastDays(_ count: Int, of axis: [Instant]) -> ArraySlice<Instant> {
    var days = 0
    var last: Int64?
    for row in axis.indices.reversed() {
      let day = axis[row].daysSinceEpoch
      guard day != last else { continue }
      if days == count { return axis[(row + 1)...] }
      (days, last) = (days + 1, day)
    }
    return axis[...]
  }

  private static func pattern(of rows: ArraySlice<Instant>) -> RowCalendar? {
    guard let first = rows.first?.daysSinceEpoch, let last = rows.last?.daysSinceEpoch,
      rows.allSatisfy({ $0.nanoseconds == 0 })
    else { return nil }
    let open = Weekdays(rows, first, last)
    guard open.dayCount >= 3 else { return nil }
    let usual = slots(of: rows, days: open.dayCount)
    guard !usual.isEmpty, usual.count <= 1440 else { return nil }
    let inUsual = rows.count { usual.contains($0.secondsOfDay) }
    // Nearly all rows are at usual times, and usual days are nearly full.
    guard inUsual * 10 >= rows.count * 9, inUsual * 10 >= usual.count * open.dayCount * 6 else { return nil }
    let isAroundTheClock = coversDay(usual)
    let isOpen = open.isOpen(isAroundTheClock: isAroundTheClock)
    if isAroundTheClock, isOpen.allSatisfy({ $0 }) { return nil }
    var places: [Int64] = []
    for weekday in 0..<7 where isOpen[weekday] {
      var own = usual
      if open.withRows[weekday] >= 3 {
        let ownRows = rows.filter { CivilDate.weekday(ofDay: $0.daysSinceEpoch) == weekday }
        own = slots(of: ownRows[...], days: open.withRows[weekday])
      }
      places += own.sorted().map { Int64(weekday) * Instant.day + $0 }
    }
    return places.isEmpty ? nil : RowCalendar(rule: .week(slots: places, isDaily: false))
  }

  /// The times of day that at least half of the days have.
  private static func slots(of rows: ArraySlice<Instant>, days: Int) -> Set<Int64> {
    var counts: [Int64: Int] = [:]
    for row in rows { counts[row.secondsOfDay, default: 0] += 1 }
    return Set(counts.filter { $0.value * 2 >= days }.keys)
  }

  /// Whether the times of day go on through the night at one distance.
  private static func coversDay(_ slots: Set<Int64>) -> Bool {
    let sorted = slots.sorted()
    guard let first = sorted.first, sorted.count > 1 else { return false }
    let distances = zip(sorted, sorted.dropFirst() + [first + Instant.day]).map { $1 - $0 }
    return distances.allSatisfy { $0 == distances[0] }
  }

  /// How many days of each weekday lie between the first and the last row, and on how many of them rows come.
  private struct Weekdays {
    var all = [Int](repeating: 0, count: 7)
    var withRows = [Int](repeating: 0, count: 7)
    var dayCount: Int { withRows.reduce(0, +) }

    init(_ rows: ArraySlice<Instant>, _ first: Int64, _ last: Int64) {
      for day in first...last { all[CivilDate.weekday(ofDay: day)] += 1 }
      for day in Set(rows.lazy.map(\.daysSinceEpoch)) { withRows[CivilDate.weekday(ofDay: day)] += 1 }
    }

    /// Whether rows are expected on each weekday, from Monday on.
    ///
    /// A weekend day without an observation is closed, unless rows come around the clock; other days without
    /// an observation are open.
    func isOpen(isAroundTheClock: Bool) -> [Bool] {
      (0..<7).map { weekday in
        if all[weekday] > 0 { return withRows[weekday] * 2 >= all[weekday] }
        return weekday < 5 || isAroundTheClock
      }
    }
  }
}
