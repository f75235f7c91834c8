import Files
import Testing

@testable import TimeSeries

/// A file, and the times that its rows have.
private struct Times: Sendable, CustomTestStringConvertible {
  var header: String
  var rows: [String]
  var expected: [String]
  var testDescription: String { header + ": " + rows[0] }

  init(_ header: String, _ rows: String..., are expected: String...) {
    (self.header, self.rows, self.expected) = (header, rows, expected)
  }

  /// The file, with a target behind the times.
  var text: String {
    ([header + ",y"] + rows.enumerated().map { "\($1),\($0)" }).joined(separator: "\n") + "\n"
  }
}

@Suite("Which columns hold the time")
struct TimeSourceTests {
  private func texts(_ panel: Panel) -> [String] {
    let times = panel.series[0].times
    let text = TimeText(kind: panel.timeKind, times: times, unit: panel.elapsedUnit)
    return times.map(text.text(of:))
  }

  private static let split: [Times] = [
    Times(
      "Date,Time", "2024-05-21,09:05", "2024-05-21,09:10", are: "2024-05-21 09:05:00", "2024-05-21 09:10:00"),
    Times(
      "day,time", "21.05.2024,9:05 AM", "21.05.2024,1:10 PM", are: "2024-05-21 09:05:00",
      "2024-05-21 13:10:00"),
    Times(
      "Date,Time", "20240521,90500", "20240521,100500", are: "2024-05-21 09:05:00", "2024-05-21 10:05:00"),
    Times("Date,Time", "5/21/2024,905", "5/21/2024,1005", are: "2024-05-21 09:05:00", "2024-05-21 10:05:00"),
    Times("Date,Hour", "2024-05-21,23", "2024-05-21,24", are: "2024-05-21 23:00:00", "2024-05-22 00:00:00"),
    Times(
      "date,Hour Ending", "2024-05-21,2300", "2024-05-21,2400", are: "2024-05-21 23:00:00",
      "2024-05-22 00:00:00"),
    Times("Date,HE", "2024-05-21,HE01", "2024-05-21,HE02", are: "2024-05-21 01:00:00", "2024-05-21 02:00:00"),
    Times("year,month,day", "2023,12,31", "2024,1,1", are: "2023-12-31", "2024-01-01"),
    Times("day,month,year", "31,12,2023", "1,1,2024", are: "2023-12-31", "2024-01-01"),
    Times("YEAR,MO,DY,HR", "2024,5,21,0", "2024,5,21,1", are: "2024-05-21 00:00:00", "2024-05-21 01:00:00"),
    Times(
      "#YY,MM,DD,hh,mm", "2024,05,21,00,50", "2024,05,21,01,50", are: "2024-05-21 00:50:00",
      "2024-05-21 01:50:00"),
    Times("Year,DOY", "2023,365", "2024,1", are: "2023-12-31", "2024-01-01"),
    Times("Year,Month", "2023,12", "2024,1", are: "2023-12-01", "2024-01-01"),
    Times("Month,Year", "December,2023", "January,2024", are: "2023-12-01", "2024-01-01"),
    Times("year,Quarter", "2023,4", "2024,1", are: "2023-10-01", "2024-01-01"),
    Times("Year,Qtr", "2023,Q4", "2024,Q1", are: "2023-10-01", "2024-01-01"),
    Times("ISO_YEAR,ISO_WEEK", "2023,52", "2024,1", are: "2023-12-25", "2024-01-01"),
    Times("MMWRYEAR,MMWRWEEK", "2023,52", "2024,1", are: "2023-12-24", "2023-12-31"),
    Times(
      "ts,year,month", "2024-05-21 09:05,2024,5", "2024-05-21 09:10,2024,5", are: "2024-05-21 09:05:00",
      "2024-05-21 09:10:00"),
  ]

  @Test("A time in several columns is joined", arguments: split)
  private func joined(_ item: Times) throws {
    let panel = try readPanel(item.text) { $0.targets = ["y"] }.panel
    #expect(panel.timeKind == .local)
    #expect(texts(panel) == item.expected)
  }

  @Test("--time names several columns, in any order and with a form of their own")
  func named() throws {
    let text = "A,B,y\n09.05,21 05 2024,1\n09.10,21 05 2024,2\n"
    let expected = ["2024-05-21 09:05:00", "2024-05-21 09:10:00"]
    let given = try readPanel(text) {
      $0.time = "B,A"
      $0.timeFormat = "%d %m %Y %H.%M"
    }
    #expect(texts(given.panel) == expected)
    let plain = try readPanel("A,B,y\n09:05,2024-05-21,1\n09:10,2024-05-21,2\n") { $0.time = "A,B" }
    #expect(texts(plain.panel) == expected)
    // A name may have a comma in it.
    #expect(
      texts(try readPanel("\"a,b\",y\n2024-05-21,1\n2024-05-22,2\n") { $0.time = "a,b" }.panel)[0]
        == "2024-05-21")
  }

  private static let numbers: [Times] = [
    Times("trade_date", "20240521", "20240520", are: "2024-05-20", "2024-05-21"),
    Times("x", "20240522", "20240521", "20240520", are: "2024-05-20", "2024-05-21", "2024-05-22"),
    Times("trade_date", "20240521.0", "20240522.0", are: "2024-05-21", "2024-05-22"),
    Times("Year", "2023.0", "2024.0", are: "2023-01-01", "2024-01-01"),
    Times("Month", "202312", "202401", are: "2023-12-01", "2024-01-01"),
    Times("yearweek", "202352", "202401", are: "2023-12-25", "2024-01-01"),
    Times("week", "2023-52", "2024-01", are: "2023-12-25", "2024-01-01"),
    Times("week", "2024-01", "2024-02", are: "2024-01-01", "2024-01-08"),
    Times("open_time", "1716282000000", "1716285600000", are: "2024-05-21 09:00:00Z", "2024-05-21 10:00:00Z"),
    Times("ts", "1716282000", "1716285600", are: "2024-05-21 09:00:00Z", "2024-05-21 10:00:00Z"),
    Times(
      "created_at", "1716282000.5", "1716285600.5", are: "2024-05-21 09:00:00.500Z",
      "2024-05-21 10:00:00.500Z"),
    Times("time", "2024052109", "2024052110", are: "2024-05-21 09:00:00", "2024-05-21 10:00:00"),
    Times("timestamp", "20240521090500", "20240521091000", are: "2024-05-21 09:05:00", "2024-05-21 09:10:00"),
    Times("Date", "45625", "45626", are: "2024-11-29", "2024-11-30"),
    Times("Date", "45625.003472", "45625.006944", are: "2024-11-29 00:05:00", "2024-11-29 00:10:00"),
    Times("Hours", "-0.5", "0", "0.5", are: "-0.5", "0", "0.5"),
    Times("elapsed_min", "0", "5", "10", are: "0", "5", "10"),
  ]

  @Test("A column of numbers is the time where its digits or its name say so", arguments: numbers)
  private func numeric(_ item: Times) throws {
    #expect(texts(try readPanel(item.text) { $0.targets = ["y"] }.panel) == item.expected)
  }

  @Test("Elapsed time is written in the unit that it is counted in, and has the season of a day")
  func elapsedUnits() throws {
    let text = "t,y\n" + (0..<40).map { "\($0 * 5 - 35),\($0)\n" }.joined()
    let minutes = try readPanel(text) { ($0.time, $0.timeUnit) = ("t", .minutes) }.panel
    #expect(minutes.timeKind == .elapsed && minutes.season == 288)
    #expect(minutes.spacing == .fixed(nanoseconds: 300_000_000_000))
    #expect(texts(minutes).prefix(2) == ["-35", "-30"])
    let days = try readPanel(text) { ($0.time, $0.timeUnit) = ("t", .days) }.panel
    #expect(texts(days).last == "160" && days.series[0].times[8].seconds == 5 * 86_400)
  }

  @Test(
    "Of several times the start is taken, with a notice; rows are steps where nothing is a time, or if asked for"
  )
  func choice() throws {
    let bars =
      "open_time,close_time,y\n2024-05-21 09:00,2024-05-21 09:05,1\n2024-05-21 09:05,2024-05-21 09:10,2\n"
    let result = try readPanel(bars)
    #expect(texts(result.panel)[0] == "2024-05-21 09:00:00")
    #expect(result.notices.contains { $0.contains("\"open_time\" is taken, not \"close_time\"") })
    #expect(
      try readPanel("ts,y\n1716282000,1\n1716285600,2\n") { ($0.rowsAreSteps, $0.targets) = (true, ["y"]) }
        .panel.timeKind == .step)
    // A number that cannot be read does not make a column a time.
    let mixed = "Date,volume,y\n2024-05-21,\"4,787,699\",1\n2024-05-22,500,2\n2024-05-23,600,3\n"
    #expect(texts(try readPanel(mixed) { $0.targets = ["y"] }.panel)[0] == "2024-05-21")
    #expect(try readPanel("id_code,y\n7,1\n9,2\n") { $0.targets = ["y"] }.panel.timeKind == .step)
  }

  @Test("Clocks without a date pass midnight in each series")
  func clocks() throws {
    let text =
      "id,Time,y\n" + ["a", "b"].map { id in "\(id),23:58,1\n\(id),23:59,2\n\(id),00:00,3\n" }.joined()
    let elapsed = try readPanel(text).panel
    #expect(elapsed.series.map { $0.times.map(\.seconds) } == [[0, 60, 120], [0, 60, 120]])
    let dated = try readPanel(text) { $0.date = "2024-05-20" }.panel
    #expect(texts(dated) == ["2024-05-20 23:58:00", "2024-05-20 23:59:00", "2024-05-21 00:00:00"])
    // Those that begin with the recording show elapsed time.
    #expect(texts(try readPanel("Time,y\n00:07,1\n01:07,2\n").panel) == ["420", "4020"])
    let backwards = try readPanel("Time,y\n00:01,3\n00:00,2\n23:59,1\n").panel
    #expect(
      backwards.series[0].times.map(\.seconds) == [0, 60, 120] && backwards.series[0].target == [1, 2, 3])
  }

  @Test("A time that clocks show twice is told by the order of the rows, whichever way they go")
  func repeatedTimes() throws {
    let times = ["01:30", "02:00", "02:30", "02:00", "02:30", "03:00"].map { "2024-10-27 " + $0 }
    let expected = (0..<6).map { Int64($0) * 1_800 }
    for isNewestFirst in [false, true] {
      let rows = (isNewestFirst ? times.reversed() : times).map { "\($0),1\n" }.joined()
      let panel = try readPanel("t,y\n" + rows) { $0.timeZone = "Europe/Berlin" }.panel
      let first = panel.series[0].times[0].seconds
      #expect(panel.series[0].times.map { $0.seconds - first } == expected)
    }
    // Series whose rows alternate do not take each other's hours.
    let pairs = ["01:00", "02:00", "02:00", "03:00"].flatMap {
      ["a,2024-10-27 \($0),1\n", "b,2024-10-27 \($0),1\n"]
    }
    let panel = try readPanel("id,t,y\n" + pairs.joined()) { $0.timeZone = "Europe/Berlin" }.panel
    for series in panel.series {
      #expect(zip(series.times, series.times.dropFirst()).allSatisfy { $1.seconds - $0.seconds == 3_600 })
    }
  }

  @Test("Dates as columns are times, and other columns are left out")
  func datesAsColumns() throws {
    for dates in [
      ["1/30/21", "1/31/21", "2/1/21"], ["2021-01-30", "2021-01-31", "2021-02-01"],
      ["30.01.2021", "31.01.2021", "01.02.2021"],
    ] {
      let text = "Region,Lat," + dates.joined(separator: ",") + "\nA,1.5,1,2,3\nB,2.5,4,5,6\n"
      let result = try readPanel(text) { $0.layout = .rows }
      #expect(result.panel.series.map(\.id) == ["A", "B"])
      #expect(texts(result.panel) == ["2021-01-30", "2021-01-31", "2021-02-01"])
      #expect(result.notices.contains { $0.contains("left out") && $0.contains("\"Lat\"") })
    }
  }
}
