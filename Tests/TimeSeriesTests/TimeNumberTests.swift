import Testing

@testable import TimeSeries

@Suite("A number in a time column")
struct TimeNumberTests {
  private static func read(_ cell: String) throws -> TimeNumber? {
    try TimeNumber.read(Array(cell.utf8).span)
  }

  @Test(
    "is kept to the billionth, rounded towards negative infinity",
    arguments: [
      ("0", 0, 0), ("12", 12, 0), ("+12", 12, 0), ("-12", -12, 0), ("-0.5", -1, 500_000_000),
      ("1.25", 1, 250_000_000), (".5", 0, 500_000_000), ("5.", 5, 0), ("-.25", -1, 750_000_000),
      ("1e3", 1_000, 0), ("1.5E+2", 150, 0), ("25e-1", 2, 500_000_000), ("-25e-1", -3, 500_000_000),
      ("1e-9", 0, 1), ("1e-10", 0, 0), ("5e-10", 0, 1), ("0.9999999995", 1, 0), ("-0.9999999995", -1, 0),
      ("0.12345678949", 0, 123_456_789), ("00012.500", 12, 500_000_000), ("0e99", 0, 0),
      ("123456789012345678", 123_456_789_012_345_678, 0), ("3.9e18", 3_900_000_000_000_000_000, 0),
    ] as [(String, Int64, Int32)])
  func numbers(cell: String, seconds: Int64, nanoseconds: Int32) throws {
    let found = try #require(try Self.read(cell))
    #expect(found.value == Instant(seconds: seconds, nanoseconds: nanoseconds))
  }

  @Test(
    "is none where anything else is in the cell",
    arguments: [
      "", "-", "+", ".", "-.", "1.2.3", "1e", "1e+", "1ee3", "1 ", " 1", "1,5", "0x1F", "1e9999", "nan",
    ])
  func others(cell: String) throws { #expect(try Self.read(cell) == nil) }

  @Test(
    "is refused where it is so large that steps beyond it overflow", arguments: ["4.1e18", "1e99", "-1e20"])
  func tooLarge(cell: String) {
    let problem = #expect(throws: TimeProblem.self) { try Self.read(cell) }
    #expect(problem?.message == "too large for a time")
  }

  @Test("may be a year or a date where it has four or eight digits and nothing else")
  func digits() throws {
    for (cell, isYear, isDate) in [
      ("2024", true, false), ("20240131", false, true), ("+2024", false, false), ("202.", false, false),
      ("20.40131", false, false), ("2e03", false, false), ("202401", false, false),
    ] {
      let found = try #require(try Self.read(cell))
      #expect(found.isFourDigits == isYear && found.isEightDigits == isDate, "\(cell)")
    }
  }

  /// Units and billionths of one, the unit, and the seconds and nanoseconds that they are.
  private static let instants: [(Int64, Int32, ReadOptions.TimeUnit, Int64, Int32)] = [
    (5, 250_000_000, .seconds, 5, 250_000_000),
    (1_500, 0, .milliseconds, 1, 500_000_000), (-1, 0, .milliseconds, -1, 999_000_000),
    (1, 500_000_000, .milliseconds, 0, 1_500_000),
    (1_500_000, 0, .microseconds, 1, 500_000_000), (-1, 0, .microseconds, -1, 999_999_000),
    (1_706_659_200_000_000_001, 0, .nanoseconds, 1_706_659_200, 1), (-1, 0, .nanoseconds, -1, 999_999_999),
    // Half a nanosecond is rounded up.
    (0, 500_000_000, .nanoseconds, 0, 1), (0, 499_999_999, .nanoseconds, 0, 0),
    (1, 500_000_000, .minutes, 90, 0), (-1, 500_000_000, .minutes, -30, 0),
    (2, 250_000_000, .hours, 8_100, 0), (1, 1, .days, 86_400, 86_400),
    // 25,569 is 1970-01-01 for spreadsheets, 45,322.75 is 2024-01-31 18:00; a second is 0.0000115741 days.
    (25_569, 0, .spreadsheetDays, 0, 0), (45_322, 750_000_000, .spreadsheetDays, 1_706_724_000, 0),
    (25_569, 11_574, .spreadsheetDays, 1, 0), (25_568, 999_988_426, .spreadsheetDays, -1, 0),
  ]

  @Test("counts units after the origin", arguments: instants)
  func units(
    units: Int64, billionths: Int32, unit: ReadOptions.TimeUnit, seconds: Int64, nanoseconds: Int32
  ) {
    let value = Instant(seconds: units, nanoseconds: billionths)
    #expect(TimeNumber.instant(of: value, unit: unit) == Instant(seconds: seconds, nanoseconds: nanoseconds))
  }

  @Test("of days beyond all times is as far as an instant may be, for others to refuse")
  func overflow() {
    let far = Instant(seconds: TimeNumber.limit)
    #expect(TimeNumber.instant(of: far, unit: .days).seconds == .max / 2)
    #expect(TimeNumber.instant(of: Instant(seconds: -TimeNumber.limit), unit: .days).seconds == .min / 2)
  }
}
