import Files
import Testing

@testable import TimeSeries

/// A file that cannot be read as a panel, and the message it gives.
struct FailureCase: CustomTestStringConvertible, Sendable {
  var testDescription: String
  var text: String
  var options = ReadOptions()
  var line: Int?
  var column: Int?
  var says: String
  var fix: String?
  var cause: Failure.Cause

  init(
    _ name: String, _ text: String, at place: (line: Int, column: Int)?, _ says: String, fix: String? = nil,
    cause: Failure.Cause = .data, with change: (inout ReadOptions) -> Void = { _ in }
  ) {
    testDescription = name
    self.text = text
    line = place?.line
    column = place?.column
    self.says = says
    self.fix = fix
    self.cause = cause
    change(&options)
  }
}

@Suite("Files that are no panel")
struct PanelReaderFailureTests {
  @Test("say where, what and how to go on", arguments: columns + values + rows + roles)
  func cases(_ test: FailureCase) throws {
    let file = try TemporaryFile(test.text)
    for readSize in [1, 7, 1 << 20] {
      var options = test.options
      options.readSize = readSize
      let failure = #expect(throws: Failure.self) { try PanelReader(options).read([file.path]) }
      #expect(failure?.cause == test.cause)
      #expect(failure?.place?.line == test.line, "\(failure?.description ?? "")")
      #expect(failure?.place?.column == test.column, "\(failure?.description ?? "")")
      #expect(failure?.message.contains(test.says) == true, "\(failure?.description ?? "")")
      if let fix = test.fix { #expect(failure?.fix?.contains(fix) == true, "\(failure?.description ?? "")") }
    }
  }

  static let columns = [
    FailureCase(
      "a target that does not exist", "ds,temp\n2024-01-01,1\n", at: (1, 1), "did you mean \"temp\"?",
      fix: "the columns are \"ds\" and \"temp\""
    ) {
      $0.targets = ["tmep"]
    },
    FailureCase(
      "several possible targets", "ds,a,Close\n2024-01-01,1,2\n", at: (1, 1),
      "which column is to be forecast?", fix: "add --target Close"),
    FailureCase(
      "a name that needs quotes", "ds,a b,c\n2024-01-01,1,2\n", at: (1, 1), "which column",
      fix: "add --target 'a b'"),
    FailureCase(
      "several possible times", "a,b,v\n2024-01-01,2024-01-01,1\n", at: (1, 1), "which column is the time?",
      fix: "add --time a"),
    FailureCase(
      "no numbers", "ds,v\n2024-01-01,x1\n", at: (1, 1),
      "no column holds only numbers; in \"v\": cannot read \"x1\""),
    FailureCase(
      "numbers with a decimal comma", "ds;v\n2024-01-01;12,5\n", at: (1, 1), "it has a decimal comma",
      fix: "add --decimal ','"),
    FailureCase("a column without a name", "ds,,v\n2024-01-01,1,2\n", at: (1, 1), "column 2 has no name"),
    FailureCase("no header", "1,2\n3,4\n", at: (1, 1), "the first line looks like data", fix: "--no-header"),
    FailureCase(
      "no header, with a time", "2024-01-01,2\n2024-01-02,4\n", at: (1, 1), "the first line looks like data"),
    FailureCase("a header alone", "ds,y\n", at: (1, 1), "a header but no rows of data"),
    FailureCase("a header alone with a target", "ds,y\n", at: nil, "a header but no rows of data") {
      $0.targets = ["y"]
    },
    FailureCase(
      "rows that may be series",
      "V1," + (2...20).map { "V\($0)" }.joined(separator: ",") + "\n"
        + ["a", "b"].map { $0 + String(repeating: ",1", count: 19) + "\n" }.joined(), at: (1, 1),
      "which column", fix: "if every row is a series, add --layout rows"),
    FailureCase(
      "text in a wide file", "ds,a,b\n2024-01-01,1,up\n", at: (1, 1), "column 3 \"b\" holds \"up\"",
      fix: "--target"
    ) { $0.layout = .wide },
  ]

  static let values = [
    FailureCase(
      "text in the target", "ds,y\n2024-01-01,1\n2024-01-02,x\n", at: (3, 12),
      "column 2 \"y\": cannot read \"x\" as a number"
    ) { $0.targets = ["y"] },
    FailureCase(
      "text far down", "y\n" + String(repeating: "1\n", count: 3000) + "abc\n", at: (3002, 1),
      "cannot read \"abc\""),
    FailureCase("text behind a quoted break", "n,y\n\"a\nb\",1\nc, x\n", at: (4, 4), "cannot read \"x\"") {
      $0.targets = ["y"]
    },
    FailureCase(
      "grouped digits", "ds,y\n2024-01-01,\"4,787,699\"\n", at: (2, 12), "its digits are grouped",
      fix: "--thousands ','"
    ) { $0.targets = ["y"] },
    FailureCase("a second header", "ds,y\n2024-01-01,1\nds,y\n", at: (3, 1), "line 3 repeats the header") {
      $0.targets = ["y"]
    },
    FailureCase(
      "units below the header", "ds,y\nday,kW\n2024-01-01,1\n", at: (2, 1),
      "column 1 \"ds\": cannot read \"day\" as a time", fix: "--leave-out no-time"
    ) { $0.targets = ["y"] },
    FailureCase("a footer", "ds,y\n2024-01-01,1\nTotal,1\n", at: (3, 1), "cannot read \"Total\" as a time") {
      $0.time = "ds"
    },
    FailureCase(
      "no value at all", "ds,y\n2024-01-01,\n2024-01-02,NA\n", at: nil, "no row has a value of \"y\""
    ) { $0.targets = ["y"] },
    FailureCase(
      "a covariate without values", "ds,y,x\n2024-01-01,1,\n", at: nil, "the column \"x\" has no values",
      fix: "leave it out"
    ) { $0.past = ["x"] },
    FailureCase(
      "a value in a last column without a name",
      "ds,y,\n" + String(repeating: "2024-01-01,1,\n", count: 1500) + "2024-01-01,1,z\n",
      at: (1502, 14), "column 3 has no name, and a value here"),
    FailureCase("a missing id", "id,y\na,1\n,2\n", at: (3, 1), "the name of the series is missing") {
      $0.id = "id"
    },
    FailureCase("a missing time", "ds,y\n2024-01-01,1\n,2\n", at: (3, 1), "as a time"),
    FailureCase(
      "month or day first", "ds,y\n1/4/1999,1\n1/5/1999,2\n", at: (2, 1), "month first",
      fix: "--time-format %m/%d/%Y"),
    FailureCase(
      "numbers whose unit is unknown", "time,y\n17,1\n18,2\n", at: (2, 1),
      "is not known", fix: "--time-unit s, m, h or d"),
    FailureCase(
      "several times", "created,seen,y\n2024-01-01,2024-01-02,1\n2024-01-02,2024-01-03,2\n", at: (1, 1),
      "which column is the time? \"created\" and \"seen\"", fix: "--time created"),
    FailureCase(
      "a cell that is no time among times", "stamp,y\n2024-01-01,1\n2024-01-02,2\n2024-01-0x,3\n", at: (4, 1),
      "column 1 \"stamp\": cannot read \"2024-01-0x\""),
    FailureCase(
      "a number that goes down", "day,y\n3,1\n2,2\n1,3\n", at: (1, 1), "is the newest row first?",
      fix: "--time day --time-unit d"),
    FailureCase(
      "elapsed time in a unit that is not known", "chartoffset,y\n5,1\n10,2\n15,3\n", at: (1, 1),
      "seems to count time", fix: "--time chartoffset --time-unit m"),
    FailureCase(
      "times as columns",
      "name,2021-01-01,2021-01-02,2021-01-03,2021-01-04,2021-01-05,2021-01-06\na,1,2,3,4,5,6\n",
      at: (1, 1), "every row seems to be a series", fix: "--layout rows --id name"),
    FailureCase(
      "a date with two times of day",
      "Date,Start Time,End Time,y\n2024-01-01,09:00,09:05,1\n2024-01-01,09:05,09:10,2\n",
      at: (1, 1), "several columns could hold its time of day", fix: "--time 'Date,Start Time'"),
    FailureCase(
      "clocks put back without a zone", "t,y\n2024-10-27 01:00,1\n2024-10-27 02:00,2\n2024-10-27 02:00,3\n",
      at: (4, 1),
      "is also that of line 3", fix: "--timezone Europe/Berlin"),
  ]

  static let rows = [
    FailureCase(
      "a repeated time", "ds,y\n2024-01-01,1\n2024-01-02,2\n2024-01-02,3\n", at: (4, 1),
      "the time 2024-01-02 is also that of line 3", fix: "--duplicates first"),
    FailureCase(
      "a row in the wrong place", "ds,y\n2024-01-01,1\n2024-01-03,2\n2024-01-02,3\n2024-01-04,3\n",
      at: (4, 1), "the time 2024-01-02 is before that of line 3, 2024-01-03", fix: "--sort"),
    FailureCase(
      "a row in the wrong place, newest first",
      "ds,y\n2024-01-04,1\n2024-01-02,2\n2024-01-03,3\n2024-01-01,3\n", at: (4, 1), "is after that of line 3"),
    FailureCase(
      "several series without an id",
      "ds,kind,y\n2024-01-01,a,1\n2024-01-02,a,2\n2024-01-01,b,3\n2024-01-02,b,3\n", at: (4, 1), "is before",
      fix: "add --id kind"),
    FailureCase("a series twice", "n,a,b\nx,1,2\nx,3,4\n", at: (3, 1), "the series \"x\" is also in line 2") {
      $0.layout = .rows
    },
    FailureCase(
      "two series of one name", "id,ds,y/z,z\nx,2024-01-01,1,2\nx,2024-01-02,1,2\nx/y,2024-01-01,3,4\n",
      at: (4, 1),
      "the target \"y/z\" of series \"x\" (line 2) and the target \"z\" of series \"x/y\" (line 4) would both be the "
        + "series \"x/y/z\"",
      fix: "--target y/z and --target z in two runs"
    ) {
      $0.id = "id"
      $0.targets = ["y/z", "z"]
    },
    FailureCase(
      "two series of one name in a wide file", "id,y/z,z\nx,1,2\nx/y,3,4\n", at: (3, 1),
      "would both be the series \"x/y/z\"", fix: "--target y/z and --target z in two runs"
    ) {
      $0.id = "id"
      $0.layout = .wide
    },
    FailureCase(
      "a name in two Unicode forms", "id,y\n\u{E9},1\ne\u{301},2\n", at: (3, 1),
      "the series \"\u{E9}\" (line 2) and the series \"e\u{301}\" (line 3) would both be the series \"\u{E9}\"",
      fix: "write the name with the same characters in all rows"
    ) { $0.id = "id" },
    FailureCase(
      "a grid that is too fine", "ds,y\n1700-01-01,1\n2100-01-01,1\n", at: nil, "would be too many",
      cause: .limit
    ) { $0.every = "1us" },
    FailureCase("a grid of months", "ds,y\n2024-01-01,1\n", at: nil, "a fixed length", cause: .arguments) {
      $0.every = "1mo"
    },
    FailureCase("a grid without a time", "y\n1\n", at: nil, "--every needs a time column", cause: .arguments)
    { $0.every = "5m" },
  ]

  static let roles = [
    FailureCase(
      "the target is the time", "ds,y\n2024-01-01,1\n", at: nil, "\"ds\" is both --time and --target",
      cause: .arguments
    ) {
      $0.time = "ds"
      $0.targets = ["ds"]
    },
    FailureCase(
      "a covariate named twice", "ds,y,x\n2024-01-01,1,2\n", at: nil, "named twice in --past",
      cause: .arguments
    ) { $0.past = ["x", "x"] },
    FailureCase(
      "a column for a file in rows", "a,b\nx,1\n", at: nil, "--target names a column", cause: .arguments
    ) {
      $0.layout = .rows
      $0.targets = ["b"]
    },
  ]

  @Test("of several kinds are told from a lack of files")
  func arguments() {
    #expect(throws: Failure.self) { try PanelReader().read([]) }
    #expect(throws: Failure.self) { try PanelReader().read(["-", "-"]) }
    #expect(throws: Failure.self) { try PanelReader().read(["x/a.csv", "y/a.csv"]) }
  }

  @Test("among several are named by the one with the fault")
  func secondFile() throws {
    let first = try TemporaryFile("ds,y\n2024-01-01,1\n", name: "a.csv")
    let second = try TemporaryFile("ds,y\n2024-01-01,1\n2024-01-02,x\n", name: "b.csv")
    let failure = #expect(throws: Failure.self) { try PanelReader().read([first.path, second.path]) }
    #expect(failure?.place == Failure.Place(file: second.path, line: 3, column: 12))
    let other = try TemporaryFile("ds,z\n2024-01-01,1\n", name: "c.csv")
    let missing = #expect(throws: Failure.self) { try PanelReader().read([first.path, other.path]) }
    #expect(missing?.message.hasPrefix("no column \"y\"") == true)
  }

  @Test("that give two series one name are both named")
  func sameNames() throws {
    let first = try TemporaryFile("id,ds,y/z,z\nx,2024-01-01,1,2\n", name: "a.csv")
    let second = try TemporaryFile("id,ds,y/z,z\nx/y,2024-01-01,3,4\n", name: "b.csv")
    var options = ReadOptions()
    options.id = "id"
    options.targets = ["y/z", "z"]
    let failure = #expect(throws: Failure.self) { try PanelReader(options).read([first.path, second.path]) }
    #expect(failure?.place == Failure.Place(file: second.path, line: 2, column: 1))
    #expect(failure?.message.contains("of series \"x\" (line 2 of \(first.path))") == true)
    // Each target alone gives every series a name of its own, as the fix says.
    for target in ["y/z", "z"] {
      options.targets = [target]
      #expect(
        try PanelReader(options).read([first.path, second.path]).panel.series.map(\.id) == ["x", "x/y"])
    }
  }
}
