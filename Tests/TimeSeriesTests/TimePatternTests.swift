import Files
import Testing

@testable import TimeSeries

@Suite("A pattern of times")
struct TimePatternTests {
  private static func read(_ cell: String, _ pattern: String) throws -> CivilTime {
    try TimePattern(pattern, needsYear: false).read(Array(cell.utf8).span)
  }

  /// The fields of a time as ISO 8601 writes them, with the fraction and the offset where there are any.
  private static func text(_ time: CivilTime) -> String {
    func padded(_ value: Int, _ width: Int = 2) -> String {
      String(repeating: "0", count: max(0, width - String(value).count)) + String(value)
    }
    let date = padded(time.date.year, 4) + "-" + padded(time.date.month) + "-" + padded(time.date.day)
    let clock = padded(time.hour) + ":" + padded(time.minute) + ":" + padded(time.second)
    return date + " " + clock + (time.nanoseconds == 0 ? "" : "." + padded(Int(time.nanoseconds), 9))
      + (time.offset.map { " \($0)" } ?? "")
  }

  @Test(
    "reads what strptime of Python reads alike",
    arguments: [
      // datetime.datetime.strptime(CELL, PATTERN), of which %f is in millionths there.
      ("2024-02-29 23:59:58", "%Y-%m-%d %H:%M:%S", "2024-02-29 23:59:58"),
      ("29/2/24 7h05", "%d/%m/%y %Hh%M", "2024-02-29 07:05:00"),
      ("68-1-2", "%y-%m-%d", "2068-01-02 00:00:00"), ("69-1-2", "%y-%m-%d", "1969-01-02 00:00:00"),
      ("12:00 AM 03/04/2024", "%I:%M %p %m/%d/%Y", "2024-03-04 00:00:00"),
      ("12:00 pm 03/04/2024", "%I:%M %p %m/%d/%Y", "2024-03-04 12:00:00"),
      ("11:59 PM 03/04/2024", "%I:%M %p %m/%d/%Y", "2024-03-04 23:59:00"),
      ("2024-060", "%Y-%j", "2024-02-29 00:00:00"), ("2023-060", "%Y-%j", "2023-03-01 00:00:00"),
      ("2024-366", "%Y-%j", "2024-12-31 00:00:00"),
      ("2020-W53-7", "%G-W%V-%u", "2021-01-03 00:00:00"), ("2024-W01-1", "%G-W%V-%u", "2024-01-01 00:00:00"),
      ("2025-W01-1", "%G-W%V-%u", "2024-12-30 00:00:00"),
      ("Sep 5 2024", "%b %d %Y", "2024-09-05 00:00:00"),
      ("5 SEPTEMBER 2024", "%d %B %Y", "2024-09-05 00:00:00"),
      ("Thu 05 Sep 2024", "%a %d %b %Y", "2024-09-05 00:00:00"),
      ("20240905 235958", "%Y%m%d %H%M%S", "2024-09-05 23:59:58"),
      ("2024-09-05T01:02:03.25+0530", "%Y-%m-%dT%H:%M:%S.%f%z", "2024-09-05 01:02:03.250000000 19800"),
      ("2024-09-05 01:02-03:30", "%Y-%m-%d %H:%M%z", "2024-09-05 01:02:00 -12600"),
      ("2024-09-05 01:02Z", "%Y-%m-%d %H:%M%z", "2024-09-05 01:02:00 0"),
      ("100% 2024", "100%% %Y", "2024-01-01 00:00:00"),
    ])
  func strptime(cell: String, pattern: String, expected: String) throws {
    #expect(Self.text(try Self.read(cell, pattern)) == expected)
  }

  @Test(
    "reads what strptime has no letters for, and short forms of several",
    arguments: [
      ("2024-02-29 23:59:58", "%F %T", "2024-02-29 23:59:58"),
      ("02/29/24 23:59", "%D %R", "2024-02-29 23:59:00"), ("2024 Q3", "%Y Q%q", "2024-07-01 00:00:00"),
      ("2024-W05", "%G-W%V", "2024-01-29 00:00:00"),
      ("2024-09-05 24:00", "%F %R", "2024-09-06 00:00:00"),
      ("2024-09-05   1:2:3", "%F %H:%M:%S", "2024-09-05 01:02:03"),
      ("2024-09-05 .123456789", "%F .%f", "2024-09-05 00:00:00.123456789"),
      ("5 september 2024", "%e %h %Y", "2024-09-05 00:00:00"), ("13:05", "%H:%M", "0001-01-01 13:05:00"),
    ])
  func other(cell: String, pattern: String, expected: String) throws {
    let time = try Self.read(cell, pattern)
    #expect(Self.text(time) == expected)
    #expect(time.hasTimeOfDay == (pattern.contains("%H") || pattern.contains("%T") || pattern.contains("%R")))
  }

  @Test("keeps the place of a zone's name")
  func zone() throws {
    let time = try Self.read("2024-09-05 01:02 US/Eastern", "%F %R %Z")
    #expect(time.zoneName == 17..<27 && time.offset == nil)
  }

  @Test(
    "says why a cell is none of its times",
    arguments: [
      ("2024-02-30", "%F", "no such day: month 2 of 2024 has days 1 to 29"),
      ("2023-02-29", "%F", "no such day: month 2 of 2023 has days 1 to 28"),
      ("2024-13-01", "%F", "month 13 is not in 1...12"), ("0000-01-01", "%F", "years run from 0001 to 9999"),
      ("2024-01-01x", "%F", "text after the form %F"),
      ("2024-01-012", "%F", "text after the form %F"),
      ("2024/01/01", "%F", "it does not have the form %F"), ("", "%F", "it does not have the form %F"),
      ("2024-01", "%F", "it does not have the form %F"),
      ("2024-01-0112:00", "%F %R", "it does not have the form %F %R"),
      ("2024-01-01 25:00", "%F %R", "hour 25 is not in 0...23, and 24 only in 24:00"),
      ("2024-01-01 24:01", "%F %R", "hour 24 is not in 0...23, and 24 only in 24:00"),
      ("2024-01-01 23:60", "%F %R", "minute 60 is not in 0...59"),
      ("2024-01-01 23:59:60", "%F %T", "second 60 is not in 0...59"),
      ("2024-01-01 13 PM", "%F %I %p", "hour 13 is not in 1...12"),
      ("2024-01-01 0 AM", "%F %I %p", "hour 0 is not in 1...12"),
      ("2023-366", "%Y-%j", "day 366 is not in year 2023"),
      ("2024-000", "%Y-%j", "day 0 is not in year 2024"),
      ("2024-W53", "%G-W%V", "week 53 is not in year 2024"),
      ("2024-Q5", "%Y-Q%q", "quarter 5 is not in 1...4"),
      ("5 Sex 2024", "%d %b %Y", "it does not have the form %d %b %Y"),
      ("2024-01-01+19:00", "%F%z", "an offset is Z, +HH:MM, +HHMM or +HH, at most 18 hours"),
      ("2024-01-01 .", "%F .%f", "no digits after the decimal point"),
      ("2024-01-01 .1234567891", "%F .%f", "more than 9 digits of a second"),
    ])
  func refused(cell: String, pattern: String, message: String) {
    let problem = #expect(throws: TimeProblem.self) { try Self.read(cell, pattern) }
    #expect(problem?.message == message)
  }

  @Test(
    "is refused where a letter is not known, or no year is in it",
    arguments: [
      ("%Y-%Q", "has an unknown part %Q", "use %Y %y"), ("%Y-%", "has an unknown part %", "use %Y %y"),
      ("%m-%d", "has no year, so it cannot give a date", "add %Y, as in %Y-%m-%d"),
      ("%H:%M", "has no year, so it cannot give a date", "--date 2024-01-31"), ("", "has no year", "add %Y"),
    ])
  func malformed(text: String, message: String, fix: String) {
    let failure = #expect(throws: Failure.self) { try TimePattern(text) }
    #expect(failure?.cause == .arguments)
    #expect(failure?.message.contains("--time-format \"\(text)\" \(message)") == true)
    #expect(failure?.fix?.contains(fix) == true)
  }

  @Test(
    "knows whether its cells are digits alone, and have an hour",
    arguments: [
      ("%Y%m%d", true, false), ("%Y%j", true, false), ("%Y%m%d%H", true, true), ("%Y-%m", false, false),
      ("%Y%b", false, false), ("%F", false, false), ("%F %I %p", false, true),
    ])
  func kinds(text: String, isOfDigits: Bool, hasTimeOfDay: Bool) throws {
    let pattern = try TimePattern(text)
    #expect(pattern.isOfDigits == isOfDigits && pattern.hasTimeOfDay == hasTimeOfDay)
  }
}
