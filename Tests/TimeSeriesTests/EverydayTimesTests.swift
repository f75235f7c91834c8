import Files
import Testing

@testable import TimeSeries

/// A file with times of one form, and what they are read as.
private struct FormCase: CustomTestStringConvertible, Sendable {
  var testDescription: String
  var text: String
  var expected: [String]
  var options = ReadOptions()
  var notice: String?

  init(
    _ header: String, _ rows: [String], _ expected: [String], notice: String? = nil,
    with change: (inout ReadOptions) -> Void = { _ in }
  ) {
    testDescription = rows[0]
    text = ([header] + rows).joined(separator: "\n") + "\n"
    self.expected = expected
    self.notice = notice
    change(&options)
  }
}

@Suite("Times of everyday exports")
struct EverydayTimesTests {
  private func texts(_ panel: Panel) -> [String] {
    let times = panel.series[0].times
    let text = TimeText(kind: panel.timeKind, times: times, unit: panel.elapsedUnit)
    return times.map(text.text(of:))
  }

  private static let lengths = [
    FormCase("t,y", ["PT0M,1", "PT5M,2", "PT10M,3"], ["0", "300", "600"]),
    FormCase("t,y", ["PT1H30M,1", "PT2H,2", "PT2H30M,3"], ["5400", "7200", "9000"]),
    FormCase("at,y", ["P0DT22H,1", "P1DT0H,2", "P1DT2H,3"], ["79200", "86400", "93600"]),
    FormCase("t,y", ["PT0S,1", "PT0.5S,2", "PT1S,3"], ["0", "0.5", "1"]),
    FormCase("t,y", ["-PT1M,1", "PT0S,2", "PT1M,3"], ["-60", "0", "60"]),
    FormCase("t,y", ["P0Y0M0DT0H5M0S,1", "P0Y0M0DT0H10M0S,2"], ["300", "600"]),
    FormCase("t,y", ["P1W,1", "P2W,2", "P3W,3"], ["604800", "1209600", "1814400"]),
    FormCase("t,y", ["0 days 00:05:00,1", "0 days 00:10:00,2"], ["300", "600"]),
    FormCase("t,y", ["\"-1 day, 23:55:00\",1", "0:00:00,2", "0:05:00,3"], ["-300", "0", "300"]),
    FormCase(
      "t,y", ["-1 days +23:50:00,1", "-1 days +23:55:00,2", "0 days 00:00:00,3"], ["-600", "-300", "0"]),
    FormCase("t,y", ["\"1 day, 0:05:00\",1", "\"1 day, 0:10:00\",2"], ["86700", "87000"]),
  ]

  private static let intervals = [
    FormCase(
      "MTU,y", ["13.01.2024 00:00 - 13.01.2024 01:00,1", "13.01.2024 01:00 - 13.01.2024 02:00,2"],
      ["2024-01-13 00:00:00", "2024-01-13 01:00:00"], notice: "the first is taken"),
    FormCase(
      "Slot,y", ["2024-01-13 00:00 – 01:00,1", "2024-01-13 01:00 – 02:00,2"],
      ["2024-01-13 00:00:00", "2024-01-13 01:00:00"]),
    FormCase(
      "period,y", ["2024-01-01/2024-01-07,1", "2024-01-08/2024-01-14,2"], ["2024-01-01", "2024-01-08"]),
    FormCase("week,y", ["1/8/2024-1/14/2024,1", "1/15/2024-1/21/2024,2"], ["2024-01-08", "2024-01-15"]),
    FormCase(
      "range,y", ["2024-01-13T00:00Z/2024-01-13T01:00Z,1", "2024-01-13T01:00Z/2024-01-13T02:00Z,2"],
      ["2024-01-13 00:00:00Z", "2024-01-13 01:00:00Z"]),
  ]

  private static let names = [
    FormCase(
      "Monat;y", ["Januar 2024;1", "März 2024;3", "Mai 2024;5"], ["2024-01-01", "2024-03-01", "2024-05-01"]),
    FormCase("Mois;y", ["1 février 2024;1", "2 février 2024;2"], ["2024-02-01", "2024-02-02"]),
    FormCase("Mes;y", ["5 ene 2024;1", "6 ene 2024;2"], ["2024-01-05", "2024-01-06"]),
    FormCase("Datum;y", ["12. Dezember 2023;1", "13. Dezember 2023;2"], ["2023-12-12", "2023-12-13"]),
    FormCase("Datum;y", ["Mo 15.01.2024;1", "Di 16.01.2024;2"], ["2024-01-15", "2024-01-16"]),
    FormCase("TIME,y", ["2020M01,1", "2020M02,2"], ["2020-01-01", "2020-02-01"]),
    FormCase("TIME,y", ["2020-M11,1", "2020-M12,2"], ["2020-11-01", "2020-12-01"]),
    FormCase(
      "TS,y", ["02-JAN-24 11.05.00.000000000 PM,1", "03-JAN-24 12.05.00.000000000 AM,2"],
      ["2024-01-02 23:05:00", "2024-01-03 00:05:00"]),
    FormCase(
      "Time,y", ["13-Jan-24 01.30.00 PM,1", "13-Jan-24 02.30.00 PM,2"],
      ["2024-01-13 13:30:00", "2024-01-13 14:30:00"]),
  ]

  /// Dates that read with the month first and with the day first, where something tells.
  private static let orders = [
    FormCase("d;y", ["03.04.2024;1", "04.04.2024;2"], ["2024-04-03", "2024-04-04"], notice: "semicolons"),
    FormCase("d;y", ["03.04.24;1", "04.04.24;2"], ["2024-04-03", "2024-04-04"], notice: "semicolons"),
    FormCase(
      "d;y", ["03/04/2024;1,5", "04/04/2024;2,5"], ["2024-04-03", "2024-04-04"], notice: "decimal commas"
    ) {
      $0.decimal = ","
    },
    FormCase(
      "d\ty", ["03-04-2024 10:00\t1,5", "04-04-2024 10:00\t2,5"],
      ["2024-04-03 10:00:00", "2024-04-04 10:00:00"], notice: "decimal commas"
    ) {
      $0.decimal = ","
    },
    FormCase(
      "d,y", (3...4).flatMap { day in [1, 9, 17].map { "0\(day).04.2024 \($0):00,1" } },
      [
        "2024-04-03 01:00:00", "2024-04-03 09:00:00", "2024-04-03 17:00:00", "2024-04-04 01:00:00",
        "2024-04-04 09:00:00", "2024-04-04 17:00:00",
      ],
      notice: "the day first, which lets the days follow each other"),
    FormCase(
      "d,y", (3...4).flatMap { day in [1, 5, 9].map { "4/\(day)/2024 \($0):00 PM,1" } },
      [
        "2024-04-03 13:00:00", "2024-04-03 17:00:00", "2024-04-03 21:00:00", "2024-04-04 13:00:00",
        "2024-04-04 17:00:00", "2024-04-04 21:00:00",
      ],
      notice: "the month first"),
  ]

  @Test("are read", arguments: lengths + intervals + names + orders)
  private func form(_ test: FormCase) throws {
    let file = try TemporaryFile(test.text)
    let result = try PanelReader(test.options).read([file.path])
    #expect(texts(result.panel) == test.expected)
    if let notice = test.notice {
      #expect(result.notices.contains { $0.contains(notice) }, "\(result.notices)")
    }
  }

  @Test(
    "that read two ways are asked for where nothing tells", arguments: ["03.04.2024", "3/4/2024", "03-04-24"])
  func asked(_ date: String) throws {
    let file = try TemporaryFile("d,y\n\(date),1\n\(date.replacing("3", with: "5")),2\n")
    let failure = #expect(throws: Failure.self) { try PanelReader().read([file.path]) }
    #expect(failure?.fix?.contains("(month first) or --time-format") == true, "\(failure?.description ?? "")")
  }

  @Test("in two columns are asked for with both columns, and the fix reads them")
  func splitOrder() throws {
    for (header, rows, fix) in [
      ("Date,HE", ["01/02/2024,1", "01/03/2024,2"], "--time Date,HE --time-format '%m/%d/%Y %H'"),
      (
        "Date,Time", ["01/02/2024,10:00", "01/03/2024,10:00"],
        "--time Date,Time --time-format '%m/%d/%Y %H:%M'"
      ),
    ] {
      let file = try TemporaryFile(([header + ",y"] + rows.map { $0 + ",1" }).joined(separator: "\n") + "\n")
      let failure = #expect(throws: Failure.self) { try PanelReader().read([file.path]) }
      #expect(failure?.fix?.hasPrefix(fix) == true, "\(failure?.description ?? "")")
      var options = ReadOptions()
      options.time = header
      options.timeFormat = fix.split(separator: "'").last.map { String($0) }
      let panel = try PanelReader(options).read([file.path]).panel
      #expect(texts(panel)[0].hasPrefix("2024-01-02"))
    }
  }

  @Test("of a pattern that an option gives are found in a column of any name")
  func givenPattern() throws {
    let file = try TemporaryFile("Aufzeichnung,Wert\n02-01-2024 00:15,1\n02-01-2024 00:30,2\n")
    var options = ReadOptions()
    options.timeFormat = "%d-%m-%Y %H:%M"
    #expect(texts(try PanelReader(options).read([file.path]).panel)[0] == "2024-01-02 00:15:00")
  }
}
