extension TimePattern {
  /// What a cell says beyond the fields of `CivilTime`, until the whole of it is read.
  private struct Rest {
    var dayOfYear: Int?
    var isAfternoon: Bool?
    var usesHalfDay = false
    var week: Int?
    var weekday = 1
    var quarter: Int?
  }

  /// Reads a whole cell.
  func read(_ field: Span<UInt8>) throws(TimeProblem) -> CivilTime {
    var time = CivilTime(date: CivilDate(year: 1, month: 1, day: 1))
    var rest = Rest()
    var position = 0
    for element in elements {
      guard try Self.read(element, field, &position, into: &time, &rest) else {
        throw TimeProblem("it does not have the form \(text)")
      }
    }
    guard position == field.count else { throw TimeProblem("text after the form \(text)") }
    if rest.usesHalfDay {
      guard (1...12).contains(time.hour) else { throw TimeProblem("hour \(time.hour) is not in 1...12") }
      time.hour = time.hour % 12 + (rest.isAfternoon == true ? 12 : 0)
    }
    try Self.settleDate(of: &time, rest)
    time.hasTimeOfDay = hasTimeOfDay
    return try time.validated()
  }

  /// Makes the date of a day of the year, a week or a quarter.
  private static func settleDate(of time: inout CivilTime, _ rest: Rest) throws(TimeProblem) {
    let year = time.date.year
    if let dayOfYear = rest.dayOfYear {
      guard (1...(CivilDate.isLeap(year) ? 366 : 365)).contains(dayOfYear) else {
        throw TimeProblem("day \(dayOfYear) is not in year \(year)")
      }
      let newYear = CivilDate(year: year, month: 1, day: 1).daysSinceEpoch
      time.date = CivilDate(daysSinceEpoch: newYear + Int64(dayOfYear) - 1)
    }
    if let week = rest.week {
      guard let date = CivilDate(isoYear: year, week: week, weekday: rest.weekday) else {
        throw TimeProblem("week \(week) is not in year \(year)")
      }
      time.date = date
    }
    if let quarter = rest.quarter {
      guard (1...4).contains(quarter) else { throw TimeProblem("quarter \(quarter) is not in 1...4") }
      time.date.month = quarter * 3 - 2
    }
  }

  /// Reads one element; `false` when it does not stand at `position`.
  private static func read(
    _ element: Element, _ field: Span<UInt8>, _ position: inout Int, into time: inout CivilTime,
    _ rest: inout Rest
  ) throws(TimeProblem) -> Bool {
    switch element {
    case .literal(let byte):
      guard position < field.count, field[position] == byte else { return false }
      position += 1
      return true
    case .spaces:
      let start = position
      while position < field.count, field[position] == UInt8(ascii: " ") { position += 1 }
      return position > start
    case .year, .isoYear: return store(number(field, 4, &position), in: &time.date.year)
    case .shortYear:
      guard let year = number(field, 2, &position) else { return false }
      // POSIX: 69 to 99 mean 1969 to 1999.
      time.date.year = year < 69 ? 2000 + year : 1900 + year
      return true
    case .month: return store(number(field, 2, &position), in: &time.date.month)
    case .day: return store(number(field, 2, &position), in: &time.date.day)
    case .hour: return store(number(field, 2, &position), in: &time.hour)
    case .halfDayHour:
      rest.usesHalfDay = true
      return store(number(field, 2, &position), in: &time.hour)
    case .minute: return store(number(field, 2, &position), in: &time.minute)
    case .second: return store(number(field, 2, &position), in: &time.second)
    case .fraction:
      time.nanoseconds = try TimeScanning.fraction(field, &position)
      return true
    default: return try readRest(element, field, &position, into: &time, &rest)
    }
  }

  /// Reads an element that is no plain field of a time.
  private static func readRest(
    _ element: Element, _ field: Span<UInt8>, _ position: inout Int, into time: inout CivilTime,
    _ rest: inout Rest
  ) throws(TimeProblem) -> Bool {
    switch element {
    case .dayOfYear:
      rest.dayOfYear = number(field, 3, &position)
      return rest.dayOfYear != nil
    case .isoWeek:
      rest.week = number(field, 2, &position)
      return rest.week != nil
    case .isoWeekday: return store(number(field, 1, &position), in: &rest.weekday)
    case .quarter:
      rest.quarter = number(field, 1, &position)
      return rest.quarter != nil
    case .monthName:
      guard let month = TimeScanning.month(field, &position) else { return false }
      time.date.month = month
      return true
    case .weekdayName: return TimeScanning.weekday(field, &position)
    case .halfDay:
      guard let isAfternoon = TimeScanning.halfDay(field, &position) else { return false }
      rest.isAfternoon = isAfternoon
      return true
    case .offset:
      time.offset = try TimeScanning.offset(field, &position)
      return time.offset != nil
    case .zoneName:
      time.zoneName = TimeScanning.zoneName(field, &position)
      return time.zoneName != nil
    default: return false
    }
  }

  private static func number(_ field: Span<UInt8>, _ limit: Int, _ position: inout Int) -> Int? {
    let (value, count) = TimeScanning.digits(field, &position, limit: limit)
    return count > 0 ? value : nil
  }

  private static func store(_ value: Int?, in target: inout Int) -> Bool {
    guard let value else { return false }
    target = value
    return true
  }
}
