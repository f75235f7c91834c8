import Files
import Testing

@testable import TimeSeries

@Suite("Reading a column of times")
struct TimeColumnParserTests {
  /// Reads cells of lines 2, 3, …, as behind a header.
  private func read(
    _ cells: [String], format: String? = nil, unit: ReadOptions.TimeUnit? = nil, zone: String? = nil,
    elapsed: Bool = false
  ) throws(Failure) -> TimeColumn {
    var parser = try TimeColumnParser(format: format, unit: unit, zone: zone, elapsed: elapsed)
    for (index, cell) in cells.enumerated() {
      let bytes = Array(cell.utf8)
      try parser.append(bytes.span, line: index + 2, column: 1)
    }
    return try parser.finish()
  }

  private func texts(_ column: TimeColumn) -> [String] {
    let text = TimeText(kind: column.kind, times: column.instants)
    return column.instants.map(text.text(of:))
  }

  private func failure(
    _ cells: [String], format: String? = nil, unit: ReadOptions.TimeUnit? = nil
  ) -> Failure? {
    do throws(Failure) {
      _ = try read(cells, format: format, unit: unit)
      return nil
    } catch {
      return error
    }
  }

  @Test("Dates of a zone begin when its clocks begin them; a time that clocks skip is refused")
  func dates() throws {
    let expected = [1_541_214_000, 1_541_300_400, 1_541_383_200].map { Instant(seconds: $0) }
    let forms: [(cells: [String], format: String?)] = [
      (["2018-11-03", "2018-11-04", "2018-11-05"], nil), (["2018/11/3", "2018/11/4", "2018/11/5"], nil),
      (["3.11.2018", "4.11.2018", "5.11.2018"], "%d.%m.%Y"),
      (["3/11/2018", "4/11/2018", "5/11/2018"], "%d/%m/%Y"),
    ]
    for form in forms {
      #expect(try read(form.cells, format: form.format, zone: "America/Sao_Paulo").instants == expected)
    }
    // The day comes first, which the last cell settles.
    let settled = try read(["3/11/2018", "4/11/2018", "15/11/2018"], zone: "America/Sao_Paulo").instants
    #expect(settled[..<2] == expected[..<2])
    for cell in ["2018-11-04 00:00:00", "2018-11-04 00:30"] {
      #expect(throws: Failure.self) { try read([cell], zone: "America/Sao_Paulo") }
    }
  }

  @Test("Offsets are kept as far as they tell the clocks of rows")
  func clocks() throws {
    let rows = 0..<3
    func zone(_ cells: [String], named name: String? = nil) throws -> TimeZoneTable? {
      let column = try read(cells, zone: name)
      return column.clocks.zone(of: rows, at: column.instants)
    }
    #expect(try zone(["2024-03-30", "2024-03-31", "2024-04-01"]) == nil)
    #expect(try zone(["2024-03-30T00:00Z", "2024-03-31T00:00Z", "2024-04-01T00:00Z"]) == nil)
    let changing = ["2024-03-30T00:00+01:00", "2024-03-31T00:00+01:00", "2024-04-01T00:00+02:00"]
    let observed = try #require(try zone(changing))
    #expect(observed.hasObservedChanges && !observed.isKnownAhead)
    #expect(observed.offset(atUTC: 2_000_000_000) == 7_200)
    let steady = try #require(
      try zone(["2024-03-30T00:00-03", "2024-03-31T00:00-03", "2024-04-01T00:00-03"]))
    #expect(!steady.hasObservedChanges && steady.offset(atUTC: 0) == -10_800)
    #expect(try zone(changing, named: "Europe/Berlin")?.isKnownAhead == true)
    #expect(
      try zone(["2024-03-30", "2024-03-31", "2024-04-01"], named: "Europe/Berlin")?.isKnownAhead == true)
  }

  @Test(
    "Forms with one reading are recognised",
    arguments: [
      (["2024-01-31", "2024-02-29"], ["2024-01-31", "2024-02-29"]),
      (["2024-01-31T23:59:59", "2024-02-01 00:00:00"], ["2024-01-31 23:59:59", "2024-02-01 00:00:00"]),
      (
        ["2024-01-31 23:59:59.5", "2024-02-01 00:00:00.25"],
        ["2024-01-31 23:59:59.500", "2024-02-01 00:00:00.250"]
      ),
      (["2024-01-31 00:00:00.123456789"], ["2024-01-31 00:00:00.123456789"]),
      (["2024-01-31 23:59"], ["2024-01-31 23:59:00"]),
      (["2014-10", "2014-11"], ["2014-10-01", "2014-11-01"]),
      (["1999/1/4 0:00", "1999/1/5 0:00"], ["1999-01-04", "1999-01-05"]),
      (["2020Q1", "2020q2"], ["2020-01-01", "2020-04-01"]),
      (["2020-Q3"], ["2020-07-01"]),
      (["1/4/1999", "1/13/1999"], ["1999-01-04", "1999-01-13"]),
      (["04/30/2021"], ["2021-04-30"]),
      (["02/8/1991", "13/8/1991"], ["1991-08-02", "1991-08-13"]),
      (
        ["1.4.1999 13:30", "30.4.1999 00:00"],
        ["1999-04-01 13:30:00", "1999-04-30 00:00:00"]
      ),
      (["1700", "1701"], ["1700-01-01", "1701-01-01"]),
      (["1600-01-01", "2262-12-31", "9999-12-31"], ["1600-01-01", "2262-12-31", "9999-12-31"]),
      (["2000-02-29"], ["2000-02-29"]),
    ])
  func recognised(cells: [String], expected: [String]) throws {
    let column = try read(cells)
    #expect(column.kind == .local)
    #expect(texts(column) == expected)
  }

  @Test(
    "Offsets give UTC", arguments: ["Z", "+00:00", "+0000", "-00"])
  func utc(offset: String) throws {
    let column = try read(["2024-01-31 12:00:00" + offset, "2024-06-30T13:30:00.5+01:30"])
    #expect(column.kind == .utc)
    #expect(texts(column) == ["2024-01-31 12:00:00.000Z", "2024-06-30 12:00:00.500Z"])
  }

  @Test("A midnight written short among times of day is read and noted")
  func mixedPrecision() throws {
    let column = try read(["2024-01-01", "2024-01-01 01:00:00"])
    #expect(texts(column) == ["2024-01-01 00:00:00", "2024-01-01 01:00:00"])
    #expect(column.notices == ["1 times without a time of day were read as midnight"])
  }

  @Test(
    "What is no time says why, at its line",
    arguments: [
      ("2024-02-30", "no such day"), ("2023-02-29", "no such day"), ("1900-02-29", "no such day"),
      ("2024-00-01", "month 0"), ("2024-13-01", "month 13"), ("2024-01-00", "no such day"),
      ("2024-01-32", "no such day"), ("2024-01-01 24:00:01", "hour 24"), ("2024-01-01 25:00", "hour 25"),
      ("2024-01-01 00:60:00", "minute 60"), ("2024-01-01 00:00:60", "second 60"),
      ("0000-01-01", "years run from 0001"), ("10000-01-01", "years run from 0001"),
      ("2024-01-01 00:00:00.1234567890", "more than 9 digits"), ("2024-01-01 00:00:00.", "no digits"),
      ("2024-01-01 00:00:00+24:00", "an offset is"), ("2024-01-01 00:00:00+19:00", "an offset is"),
      ("2024-01-01 00:00:00+01:60", "an offset is"), ("13/13/24", "two digits"), ("", "is missing"),
      ("yesterday", "not a date"), ("12:60", "no date in it"), ("1/2/2024 13:30 PM", "AM or PM"),
      ("32 Mar 2024", "name of a month"), ("2024-W54", "not a date"), ("2024-732", "ordinal"),
      ("2024-54", "month 54"), ("2024-01-31 10:00 QXZ", "text after"), ("13/13/2024", "neither part"),
      ("NA", "not a date"), ("2024-01-01x", "not a date"),
      ("20240131T10", "not a date"),
    ])
  func refused(cell: String, message: String) throws {
    let alone = try #require(failure([cell]))
    #expect(alone.cause == .data)
    #expect(alone.place == Failure.Place(file: "", line: 2, column: 1))
    #expect(alone.message.contains(message), "\(alone.message)")
    #expect(alone.fix != nil)
    #expect(failure(["2024-01-31", cell])?.place?.line == 3)
  }

  @Test("A column in which every date reads both ways asks for --time-format")
  func ambiguousOrder() throws {
    let found = try #require(failure(["1/4/1999", "1/5/1999"]))
    #expect(found.place?.line == 2)
    #expect(found.fix == "--time-format %m/%d/%Y (month first) or --time-format %d/%m/%Y (day first)")
    let timed = try #require(failure(["01-02-2024 10:00", "01-03-2024 10:00"]))
    #expect(timed.fix?.hasPrefix("--time-format '%m-%d-%Y %H:%M' (month first)") == true)
  }

  @Test("A row that contradicts a settled order is an error at its line")
  func contradictedOrder() throws {
    let found = try #require(failure(["1/4/1999", "1/13/1999", "2/2/1999", "14/2/1999"]))
    #expect(found.place?.line == 5)
    #expect(found.message.contains("since line 3"))
  }

  @Test("Times with and without an offset in one column name both lines")
  func mixedOffsets() throws {
    let found = try #require(failure(["2024-01-01 00:00:00Z", "2024-01-01 01:00:00"]))
    #expect(found.message.contains("line 2 and none on line 3"))
  }

  @Test("A form that changes is an error at its line")
  func mixedForms() throws {
    let found = try #require(failure(["2024-01", "2024-01-02"]))
    #expect(found.place?.line == 3)
    #expect(failure(["1/13/2024", "2024-01-02"])?.place?.line == 3)
    #expect(failure(["2024-01-02", "17"])?.place?.line == 3)
  }

  @Test(
    "Numbers without an option ask for the one they need",
    arguments: [
      ("1706745600", "--time-unit s"), ("1706745600000", "--time-unit ms"),
      ("1706745600000000", "--time-unit us"), ("45292.5", "--time-unit excel"), ("20240131", "%Y%m%d"),
      ("17", "--time-unit s, m, h or d"),
    ])
  func numbers(cell: String, fix: String) throws {
    let found = try #require(failure([cell]))
    #expect(found.fix?.contains(fix) == true, "\(found)")
  }

  @Test("An epoch is read in its unit, exactly")
  func epochs() throws {
    #expect(texts(try read(["1706745600"], unit: .seconds)) == ["2024-02-01 00:00:00Z"])
    #expect(texts(try read(["1706745600123"], unit: .milliseconds)) == ["2024-02-01 00:00:00.123Z"])
    #expect(
      texts(try read(["1706745600123456789"], unit: .nanoseconds)) == ["2024-02-01 00:00:00.123456789Z"])
    #expect(texts(try read(["-86401", "-1"], unit: .seconds))[0] == "1969-12-30 23:59:59Z")
    #expect(failure(["99999999999999999999"], unit: .nanoseconds)?.message.contains("too large") == true)
    #expect(failure(["1706745600", "1706745601000"], unit: .seconds)?.place?.line == 3)
  }

  @Test("Elapsed seconds need no option where the header says so, and keep their fraction")
  func elapsed() throws {
    let column = try read(["0", "0.5", "1e0", "1.2345678915", "-0.25"], elapsed: true)
    #expect(column.kind == .elapsed)
    #expect(column.format == "elapsed seconds")
    #expect(texts(column) == ["0", "0.5", "1", "1.234567892", "-0.25"])
    #expect(
      try read(["0", "500"], unit: .milliseconds).instants.last
        == Instant(seconds: 0, nanoseconds: 500_000_000))
  }

  @Test(
    "Elapsed time may begin below zero, which an epoch does not that ends before 1980",
    arguments: [
      (["0", "299", "-5", "294"], TimeKind.elapsed), (["-259200", "1076400"], .elapsed),
      (["-3600", "0"], .elapsed), (["0", "86400"], .elapsed),
      // Years of hours and days since 1970, from before it on.
      (["-31536000", "631152000"], .utc), (["-631152000", "0"], .utc), (["-7200", "-3600"], .utc),
      (["86400", "172800"], .utc),
    ])
  func belowZero(cells: [String], kind: TimeKind) throws {
    #expect(try read(cells, unit: .seconds).kind == kind)
    #expect(try read(cells.map { $0 == "0" ? $0 : $0 + "000" }, unit: .milliseconds).kind == kind)
  }

  @Test(
    "A given format is followed to the letter",
    arguments: [
      ("%d/%m/%Y", "1/4/1999", "1999-04-01"), ("%Y%m%d", "20240131", "2024-01-31"),
      ("%d %b %Y", "3 Mar 2024", "2024-03-03"), ("%B %d, %Y", "March 3, 2024", "2024-03-03"),
      ("%m/%d/%y", "01/31/69", "1969-01-31"), ("%Y-%j", "2024-366", "2024-12-31"),
      ("%m/%d/%Y %I:%M %p", "1/2/2024 12:05 am", "2024-01-02 00:05:00"),
      ("%m/%d/%Y %I:%M %p", "1/2/2024 1:30 PM", "2024-01-02 13:30:00"),
      ("%FT%T.%f%z", "2024-01-02T03:04:05.25+01:00", "2024-01-02 02:04:05.250Z"),
    ])
  func formats(format: String, cell: String, expected: String) throws {
    #expect(texts(try read([cell], format: format)) == [expected])
  }

  @Test("A row that does not match the format, and a format that cannot be, are errors")
  func formatErrors() throws {
    let found = try #require(failure(["2024-01-31"], format: "%d/%m/%Y"))
    #expect(found.place?.line == 2)
    #expect(found.message.contains("%d/%m/%Y"))
    #expect(failure([], format: "%Q-%Y")?.cause == .arguments)
    #expect(failure([], format: "%m-%d")?.cause == .arguments)
    #expect(failure([], format: "%Y %")?.cause == .arguments)
  }
}
