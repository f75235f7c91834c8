import Files
import Testing

@testable import TimeSeries

@Suite("Values that are broken, odd or rare")
struct BadValueTests {
  @Test("are read or refused", arguments: numbers)
  func reading(_ test: BadText) throws { try test.check() }

  @Test("of times are read or refused", arguments: times)
  func timing(_ test: BadText) throws { try test.check() }

  @Test(
    "that mean nothing are missing",
    arguments: [
      "", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>",
      "N/A", "NA",
      "NULL", "NaN", "None", "n/a", "nan", "null",
    ])
  func missing(_ token: String) throws {
    try BadText.read(token, BadText.third(token), [1, 2, nil, 4, 5, 6], notice: "1 of 6").check()
  }

  private static func value(_ cell: String, _ value: Double, notice: String? = nil) -> BadText {
    .read(cell, BadText.third(cell), [1, 2, value, 4, 5, 6], notice: notice)
  }

  private static func no(_ cell: String, _ says: String, fix: String? = nil) -> BadText {
    .refused(cell, BadText.third(cell), at: (4, 12), says, fix: fix)
  }

  static let numbers: [BadText] = [
    value("1e5", 1e5), value("1E+05", 1e5), value("-1.5e-3", -1.5e-3), value("+5", 5), value(".5", 0.5),
    value("5.", 5), value("-0.0", 0), value("007", 7), value("-15.361000", -15.361),
    value("0.1000000000000000055511151231257827", 0.1), value("4.9e-324", .leastNonzeroMagnitude),
    value("3.5e38", 3.5e38),
    value("1e-400", 0, notice: "too small"), value("9007199254740993", 9_007_199_254_740_992, notice: "2^53"),
    value("5-", -5, notice: "5-"),
    no("0x1F", "x1F"), no("0x1p-3", "x1p-3"), no("1_000", "_000"),
    no("1'234", "grouped", fix: "--thousands \"'\""),
    no("1 234", "grouped", fix: "--thousands ' '"), no("\"1,234.5\"", "grouped", fix: "--thousands ','"),
    no("\"1.234,5\"", "grouped", fix: "--decimal ',' --thousands '.'"), no("$5", "\"$\"", fix: "--strip"),
    no("5%", "\"%\"", fix: "--strip '%'"), no("5kW", "\"kW\"", fix: "--strip kW"), no("snan", "snan"),
    no("nan(0x1)", "nan(0x1)"), no("inf", "infinite", fix: "--na inf"), no("-Infinity", "infinite"),
    no("-", "\"-\"", fix: "--na '-'"), no("--", "\"--\"", fix: "--na '--'"),
    no(".", "\".\"", fix: "--na '.'"),
    no("?", "\"?\"", fix: "--na '?'"), no("*", "\"*\"", fix: "--na '*'"), no("1e400", "too large"),
    no(String(repeating: "1", count: 513), "longer than 512"), no("true", "true or false"),
    no("FALSE", "true or false"), no("1e", "\"1e\""), no("e5", "\"e5\""), no("+", "\"+\""),
    no("1e+", "\"1e+\""),
    no("1.2.3", "1.2.3"), no("--5", "--5"), no("1d5", "1d5"), no("#DIV/0!", "error value", fix: "--na"),
    no("#REF!", "error value"), no("=A1+B1", "formula"),
    .refused("no value", "ds,y\n" + ReadCase.days(["", "NA"]), at: nil, "no row has a value"),
    .read("the same value", "ds,y\n" + ReadCase.days(["5", "5", "5"]), [5, 5, 5], notice: "one value only"),
  ]

  private static func time(
    _ cells: [String], notice: String? = nil, _ options: (inout ReadOptions) -> Void = { _ in }
  )
    -> BadText
  {
    .read(
      cells[0], "ds,y\n" + cells.enumerated().map { "\($1),\($0 + 1)\n" }.joined(),
      (1...cells.count).map { Double($0) }, notice: notice
    ) {
      $0.targets = ["y"]
      options(&$0)
    }
  }

  private static func noTime(
    _ cells: [String], _ says: String, fix: String? = nil, _ options: (inout ReadOptions) -> Void = { _ in }
  ) -> BadText {
    .refused(
      cells[0] + " " + says, "ds,y\n" + cells.map { "\($0),1\n" }.joined(), at: nil, says, fix: fix,
      with: options)
  }

  private static func third(_ cell: String, _ says: String) -> BadText {
    .refused(cell, BadText.thirdTime(cell), at: (4, 1), says)
  }

  static let times: [BadText] = [
    time(["2024-01-31T23:59:59", "2024-02-01T23:59:59"]),
    time(["2024-01-31 23:59:59.123456789", "2024-02-01 23:59:59.123456789"]),
    time(["2024-01-01T05:00:00Z", "2024-01-02T05:00:00Z"], notice: "with offsets"),
    time(["2024-01-01T05:00:00-08", "2024-01-02T05:00:00-08"], notice: "with offsets"),
    time(
      ["2024-03-31T01:30:00+01:00", "2024-03-31T03:30:00+02:00", "2024-03-31T04:30:00+02:00"], notice: "hours"
    ),
    time(["1706745600", "1706745660"], notice: "seconds since 1970"),
    time(["1706745600000", "1706745660000"], notice: "milliseconds"),
    time(["2024-02-29", "2024-03-01"]), time(["2000-02-29", "2000-03-01"]),
    time(["1600-05-01", "1600-05-02"]),
    time(["9999-12-30", "9999-12-31"]), time(["12:30", "12:31"], notice: "--date"),
    time(["1:30 PM", "2:30 PM"], notice: "--date"),
    time(["2024-01-01", "2024-01-01 01:00:00", "2024-01-01 02:00:00"], notice: "read as midnight"),
    time(["2024-W05-1", "2024-W06-1"], notice: "weeks"), time(["2024-032", "2024-033"], notice: "%Y-%j"),
    time(["1890-01-01 00:00", "1890-01-01 01:00"], notice: "hours") { $0.timeZone = "Europe/Berlin" },
    time(["2023-12-31", "2024-03-31", "2024-06-30", "2024-09-30"], notice: "quarters"),
    time(["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30"], notice: "months"),
    time(["2024-01-01", "2024-01-02", "2024-01-05", "2024-01-06", "2024-01-07"], notice: "--every 1d"),
    time(
      ["2024-01-01 00:00", "2024-01-01 00:07", "2024-01-01 00:09", "2024-01-01 01:01"], notice: "irregular"),
    noTime(["2024-01-01 00:00:00.1234567891"], "more than 9 digits"),
    noTime(["2024-01-01T05:00:00+24:00"], "an offset is Z"),
    noTime(["2024-01-01T05:00:00+01:60"], "an offset is Z"),
    noTime(["2024-01-01T05:00:00", "2024-01-02T05:00:00Z"], "line 3 and none on line 2"),
    noTime(["01/02/2024", "02/02/2024"], "month first", fix: "--time-format"),
    noTime(["01.02.24", "02.02.24"], "two ways", fix: "--time-format"),
    noTime(["2024-01-01"], "does not have the form") { $0.timeFormat = "%d.%m.%Y" },
    noTime(["2024-01-01", "2024-01-01"], "is also that of line 2", fix: "--duplicates first"),
    noTime(["2024-01-01", "2024-01-03", "2024-01-02", "2024-01-04"], "is before", fix: "--sort"),
    noTime(["2024-01-01T10:00:00+01:00", "2024-01-01T09:00:00Z"], "is also that of line 2"),
    noTime(["2024-03-31 02:30"], "no such time in Europe/Berlin") { $0.timeZone = "Europe/Berlin" },
    noTime(["2024-01-01 10:00"], "no time zone", fix: "Europe/Berlin") { $0.timeZone = "Europe/Berln" },
    noTime(["99999999999999999999"], "too large") { $0.timeUnit = .nanoseconds },
    third("2024-02-30", "no such day"), third("2023-02-29", "no such day"),
    third("1900-02-29", "no such day"),
    third("2024-00-03", "month 0"), third("2024-13-03", "month 13"), third("2024-01-00", "no such day"),
    third("2024-01-32", "no such day"), third("2024-01-03 25:00:00", "hour 25"),
    third("2024-01-03 10:60:00", "minute 60"),
    third("2024-01-03 10:00:60", "second 60"), third("0000-01-01", "years run from"),
    third("10000-01-01", "years run from"),
    third("", "the time is missing"), third("NA", "\"NA\""), third("yesterday", "\"yesterday\""),
  ]
}
