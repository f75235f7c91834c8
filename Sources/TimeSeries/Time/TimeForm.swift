/// The forms of a time that are recognised without being told.
enum TimeForm {
  /// `2014-10-01`, `1999/1/4 0:00`, `2014-10-01T19:14:00.25+02:00`.
  case yearMonthDay
  /// `2014-10`: the first day of the month.
  case yearMonth
  /// `2020Q1`, `2020-Q1`: the first day of the quarter.
  case quarter
  /// `1/4/1999`, `31.12.2021 23:59`: month or day first, which the whole column decides.
  case monthOrDayFirst
  /// `1706745600`, `0.5`, `1999`.
  case number
  /// `22:40:00`, `0:07`: a time of day, or a length of time, without a date.
  case clock
  /// Another form, whose pattern the first cell tells.
  case pattern

  /// How the form is called in messages.
  var name: String {
    switch self {
    case .yearMonthDay: "YYYY-MM-DD"
    case .yearMonth: "YYYY-MM"
    case .quarter: "YYYYQn"
    case .monthOrDayFirst: "month or day first"
    case .number: "a number"
    case .clock: "HH:MM:SS"
    case .pattern: "of its first cell"
    }
  }
}

/// One cell read in a recognised form.
struct FormReading {
  var form: TimeForm
  /// The fields; of a date with month or day first, `month` is the first number and `day` the second.
  var time: CivilTime
  /// The byte between the parts of the date.
  var separator: UInt8
}

extension FormReading {
  /// Reads the fixed-position forms `YYYY-MM-DD` and `YYYY-MM-DD HH:MM:SS` with or without `Z`, which most
  /// files hold.
  ///
  /// - Returns: `nil` when the cell looks different, and the general reading must decide.
  static func atFixedPositions(_ field: Span<UInt8>) -> CivilTime? {
    guard field.count == 10 || field.count == 19 || field.count == 20 && field[19] == UInt8(ascii: "Z"),
      field[4] == UInt8(ascii: "-"), field[7] == UInt8(ascii: "-")
    else { return nil }
    // A byte that is no digit becomes 10 or more; the largest of them is looked at once.
    var largest: UInt8 = 0
    func pair(_ index: Int) -> Int {
      let tens = field[index] &- UInt8(ascii: "0")
      let ones = field[index + 1] &- UInt8(ascii: "0")
      largest = max(largest, max(tens, ones))
      return Int(tens) * 10 + Int(ones)
    }
    let date = CivilDate(year: pair(0) * 100 + pair(2), month: pair(5), day: pair(8))
    var time = CivilTime(date: date)
    if field.count > 10 {
      guard field[10] == UInt8(ascii: " ") || field[10] == UInt8(ascii: "T"),
        field[13] == UInt8(ascii: ":"), field[16] == UInt8(ascii: ":")
      else { return nil }
      (time.hour, time.minute, time.second) = (pair(11), pair(14), pair(17))
      time.hasTimeOfDay = true
      if field.count == 20 { time.offset = 0 }
    }
    return largest < 10 ? time : nil
  }

  /// Reads a cell in any of the recognised forms but numbers.
  static func general(_ field: Span<UInt8>) throws(TimeProblem) -> FormReading {
    var position = 0
    let first = TimeScanning.digits(field, &position)
    guard first.count > 0, position < field.count else { throw unreadable(field) }
    let separator = field[position]
    switch (first.count, separator) {
    case (4, UInt8(ascii: "Q")), (4, UInt8(ascii: "q")):
      return try quarter(field, year: first.value, separator: 0, position)
    case (4, UInt8(ascii: "-")), (4, UInt8(ascii: "/")), (4, UInt8(ascii: ".")), (4, UInt8(ascii: " ")):
      if position + 1 < field.count, field[position + 1] | 0x20 == UInt8(ascii: "q") {
        return try quarter(field, year: first.value, separator: separator, position + 1)
      }
      guard separator != UInt8(ascii: " ") else { throw unreadable(field) }
      return try yearFirst(field, year: first.value, separator, position + 1)
    case (1...2, UInt8(ascii: "-")), (1...2, UInt8(ascii: "/")), (1...2, UInt8(ascii: ".")):
      return try yearLast(field, first: first.value, separator, position + 1)
    case (1...2, UInt8(ascii: ":")): throw TimeProblem("there is no date in it")
    case (5..., UInt8(ascii: "-")): throw TimeProblem("years run from 0001 to 9999")
    default: throw unreadable(field)
    }
  }

  private static func quarter(
    _ field: Span<UInt8>, year: Int, separator: UInt8, _ start: Int
  ) throws(TimeProblem) -> FormReading {
    var position = start + 1
    let quarter = TimeScanning.digits(field, &position)
    guard quarter.count == 1, (1...4).contains(quarter.value), position == field.count else {
      throw TimeProblem("a quarter is written 2020Q1 to 2020Q4")
    }
    let date = CivilDate(year: year, month: quarter.value * 3 - 2, day: 1)
    return FormReading(form: .quarter, time: CivilTime(date: date), separator: separator)
  }

  private static func yearFirst(
    _ field: Span<UInt8>, year: Int, _ separator: UInt8, _ start: Int
  ) throws(TimeProblem) -> FormReading {
    var position = start
    let month = TimeScanning.digits(field, &position)
    guard month.count < 3 else {
      throw TimeProblem("this is a day of the year (ordinal date)", fix: "--time-format %Y-%j")
    }
    guard month.count > 0 else { throw unreadable(field) }
    var time = CivilTime(date: CivilDate(year: year, month: month.value, day: 1))
    if position == field.count {
      guard !(13...53).contains(month.value) else {
        throw TimeProblem(
          "month \(month.value) is not in 1...12",
          fix: "--time-format %G\(String(UnicodeScalar(separator)))%V if it is the number of a week")
      }
      return FormReading(form: .yearMonth, time: time, separator: separator)
    }
    guard field[position] == separator else { throw unreadable(field) }
    position += 1
    let day = TimeScanning.digits(field, &position)
    guard (1...2).contains(day.count) else { throw unreadable(field) }
    time.date.day = day.value
    return try withTimeOfDay(
      field, FormReading(form: .yearMonthDay, time: time, separator: separator), position)
  }

  private static func yearLast(
    _ field: Span<UInt8>, first: Int, _ separator: UInt8, _ start: Int
  ) throws(TimeProblem) -> FormReading {
    var position = start
    let second = TimeScanning.digits(field, &position)
    guard (1...2).contains(second.count), position < field.count, field[position] == separator else {
      throw unreadable(field)
    }
    position += 1
    let year = TimeScanning.digits(field, &position)
    guard year.count == 4 else {
      let mark = String(UnicodeScalar(separator))
      throw year.count == 2
        ? TimeProblem(
          "a year of two digits",
          fix: "--time-format %m\(mark)%d\(mark)%y or --time-format %d\(mark)%m\(mark)%y")
        : unreadable(field)
    }
    let date = CivilDate(year: year.value, month: first, day: second.value)
    return try withTimeOfDay(
      field, FormReading(form: .monthOrDayFirst, time: CivilTime(date: date), separator: separator), position)
  }

  /// Reads what follows a date: nothing, or a time of day with or without an offset.
  private static func withTimeOfDay(
    _ field: Span<UInt8>, _ reading: FormReading, _ start: Int
  ) throws(TimeProblem) -> FormReading {
    var (reading, position) = (reading, start)
    guard position < field.count else { return reading }
    let mark = field[position]
    guard mark == UInt8(ascii: " ") || mark | 0x20 == UInt8(ascii: "t") else { throw unreadable(field) }
    position += 1
    reading.time.hasTimeOfDay = true
    try TimeScanning.timeOfDay(field, &position, into: &reading.time)
    let end = position
    while position < field.count, field[position] == UInt8(ascii: " ") { position += 1 }
    reading.time.offset = try TimeScanning.offset(field, &position)
    if reading.time.offset == nil { position = end }
    guard position == field.count else {
      let isHalfDay = (0..<field.count).contains { field[$0] | 0x20 == UInt8(ascii: "m") }
      throw isHalfDay
        ? TimeProblem("the hours with AM or PM cannot be read", fix: "--time-format")
        : TimeProblem("text after the time", fix: "--time-format")
    }
    return reading
  }

  /// Says why a cell is in none of the forms.
  private static func unreadable(_ field: Span<UInt8>) -> TimeProblem {
    if field.isEmpty { return TimeProblem("the time is missing", fix: "fill it in, or leave the row out") }
    for start in 0..<field.count {
      var position = start
      if TimeScanning.month(field, &position) != nil {
        return TimeProblem(
          "there is the name of a month in it, but no date that reads one way", fix: "--time-format")
      }
    }
    return TimeProblem(
      "it is not a date like 2024-01-31, 1/31/2024 or 2024-01-31 23:59:00", fix: "--time-format")
  }
}
