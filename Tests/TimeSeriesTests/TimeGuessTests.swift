import Files
import Testing

@testable import TimeSeries

/// Cells of a column, and what they are.
private struct Cells: Sendable, CustomTestStringConvertible {
  var cells: [String]
  var expected: [String]
  var testDescription: String { cells[0] }

  init(_ cells: String..., are expected: String...) { (self.cells, self.expected) = (cells, expected) }
}

@Suite("Recognising forms of times by their first cell")
struct TimeGuessTests {
  private func read(_ cells: [String], zone: String? = nil, date: String? = nil) throws(Failure) -> TimeColumn
  {
    var parser = try TimeColumnParser(zone: zone, date: date)
    for (index, cell) in cells.enumerated() {
      try parser.append(Array(cell.utf8).span, line: index + 2, column: 1)
    }
    return try parser.finish()
  }

  private func texts(_ column: TimeColumn) -> [String] {
    let text = TimeText(kind: column.kind, times: column.instants)
    return column.instants.map(text.text(of:))
  }

  private static let dates: [Cells] = [
    Cells("Mar 07, 2024", "Mar 08, 2024", are: "2024-03-07", "2024-03-08"),
    Cells("07-Mar-2024", "8-Mar-2024", are: "2024-03-07", "2024-03-08"),
    Cells("07-Mar-24", "08-Mar-24", are: "2024-03-07", "2024-03-08"),
    Cells("7 March 2024", "17 Sept 2024", are: "2024-03-07", "2024-09-17"),
    Cells("Thursday, March 7, 2024", "Friday, March 8, 2024", are: "2024-03-07", "2024-03-08"),
    Cells("2024-Mar-07", are: "2024-03-07"), Cells("07MAR2024", are: "2024-03-07"),
    Cells("March 2024", "April 2024", are: "2024-03-01", "2024-04-01"),
    Cells("Jan-14", "Feb-14", "Mar-14", are: "2014-01-01", "2014-02-01", "2014-03-01"),
    Cells("03/2024", are: "2024-03-01"), Cells("2024-067", are: "2024-03-07"),
    Cells("2024年3月7日", "2024年12月17日", are: "2024-03-07", "2024-12-17"),
    Cells("2024-W01", "2024-W18", are: "2024-01-01", "2024-04-29"),
    Cells("2020-W53", are: "2020-12-28"), Cells("2024W02", are: "2024-01-08"),
    Cells("W02 2024", are: "2024-01-08"), Cells("2024 week 2", are: "2024-01-08"),
    Cells("2024-W02-3", are: "2024-01-10"),
    Cells("Q1 2008", "Q4 2008", are: "2008-01-01", "2008-10-01"),
    Cells("Q3/2008", are: "2008-07-01"), Cells("3Q2008", are: "2008-07-01"), Cells("3Q08", are: "2008-07-01"),
    Cells("1/20/21", "2/1/21", are: "2021-01-20", "2021-02-01"),
    Cells("20.01.21", "01.02.21", are: "2021-01-20", "2021-02-01"),
    Cells("24-12-30", "24-12-31", "25-01-01", are: "2024-12-30", "2024-12-31", "2025-01-01"),
  ]

  private static let times: [Cells] = [
    Cells("10/18/24 23:38", "4/3/24 0:03", are: "2024-10-18 23:38:00", "2024-04-03 00:03:00"),
    Cells(
      "9/27/2024 11:41:16 PM", "9/28/2024 12:05:00 AM", are: "2024-09-27 23:41:16", "2024-09-28 00:05:00"),
    Cells("27/9/2024 1:05 pm", are: "2024-09-27 13:05:00"),
    Cells("2024-09-27 1:05:00 p.m.", are: "2024-09-27 13:05:00"),
    Cells("2024/09/27 12:30AM", are: "2024-09-27 00:30:00"),
    Cells("1:05 PM 9/27/2024", are: "2024-09-27 13:05:00"),
    Cells("Sep 27, 2024 5 PM", are: "2024-09-27 17:00:00"),
    Cells("20240620 000100", are: "2024-06-20 00:01:00"), Cells("20240620 0901", are: "2024-06-20 09:01:00"),
    Cells("20240620 09:01:00", are: "2024-06-20 09:01:00"),
    Cells("20240620T090100", are: "2024-06-20 09:01:00"), Cells("20240620-09:01", are: "2024-06-20 09:01:00"),
    Cells(
      "Tue May 21 00:01:00 2024", "Tue May  7 00:02:00 2024", are: "2024-05-21 00:01:00",
      "2024-05-07 00:02:00"),
    Cells("21May2024:00:01:02", are: "2024-05-21 00:01:02"),
    Cells("21/05/2024, 00:01:02", are: "2024-05-21 00:01:02"),
    Cells("2024-05-21 at 07:30", are: "2024-05-21 07:30:00"),
    Cells("2024-05-21 24:00", "05/21/2024", are: "2024-05-22"),
    Cells("05/31/2024 24:00", "06/01/2024 01:00", are: "2024-06-01 00:00:00", "2024-06-01 01:00:00"),
  ]

  @Test("Dates are read whatever their order, names and marks", arguments: dates)
  private func readDates(_ item: Cells) throws {
    let column = try read(item.cells)
    #expect(column.kind == .local)
    #expect(texts(column) == item.expected)
  }

  @Test("Times of day are read beside them", arguments: times)
  private func readTimes(_ item: Cells) throws {
    let column = try read(item.cells.count > item.expected.count ? Array(item.cells.prefix(1)) : item.cells)
    #expect(column.kind == .local)
    #expect(texts(column) == item.expected)
  }

  @Test(
    "Offsets, abbreviations and names of zones give UTC",
    arguments: [
      ("2024-09-27 23:41:16 +0100", "2024-09-27 22:41:16Z"),
      ("2024-09-27 23:41:16 +01:00", "2024-09-27 22:41:16Z"),
      ("2024-09-27 23:41:16 UTC", "2024-09-27 23:41:16Z"), ("9/27/2024 11:41 PM GMT", "2024-09-27 23:41:00Z"),
      ("20240521 09:05:00 US/Eastern", "2024-05-21 13:05:00Z"),
      ("20240521 09:05:00 EST", "2024-05-21 14:05:00Z"),
      ("2024-05-21 09:05:00 America/New_York", "2024-05-21 13:05:00Z"),
      ("2024-05-21 09:05 CEST", "2024-05-21 07:05:00Z"),
      ("Tue, 21 May 2024 09:05:00 -0400", "2024-05-21 13:05:00Z"),
      ("Tue May 21 09:05:00 UTC 2024", "2024-05-21 09:05:00Z"),
      ("20240521T090500Z", "2024-05-21 09:05:00Z"), ("21/May/2024:09:05:00 +0200", "2024-05-21 07:05:00Z"),
    ])
  func zones(cell: String, expected: String) throws {
    let column = try read([cell])
    #expect(column.kind == .utc)
    #expect(texts(column) == [expected])
  }

  @Test("An order that every cell leaves open is asked for by patterns that read the cells")
  func severalWays() throws {
    for cells in [
      ["1/2/24", "3/4/24"], ["1/2/2024 1:30 PM", "1/3/2024 2:30 PM"], ["01-02-24 10:00", "02-02-24 10:00"],
    ] {
      var found: Failure?
      do throws(Failure) { _ = try read(cells) } catch { found = error }
      let fix = try #require(found?.fix)
      #expect(fix.contains("(month first) or --time-format") && fix.contains("(day first)"), "\(fix)")
      let pattern = try #require(fix.split(separator: " (").first)
      let text = pattern.dropFirst("--time-format ".count).filter { $0 != "'" }
      var parser = try TimeColumnParser(format: String(text))
      for cell in cells { try parser.append(Array(cell.utf8).span, line: 1, column: 1) }
      #expect(try parser.finish().instants.count == cells.count)
    }
  }

  @Test("Days without a year, and what only looks like a time, are no times")
  func noTimes() {
    for cells in [
      ["Jan-01", "Jan-02", "Jan-03", "Jan-04"], ["192.168.10.20"], ["A-12"], ["14-Jan"], ["555-12-1234"],
    ] {
      #expect(throws: Failure.self) { try read(cells) }
    }
  }

  @Test("A pattern may have names of weekdays and zones, weeks and quarters")
  func letters() throws {
    let cases = [
      ("%a %b %d %H:%M:%S %Y", "Tue May 21 00:01:00 2024", "2024-05-21 00:01:00"),
      ("%A %d.%m.%Y", "Tuesday 21.05.2024", "2024-05-21"), ("%G-W%V", "2024-W18", "2024-04-29"),
      ("Q%q %Y", "Q2 2024", "2024-04-01"), ("%Y-%m-%d %R %Z", "2024-05-21 09:05 EST", "2024-05-21 14:05:00Z"),
    ]
    for (format, cell, expected) in cases {
      var parser = try TimeColumnParser(format: format)
      try parser.append(Array(cell.utf8).span, line: 1, column: 1)
      #expect(texts(try parser.finish()) == [expected])
    }
  }

  @Test("Times of day without a date are clocks, and lengths of time where they must be")
  func clocks() throws {
    #expect(try read(["22:40:00", "22:41:00"]).areClockTimes)
    #expect(try read(["9:05 PM"]).instants == [Instant(seconds: 75_900)])
    let lengths = try read(["23:30", "25:00"])
    #expect(!lengths.areClockTimes && texts(lengths) == ["84600", "90000"])
    #expect(texts(try read(["0 days 00:05:00", "1 days 00:00:00.5"])) == ["300", "86400.5"])
    #expect(try read(["22:40"], date: "2024-05-20").kind == .local)
    #expect(throws: Failure.self) { try read(["22:40"], date: "20.5.2024") }
  }
}
