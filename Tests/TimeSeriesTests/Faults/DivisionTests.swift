import Files
import TestSupport
import Testing

@testable import TimeSeries

@Suite("Series with faults, told apart by")
struct DivisionTests {
  private static let days = (1...9).map { "2024-01-0\($0)" }

  private func rows(_ cells: (Int, String) -> String) -> String {
    Self.days.enumerated().map { cells($0, $1) + "\n" }.joined()
  }

  /// Reads `paths` without the series that have faults, and compares with `clean`.
  private func check(
    _ paths: [String], like clean: [String], _ options: ReadOptions, leavingOut expected: [String: Int]
  ) throws {
    #expect(throws: Failure.self) { try PanelReader(options).read(paths) }
    var reader = FaultTolerantReader(PanelReader(options), paths, leavesOut: true)
    let found = try reader.read()
    #expect(found.panel == (try PanelReader(options).read(clean)).panel)
    #expect(reader.leftOut.map(\.id).sorted() == expected.keys.sorted())
    for series in reader.leftOut { #expect(series.place?.line == expected[series.id], "\(series)") }
  }

  /// What is wrong with a file.
  struct Breakage: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let line: Int?
    let breaking: @Sendable (String) -> String

    init(_ name: String, line: Int?, _ breaking: @escaping @Sendable (String) -> String) {
      (testDescription, self.line, self.breaking) = (name, line, breaking)
    }
  }

  static let breakages = [
    Breakage("a word", line: 6) { $0.replacing("2024-01-05,5", with: "2024-01-05,x") },
    Breakage("a row too long", line: 6) { $0.replacing("2024-01-05,5", with: "2024-01-05,5,6") },
    Breakage("a time that is none", line: 6) { $0.replacing("2024-01-05", with: "2024-01-55") },
    Breakage("a time twice", line: 6) { $0.replacing("2024-01-05", with: "2024-01-04") },
    Breakage("another column", line: 1) { $0.replacing("time,y", with: "time,z") },
    Breakage("no byte", line: 1) { _ in "" },
    Breakage("times of another kind", line: nil) {
      $0.replacing(",", with: "T00:00:00Z,").replacing("timeT00:00:00Z", with: "time")
    },
    Breakage("an open quote", line: 6) { $0.replacing("2024-01-05,5", with: "2024-01-05,\"5") },
  ]

  @Test("files, are left out with their file", arguments: breakages)
  func files(_ test: Breakage) throws {
    for place in [0, 2, 3] {
      let folder = try TemporaryDirectory()
      let names = ["a", "b", "c", "d"]
      for (index, name) in names.enumerated() {
        let text = "time,y\n" + rows { "\($1),\($0 + 1)" }
        try folder.write(index == place ? test.breaking(text) : text, to: "\(name).csv")
      }
      var options = ReadOptions()
      options.targets = ["y"]
      let paths = names.map { folder.file("\($0).csv") }
      let others = paths.filter { $0 != paths[place] }
      var reader = FaultTolerantReader(PanelReader(options), paths, leavesOut: true)
      let found = try reader.read()
      #expect(found.panel == (try PanelReader(options).read(others)).panel, "\(place)")
      #expect(reader.leftOut.map(\.id) == [names[place]])
      if let line = test.line { #expect(reader.leftOut[0].place?.line == line, "\(reader.leftOut)") }
    }
  }

  @Test(
    "columns, are left out with their column",
    arguments: [("b", 1), ("a", 0), ("c", 2)], ["x", "1.2.3", "\"1,5\"", "1e999"])
  func columns(_ broken: (name: String, place: Int), _ cell: String) throws {
    let folder = try TemporaryDirectory()
    let names = ["a", "b", "c"]
    let text = { (kept: [Int], isBroken: Bool) in
      (["time"] + kept.map { names[$0] }).joined(separator: ",") + "\n"
        + self.rows { row, day in
          ([day] + kept.map { isBroken && row == 4 && $0 == broken.place ? cell : "\(row * 7 % 5 + $0).5" })
            .joined(separator: ",")
        }
    }
    try folder.write(text([0, 1, 2], true), to: "all.csv")
    try folder.write(text([0, 1, 2].filter { $0 != broken.place }, false), to: "clean.csv")
    var options = ReadOptions()
    options.layout = .wide
    try check(
      [folder.file("all.csv")], like: [folder.file("clean.csv")], options, leavingOut: [broken.name: 6])
  }

  @Test("columns that --target names, are left out with their column")
  func targets() throws {
    let folder = try TemporaryDirectory()
    try folder.write("time,a,b,c\n" + rows { "\($1),\($0),\($0 == 4 ? "?" : "1"),\(2 * $0)" }, to: "all.csv")
    var options = ReadOptions()
    options.targets = ["a", "b", "c"]
    var clean = options
    clean.targets = ["a", "c"]
    var reader = FaultTolerantReader(PanelReader(options), [folder.file("all.csv")], leavesOut: true)
    let found = try reader.read()
    #expect(found.panel == (try PanelReader(clean).read([folder.file("all.csv")])).panel)
    #expect(reader.leftOut.map(\.id) == ["b"])
  }

  @Test(
    "rows, are left out with their row", arguments: ["b,1,x,3", "b,1,2,3,4,5", "b,1,1e999", "b,\"1\"2,3"])
  func rows(_ line: String) throws {
    let folder = try TemporaryDirectory()
    let others = ["a,1,2,3,4", "c,5,6", "d,7,8,9"]
    for place in 0...3 {
      var lines = others
      lines.insert(line, at: place)
      try folder.write((["id,v1,v2,v3,v4"] + lines).joined(separator: "\n") + "\n", to: "all.csv")
      try folder.write((["id,v1,v2,v3,v4"] + others).joined(separator: "\n") + "\n", to: "clean.csv")
      var options = ReadOptions()
      options.layout = .rows
      try check(
        [folder.file("all.csv")], like: [folder.file("clean.csv")], options, leavingOut: ["b": place + 2])
    }
  }

  @Test("names in the header, are left out with their columns")
  func entities() throws {
    let folder = try TemporaryDirectory()
    let header = "Price,Close,Close,Close,Volume,Volume,Volume\nTicker,A,B,C,A,B,C\nDate,,,,,,\n"
    try folder.write(header + rows { "\($1),\($0),\($0 == 4 ? "x" : "2"),\($0 * 3),1,1,1" }, to: "all.csv")
    try folder.write(
      "Price,Close,Close,Volume,Volume\nTicker,A,C,A,C\nDate,,,,\n" + rows { "\($1),\($0),\($0 * 3),1,1" },
      to: "clean.csv")
    var options = ReadOptions()
    options.targets = ["Close"]
    try check([folder.file("all.csv")], like: [folder.file("clean.csv")], options, leavingOut: ["B": 8])
  }

  @Test("names, are left out with all targets, and one target without values alone")
  func severalTargets() throws {
    let folder = try TemporaryDirectory()
    let rows = { (name: String, a: String, b: String) in
      self.rows { "\(name),\($1),\($0),\($0 == 4 ? a : "1"),\(b)" }
    }
    let others = rows("p", "2", "3") + rows("r", "2", "")
    try folder.write("id,time,a,b,c\n" + rows("q", "?", "4") + others, to: "all.csv")
    try folder.write("id,time,a,b,c\n" + others, to: "clean.csv")
    var options = ReadOptions()
    options.targets = ["a", "b", "c"]
    try check(
      [folder.file("all.csv")], like: [folder.file("clean.csv")], options,
      leavingOut: ["q/a": 6, "q/b": 6, "q/c": 6, "r/c": 20])
  }

  @Test("names in several files, are left out of all of them, with those of covariates known ahead")
  func severalFiles() throws {
    let folder = try TemporaryDirectory()
    let rows = { (name: String, cell: String) in self.rows { "\(name),\($1),\($0),\($0 == 4 ? cell : "1")" } }
    let ahead = { (name: String, cell: String) in "\(name),2024-01-10,2\n\(name),2024-01-11,\(cell)\n" }
    try folder.write("id,time,y,x\n" + rows("p", "2") + rows("q", "?"), to: "1.csv")
    try folder.write("id,time,y,x\n" + rows("r", "2") + rows("s", "3"), to: "2.csv")
    try folder.write(
      "id,time,x\n" + ahead("p", "1") + ahead("q", "1") + ahead("r", "1") + ahead("s", "?"), to: "3.csv")
    try folder.write("id,time,y,x\n" + rows("p", "2"), to: "clean1.csv")
    try folder.write("id,time,y,x\n" + rows("r", "2"), to: "clean2.csv")
    try folder.write("id,time,x\n" + ahead("p", "1") + ahead("r", "1"), to: "clean3.csv")
    var options = ReadOptions()
    (options.id, options.targets, options.future) = ("id", ["y"], ["x"])
    func reader(_ future: String) -> PanelReader {
      var reader = PanelReader(options)
      reader.futureFile = folder.file(future)
      return reader
    }
    let paths = ["1.csv", "2.csv"].map { folder.file($0) }
    var tolerant = FaultTolerantReader(reader("3.csv"), paths, leavesOut: true)
    let found = try tolerant.read()
    let clean = try reader("clean3.csv").read(["clean1.csv", "clean2.csv"].map { folder.file($0) })
    #expect(found.panel == clean.panel)
    #expect(tolerant.leftOut.map(\.id) == ["q", "s"])
    #expect(tolerant.leftOut.map { $0.place?.line } == [15, 9])
    #expect(tolerant.leftOut[1].reason.hasPrefix(paths[0].replacing("1.csv", with: "3.csv: ")))
  }
}
