import Files

extension RowCalendar {
  /// Steps a season lasts: a day of several rows, otherwise a week; `nil` for that of the spacing.
  func season(_ spacing: Spacing) -> Int? {
    guard case .week(let slots, let isDaily) = rule else { return nil }
    let days = slotsByDay
    if isDaily || days.allSatisfy({ $0.count <= 1 }) { return slots.count }
    // Below a minute a season is a minute.
    if case .fixed(let nanoseconds) = spacing, nanoseconds < 60_000_000_000 { return nil }
    return usualDay.count
  }

  /// The slots of each weekday, in seconds since midnight.
  private var slotsByDay: [[Int64]] {
    guard case .week(let slots, _) = rule else { return [] }
    return (0..<7).map { weekday in
      slots.filter { $0 / Instant.day == weekday }.map { $0 % Instant.day }
    }
  }

  /// The slots that most open days have.
  private var usualDay: [Int64] {
    let open = slotsByDay.filter { !$0.isEmpty }
    return open.max { left, right in
      (open.count { $0 == left }, left.count) < (open.count { $0 == right }, right.count)
    } ?? []
  }
}

extension RowCalendar: CustomStringConvertible {
  private static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]

  /// The calendar in words: `Monday to Saturday`, `8 rows a day from 10:00 to 15:00, Monday to Friday`.
  package var description: String {
    switch rule {
    case .weekday(let weekday, _): return "on \(Self.weekdays[weekday])s"
    case .month(let day, _): return "on the \(day.description)"
    case .week(_, isDaily: true): return openDays
    case .week:
      let day = usualDay
      let first = day.first.map(Self.clock) ?? ""
      let last = day.last.map(Self.clock) ?? ""
      let rows =
        day.count == 1 ? "a row a day at \(first)" : "\(day.count) rows a day from \(first) to \(last)"
      let open = slotsByDay.count { !$0.isEmpty }
      return open == 7 ? rows : "\(rows), \(openDays)"
    }
  }

  /// The open weekdays: a run of three or more by its ends, others by their names.
  private var openDays: String {
    let isOpen = slotsByDay.map { !$0.isEmpty }
    let open = isOpen.indices.filter { isOpen[$0] }
    // A run begins behind a closed day.
    let starts = open.filter { !isOpen[($0 + 6) % 7] }
    if starts.count == 1, open.count > 2 {
      return "\(Self.weekdays[starts[0]]) to \(Self.weekdays[(starts[0] + open.count - 1) % 7])"
    }
    return open.map { Self.weekdays[$0] }.listed
  }

  private static func clock(_ seconds: Int64) -> String {
    func pair(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let rest = seconds % 60 == 0 ? "" : ":\(pair(seconds % 60))"
    return "\(pair(seconds / 3_600)):\(pair(seconds / 60 % 60))\(rest)"
  }
}

extension RowCalendar.MonthDay {
  fileprivate var description: String {
    switch self {
    case .firstBusinessDay: return "first business day"
    case .lastBusinessDay: return "last business day"
    case .day(let day): return "day \(day)"
    case .weekday(let weekday, let number):
      let name = RowCalendar.weekdayName(weekday)
      return "\(["first", "second", "third", "fourth", "last"][number - 1]) \(name)"
    }
  }
}

extension RowCalendar {
  fileprivate static func weekdayName(_ weekday: Int) -> String { weekdays[weekday] }
}
