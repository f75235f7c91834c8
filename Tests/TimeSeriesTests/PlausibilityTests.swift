import Files
import Testing

@testable import TimeSeries

@Suite("Values that are not plausible")
struct PlausibilityTests {
  private static func options(
    ranges: [String] = [], changes: [String] = [], _ change: (inout ReadOptions) -> Void = { _ in }
  ) -> ReadOptions {
    var options = ReadOptions()
    options.plausibility = Plausibility()
    options.plausibility?.ranges = ranges.compactMap { NamedRange($0) }
    options.plausibility?.changes = changes.compactMap { NamedChange($0) }
    change(&options)
    return options
  }

  /// A value as it is listed.
  private static func text(_ value: ImplausibleValue) -> String {
    "\(value.place?.line ?? 0) \(value.column) \(CSVField.number(value.value)) \(value.reason.text)"
  }

  private static func check(
    _ text: String, _ options: ReadOptions, _ series: [String: [Double?]], _ removed: [String]
  ) throws {
    let file = try TemporaryFile(text)
    let result = try PanelReader(options).read([file.path])
    for (id, values) in series {
      let found = try #require(result.panel.series.first { $0.id == id })
      #expect(found.target.map { $0.isNaN ? nil : $0 } == values, "\(id)")
    }
    #expect(result.implausible.map(Self.text) == removed)
  }

  private static let beds = """
    bed,time,HR,SpO2
    a,2024-01-01 00:00,80,97
    b,2024-01-01 00:00,300,98
    a,2024-01-01 00:01,82,0
    b,2024-01-01 00:01,70,99
    a,2024-01-01 00:02,400,98
    b,2024-01-01 00:02,71,127
    a,2024-01-01 00:03,81,97
    b,2024-01-01 00:03,10,97

    """

  @Test("are missing where they lie outside of a range of their column, targets and covariates alike")
  func ranges() throws {
    let options = Self.options(ranges: ["HR=20..250", "SpO2=50..100"]) {
      ($0.id, $0.targets, $0.past) = ("bed", ["HR"], ["SpO2"])
    }
    try Self.check(
      Self.beds, options, ["a": [80, 82, nil, 81], "b": [70, 71]],
      [
        "3 HR 300 outside 20..250", "4 SpO2 0 outside 50..100", "6 HR 400 outside 20..250",
        "7 SpO2 127 outside 50..100", "9 HR 10 outside 20..250",
      ])
    let file = try TemporaryFile(Self.beds)
    let result = try PanelReader(options).read([file.path])
    #expect(result.panel.series[0].past[0].map { $0.isNaN ? nil : $0 } == [97, nil, 98, 97])
    let notice = "3 values of \"HR\" are outside 20..250, read as missing: 300, the first in \(file.path):3"
    #expect(result.notices.contains(notice), "\(result.notices)")
  }

  @Test("of every target by a range without a column, and its own range comes first")
  func unnamed() throws {
    let options = Self.options(ranges: ["20..250", "SpO2=..100"]) {
      ($0.id, $0.targets) = ("bed", ["HR", "SpO2"])
    }
    try Self.check(
      Self.beds, options, ["a/HR": [80, 82, nil, 81], "a/SpO2": [97, 0, 98, 97]],
      [
        "3 HR 300 outside 20..250", "6 HR 400 outside 20..250", "7 SpO2 127 outside ..100",
        "9 HR 10 outside 20..250",
      ])
  }

  @Test("are missing where they change too fast from the last value that was kept")
  func changes() throws {
    let rows =
      "time,HR\n"
      + [80, 85, 140, 88, 150, 160, 170, 120].enumerated().map {
        "2024-01-01 00:0\($0),\($1)\n"
      }.joined()
    try Self.check(
      rows, Self.options(changes: ["HR=30/min"]) { $0.targets = ["HR"] },
      ["HR": [80, 85, nil, 88, nil, nil, 170]],
      ["4", "6", "7", "9"].enumerated().map {
        "\($1) HR \([140, 150, 160, 120][$0]) changes by more than 30/min"
      })
    for change in ["HR=0.5/s", "1800/h", "43200/d", "30/row"] {
      try Self.check(
        rows, Self.options(changes: [change]) { $0.targets = ["HR"] },
        ["HR": [80, 85, nil, 88, nil, nil, 170]],
        ["4", "6", "7", "9"].enumerated().map {
          let text = change.split(separator: "=").last ?? ""
          return "\($1) HR \([140, 150, 160, 120][$0]) changes by more than \(text)"
        })
    }
    // What lies outside of a range is no value to change from.
    try Self.check(
      rows, Self.options(ranges: ["60..100"], changes: ["30/min"]) { $0.targets = ["HR"] },
      ["HR": [80, 85, nil, 88]],
      ["4 HR 140", "6 HR 150", "7 HR 160", "8 HR 170", "9 HR 120"].map { $0 + " outside 60..100" })
  }

  @Test("do not depend on later rows")
  func prefixes() throws {
    let values = (0..<60).map { ($0 * 37) % 101 }
    func removed(_ count: Int) throws -> [ImplausibleValue] {
      let rows = values.prefix(count).enumerated().map { "2024-01-01 00:\($0 < 10 ? "0" : "")\($0),\($1)\n" }
      let file = try TemporaryFile("time,HR\n" + rows.joined())
      return try PanelReader(Self.options(ranges: ["5..95"], changes: ["40/min"])).read([file.path])
        .implausible
    }
    let whole = try removed(60).map(Self.text)
    #expect(whole.count > 20)
    for count in [10, 23, 59] {
      let part = try removed(count).map(Self.text)
      #expect(part == Array(whole.prefix(part.count)))
      #expect(whole.count == part.count || (Int(whole[part.count].prefix { $0 != " " }) ?? 0) > count + 1)
    }
  }

  @Test("are judged in the order of time, wherever the rows stand, and named by their lines")
  func order() throws {
    let newestFirst =
      "time,HR\n2024-01-01 00:03,82\n2024-01-01 00:02,81\n2024-01-01 00:01,200\n2024-01-01 00:00,80\n"
    try Self.check(
      newestFirst, Self.options(changes: ["50/min"]), ["HR": [80, nil, 81, 82]],
      ["4 HR 200 changes by more than 50/min"])
    let mixed = "time,HR\n2024-01-01 00:02,81\n2024-01-01 00:00,80\n2024-01-01 00:01,200\n"
    try Self.check(
      mixed, Self.options(changes: ["50/min"]) { $0.sorts = true }, ["HR": [80, nil, 81]],
      ["4 HR 200 changes by more than 50/min"])
  }

  @Test("are found in every layout")
  func layouts() throws {
    let wide = "date,x,y\n" + ReadCase.days(["1,5", "900,6", "3,-7", "4,8"])
    try Self.check(
      wide, Self.options(ranges: ["0..100", "y=-10.."]) { $0.layout = .wide },
      ["x": [1, nil, 3, 4], "y": [5, 6, -7, 8]], ["3 x 900 outside 0..100"])
    let rows = "id,2020,2021,2022,2023\nx,1,900,3,4\ny,999,6,7,8\n"
    try Self.check(
      rows, Self.options(ranges: ["0..100"]) { $0.layout = .rows }, ["x": [1, nil, 3, 4], "y": [6, 7, 8]],
      ["2 2021 900 outside 0..100", "3 2020 999 outside 0..100"])
    let steps = "HR\n80\n300\n81\n82\n"
    try Self.check(
      steps, Self.options(changes: ["20/row"]), ["HR": [80, nil, 81, 82]],
      ["3 HR 300 changes by more than 20/row"])
  }

  @Test("change nothing where all are plausible")
  func nothing() throws {
    try Self.check(
      Self.beds, Self.options(ranges: ["0..1000"]) { ($0.id, $0.targets) = ("bed", ["HR"]) },
      ["a": [80, 82, 400, 81]], [])
  }

  @Test("are refused of columns that are not read, and of changes in a time that there is not")
  func refused() throws {
    let cases: [(ReadOptions, String, [String])] = [
      (
        Self.options(ranges: ["Hr=1..2"]) { ($0.id, $0.targets) = ("bed", ["HR"]) }, Self.beds,
        ["--plausible names \"Hr\"", "did you mean \"HR\"?"]
      ),
      (
        Self.options(changes: ["SpO2=1/s"]) { ($0.id, $0.targets) = ("bed", ["HR"]) }, Self.beds,
        ["--plausible-change names \"SpO2\"", "--past"]
      ),
      (Self.options(changes: ["1/s"]), "HR\n1\n2\n3\n", ["rows have no times", "--time", "1/row"]),
      (
        Self.options(ranges: ["x=1..2"]) { $0.layout = .rows }, "id,1,2,3\nx,1,2,3\n",
        ["every row is a series", "--plausible 20..250"]
      ),
    ]
    for (options, text, says) in cases {
      let file = try TemporaryFile(text)
      let failure = #expect(throws: Failure.self) { try PanelReader(options).read([file.path]) }
      for words in says {
        #expect(failure?.description.contains(words) == true, "\(failure?.description ?? "")")
      }
    }
  }

  @Test("are read from texts with or without a column")
  func texts() {
    #expect(NamedRange("HR=20..250") == NamedRange(column: "HR", lower: 20, upper: 250))
    #expect(NamedRange("HR:20..250") == NamedRange("HR=20..250"))
    #expect(NamedRange("a=b=-1..") == NamedRange(column: "a=b", lower: -1))
    #expect(NamedRange("..1e3") == NamedRange(upper: 1000))
    for text in ["", "..", "HR=", "=1..2", "5..1", "1..1", "1-2", "nan..2", "1..inf", ":1..2"] {
      #expect(NamedRange(text) == nil, "\(text)")
    }
    #expect(NamedChange("HR=30/min")?.change == "30/min")
    #expect(NamedChange("HR:30/min") == NamedChange("HR=30/min"))
    #expect(NamedChange("a/b=0.5/row")?.column == "a/b")
    for text in ["", "30", "30/", "/min", "-3/min", "0/min", "inf/min", "3/week", "=3/s"] {
      #expect(NamedChange(text) == nil, "\(text)")
    }
  }

  @Test("are options that a command line can repeat")
  func arguments() {
    let options = Self.options(ranges: ["HR=20..250", "..9"], changes: ["a,b=3/min"])
    #expect(
      options.arguments == [
        "--plausible", "'HR=20..250,..9'", "--plausible-change", "'\"a,b=3/min\"'",
      ])
  }
}
