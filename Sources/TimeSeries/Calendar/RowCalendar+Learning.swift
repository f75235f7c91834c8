/// Calendars that were learnt for the series of a panel.
struct LearntCalendars {
  /// The calendar of each series; `nil` where rows go on at their spacing.
  var calendars: [RowCalendar?]
  /// The spacing of rows, which the calendar may show to be another than it seemed.
  var spacing: Spacing
  /// The share of distances between rows that are one step.
  var share: Double

  /// The calendar that most series have.
  var usual: RowCalendar? {
    let found = calendars.compactMap { $0 }
    return found.max { left, right in found.count { $0 == left } < found.count { $0 == right } }
  }
}

extension RowCalendar {
  /// Learns from the rows of several series at which times rows are expected.
  ///
  /// - Parameters:
  ///   - axes: The times that clocks showed at the rows of each series, strictly increasing.
  ///   - spacing: The spacing that was recognised.
  ///   - share: The share of the distances between rows that are one step of it.
  /// - Returns: The calendars; `nil` where the spacing alone predicts the times.
  static func learnt(from axes: [[Instant]], spacing: Spacing, share: Double) -> LearntCalendars? {
    guard share < 1 else { return nil }
    switch spacing {
    case .steps, .months: return nil
    // Of four days a week most distances are those of business days, too.
    case .businessDays: return openDays(axes, share)
    case .days(let days) where days % 7 == 0:
      return (days >= 28 ? months(axes) : nil) ?? weeks(axes, days / 7, spacing)
    case .days: return openDays(axes, share) ?? months(axes)
    case .irregular: return openDays(axes, share) ?? months(axes) ?? sessions(axes, spacing, share)
    case .fixed: return sessions(axes, spacing, share)
    }
  }

  // MARK: Weeks

  /// The weekday of rows that come once in one or several weeks, but for those that a holiday moves.
  private static func weeks(_ axes: [[Instant]], _ weeks: Int, _ spacing: Spacing) -> LearntCalendars? {
    let calendars = axes.map { axis -> RowCalendar? in
      var counts = [Int](repeating: 0, count: 7)
      for time in axis { counts[CivilDate.weekday(ofDay: time.daysSinceEpoch)] += 1 }
      guard let most = counts.max(), most * 2 > axis.count, let weekday = counts.firstIndex(of: most) else {
        return nil
      }
      return RowCalendar(rule: .weekday(weekday, weeks: weeks))
    }
    guard calendars.contains(where: { $0 != nil }) else { return nil }
    return LearntCalendars(calendars: calendars, spacing: spacing, share: share(of: axes, calendars))
  }

  // MARK: Days

  /// Weekdays without rows, where rows come once a day.
  private static func openDays(_ axes: [[Instant]], _ share: Double) -> LearntCalendars? {
    guard areDays(axes) else { return nil }
    var counts = [Int](repeating: 0, count: 7)
    for axis in axes { for time in axis { counts[CivilDate.weekday(ofDay: time.daysSinceEpoch)] += 1 } }
    let rows = counts.reduce(0, +)
    // As many as one row in a hundred may come on a closed day.
    let open = (0..<7).filter { counts[$0] * 100 > rows }
    let longest =
      axes.compactMap { axis in
        axis.first.flatMap { first in axis.last.map { $0.daysSinceEpoch - first.daysSinceEpoch } }
      }.max() ?? 0
    // Two weeks show what is closed; of few open days, four.
    guard (2...6).contains(open.count), longest >= (open.count >= 4 ? 14 : 28) else { return nil }
    let calendar = RowCalendar(rule: .week(slots: open.map { Int64($0) * Instant.day }, isDaily: true))
    let calendars = axes.map { _ in Optional(calendar) }
    let learntShare = Self.share(of: axes, calendars)
    guard learntShare > share, learntShare >= 0.6 else { return nil }
    return LearntCalendars(calendars: calendars, spacing: .days(1), share: learntShare)
  }

  /// Whether no series has two rows on one day.
  private static func areDays(_ axes: [[Instant]]) -> Bool {
    axes.allSatisfy { axis in
      zip(axis, axis.dropFirst()).allSatisfy { $0.daysSinceEpoch < $1.daysSinceEpoch }
        && Set(axis.lazy.map(\.secondsOfDay)).count <= 1
    }
  }

  /// The share of distances that are one step of each series' calendar.
  static func share(of axes: [[Instant]], _ calendars: [RowCalendar?]) -> Double {
    var (regular, distances) = (0.0, 0)
    for (axis, calendar) in zip(axes, calendars) where axis.count > 1 {
      distances += axis.count - 1
      regular += (calendar?.share(of: axis) ?? 0) * Double(axis.count - 1)
    }
    return distances == 0 ? 1 : regular / Double(distances)
  }
}

// MARK: - Months

extension RowCalendar {
  /// The day of rows that come once in one or several months.
  private static func months(_ axes: [[Instant]]) -> LearntCalendars? {
    let dates = axes.map { $0.map { CivilDate(daysSinceEpoch: $0.daysSinceEpoch) } }
    guard axes.contains(where: { $0.count >= 4 }), let step = monthStep(dates) else { return nil }
    let all = dates.flatMap { $0 }
    let rules: [MonthDay] =
      [.lastBusinessDay, .firstBusinessDay]
      + (0..<7).flatMap { weekday in (1...5).map { MonthDay.weekday(weekday, number: $0) } }
    var best: (rule: MonthDay, count: Int)?
    for rule in rules {
      let distances = all.map { date in
        abs(rule.date(inMonth: date.month, of: date.year).daysSinceEpoch - date.daysSinceEpoch)
      }
      let count = distances.count { $0 == 0 }
      // Holidays move a few rows, by a few days.
      guard count * 4 >= all.count * 3, distances.allSatisfy({ $0 <= 4 }) else { continue }
      if count > best?.count ?? 0 { best = (rule, count) }
    }
    let days = all.map(\.day).sorted()
    let monthDay = best?.rule ?? .day(days[days.count / 2])
    let calendar = RowCalendar(rule: .month(monthDay, months: step))
    return LearntCalendars(
      calendars: axes.map { _ in calendar }, spacing: .months(step), share: monthShare(dates, step))
  }

  /// The number of months between rows, where there is one row in each so many months nearly always.
  private static func monthStep(_ dates: [[CivilDate]]) -> Int? {
    var counts: [Int: Int] = [:]
    var distances = 0
    for axis in dates {
      for (earlier, later) in zip(axis, axis.dropFirst()) {
        counts[later.monthNumber - earlier.monthNumber, default: 0] += 1
        distances += 1
      }
    }
    guard let (step, count) = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), step > 0,
      count * 10 >= distances * 9, counts[0] == nil
    else { return nil }
    return step
  }

  private static func monthShare(_ dates: [[CivilDate]], _ step: Int) -> Double {
    var (regular, distances) = (0, 0)
    for axis in dates {
      distances += max(0, axis.count - 1)
      regular += zip(axis, axis.dropFirst()).count { $1.monthNumber - $0.monthNumber == step }
    }
    return distances == 0 ? 1 : Double(regular) / Double(distances)
  }
}

extension CivilDate {
  /// Months since the year 0.
  fileprivate var monthNumber: Int { year * 12 + month }
}
