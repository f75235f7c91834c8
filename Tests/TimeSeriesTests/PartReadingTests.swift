import Files
import TestSupport
import Testing

@testable import TimeSeries

/// A panel read in parts, each with some of the series, is the panel read whole.
@Suite("A part of the series of an input")
struct PartReadingTests {
  /// Files, and how they are read.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var files: [String]
    var options = ReadOptions()
    var future: String?

    init(
      _ name: String, _ files: [String], future: String? = nil, _ set: (inout ReadOptions) -> Void = { _ in }
    ) {
      (self.name, self.files, self.future) = (name, files, future)
      options.targets = ["y"]
      set(&options)
    }

    var testDescription: String { name }
  }

  private static let names = ["a", "bb", "\"c,1\"", "dé", "e", "f", "g"]

  private static func date(_ day: Int) -> String {
    TimeText(kind: .local).text(of: Instant(seconds: Int64(19_700 + day) * 86_400))
  }

  /// Rows of all series, series by series; `row` gives what follows the name, or nothing.
  private static func rows(_ header: String, _ row: (Int, Int) -> String?) -> String {
    header + "\n"
      + names.enumerated().flatMap { index, name in
        (0..<40).compactMap { day in row(index, day).map { "\(name),\($0)\n" } }
      }.joined()
  }

  private static func value(_ series: Int, _ day: Int) -> Int { 10 * series + (day * day + series) % 13 }

  private static let plain = rows("id,t,y") { "\(date($1)),\(value($0, $1))" }

  /// Rows of all series day by day, of which some have their times in another form, and some a note that no
  /// plain row has.
  private static let turns: String = {
    var text = "id,t,y,note\n"
    for day in 0..<40 {
      for (index, name) in names.enumerated() {
        let time = "\(date(day))T0\(index):00:00" + (index % 2 == 0 ? "Z" : "+01:00")
        let note =
          (day + index) % 5 == 2 ? "\"of\ntwo lines\"" : (day + index) % 5 == 4 ? "\"\"\"said\"\"\"" : ""
        text += "\(name),\(time),\(value(index, day)),\(note)\n"
      }
    }
    return text
  }()

  static let cases = [
    Case("one axis", [plain]),
    Case(
      "axes that begin and end elsewhere",
      [rows("id,t,y") { $1 < $0 || $1 > 38 - $0 ? nil : "\(date($1)),\(value($0, $1))" }]),
    Case("rows left out", [rows("id,t,y") { ($0 + $1) % 11 == 3 ? nil : "\(date($1)),\(value($0, $1))" }]),
    Case(
      "missing cells",
      [rows("id,t,y") { "\(date($1)),\(($0 + $1) % 9 == 0 || $1 < $0 ? "" : "\(value($0, $1))")" }]),
    Case(
      "series without values", [rows("id,t,y") { "\(date($1)),\($0 % 2 == 0 ? "" : "\(value($0, $1))")" }]),
    Case(
      "the order of time",
      [
        "id,t,y\n"
          + (0..<40).flatMap { day in names.enumerated().map { "\($1),\(date(day)),\(value($0, day))\n" } }
          .joined()
      ]),
    Case("newest first", [rows("id,t,y") { "\(date(40 - $1)),\(value($0, $1))" }]),
    Case("no order", [rows("id,t,y") { "\(date($1 * 7 % 40)),\(value($0, $1))" }]) { $0.sorts = true },
    Case("times that come twice", [rows("id,t,y") { "\(date($1 / 2)),\(value($0, $1))" }]) {
      $0.keepFirstDuplicate = true
    },
    Case(
      "names in no order",
      [
        "id,t,y\n"
          + (0..<280).map { row in "\(names[row * 3 % 7]),\(date(row / 7)),\(value(row % 7, row))\n" }
          .joined()
      ]),
    Case(
      "times of day in one series",
      [rows("id,t,y") { "\(date($1)) \($0 == 4 ? "06" : "00"):00:00,\(value($0, $1))" }]),
    Case(
      "fractions in one series, which have no fixed form",
      [
        rows("id,t,y") { "\(date($1)) 06:00:00\($0 == 4 && $1 > 20 ? ".25" : ""),\(value($0, $1))" }
      ]),
    Case("UTC", [rows("id,t,y") { "\(date($1)) 06:00:00Z,\(value($0, $1))" }]),
    Case(
      "a zone with a change of clocks",
      [
        rows("id,t,y") { "2024-10-27 0\($1 / 10):\(10 + $1 % 10):00,\(value($0, $1))" }
      ]
    ) { $0.timeZone = "Europe/Berlin" },
    Case(
      "an hour that clocks show twice",
      [
        rows("id,t,y") {
          $1 > 11
            ? nil
            : "2024-10-27 0\([0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 9][$1]):\($1 == 11 ? 30 : 10):00,\(value($0, $1))"
        }
      ]
    ) { $0.timeZone = "Europe/Berlin" },
    Case(
      "a month first or a day",
      [rows("id,t,y") { "\(1 + $1 % 12)/\(1 + $0)/\(2000 + $1 / 12),\(value($0, $1))" }]
    ) { $0.timeFormat = "%m/%d/%Y" },
    Case("times of two forms in turns, beside notes of several lines", [turns]) { $0.id = "id" },
    Case("elapsed time", [rows("id,t,y") { "\($1 * 60 + $0),\(value($0, $1))" }]) { $0.timeUnit = .seconds },
    Case("steps", [plain]) { $0.rowsAreSteps = true },
    Case(
      "two targets and covariates",
      [
        rows("id,t,y,z,p,f,s") {
          "\(date($1)),\($1 > 36 ? "" : "\(value($0, $1))"),\($0 == 2 ? "" : "\(value($0 + 1, $1))"),\($1 % 5),\($1 % 4),\($0 % 3)"
        }
      ]
    ) {
      $0.targets = ["y", "z"]
      ($0.past, $0.future, $0.statics) = (["p"], ["f"], ["s"])
    },
    Case("categories", [rows("id,t,y,s") { "\(date($1)),\(value($0, $1)),\($0 < 6 ? "north" : "south")" }]) {
      $0.statics = ["s"]
    },
    Case("several columns of names", [rows("id,t,y,k") { "\(date($1)),\(value($0, $1)),\($0 % 2)" }]) {
      $0.id = "id,k"
    },
    Case("a grid", [rows("id,t,y") { "\(date($1 + ($1 > 20 + $0 ? 3 : 0))),\(value($0, $1))" }]) {
      $0.every = "1d"
    },
    Case("gaps", [rows("id,t,y") { "\(date($1 + ($1 > 20 + $0 ? 9 : 0))),\(value($0, $1))" }]) {
      $0.maxGap = "3d"
    },
    Case("workdays", [rows("id,t,y") { $1 % 7 == 5 || $1 % 7 == 6 ? nil : "\(date($1)),\(value($0, $1))" }]),
    Case("plausible values", [plain]) {
      $0.plausibility = Plausibility()
      $0.plausibility?.ranges = [NamedRange("y=0..50")].compactMap(\.self)
    },
    Case("variances", [rows("id,t,y") { "\(date($1)),\(100 + value($0, $1))" }]) { $0.volatility = .squared },
    Case("two files of the same series", [plain, rows("id,t,y") { "\(date($1 + 40)),\(value($0, $1))" }]) {
      $0.id = "id"
    },
    Case(
      "a file a series",
      (0..<4).map { index in "t,y\n" + (0..<40).map { "\(date($0 + index)),\(value(index, $0))\n" }.joined() }
    ),
    Case(
      "rows known ahead", [rows("id,t,y,f") { "\(date($1)),\(value($0, $1)),\($1 % 4)" }],
      future: rows("id,t,f") { $1 > 2 ? nil : "\(date($1 + 40)),\($1)" }
    ) { $0.future = ["f"] },
    Case(
      "comments, blanks and quotes",
      [plain.replacing("\n", with: "\n# \n", maxReplacements: 30).replacing("bb,", with: "\"bb\",")]
    ) { $0.comment = "#" },
    Case(
      "a column a series",
      [
        "t,a,b,c,d\n"
          + (0..<40).map { day in
            date(day) + (0..<4).map { day < $0 ? "," : ",\(value($0, day))" }.joined() + "\n"
          }.joined()
      ]
    ) {
      $0.layout = .wide
      $0.targets = ["a", "b", "c", "d"]
    },
    Case(
      "a row a series",
      [
        "id," + (0..<40).map { date($0) }.joined(separator: ",") + "\n"
          + names.enumerated().map { index, name in
            name + (0..<40).map { ",\(value(index, $0))" }.joined() + "\n"
          }.joined()
      ]
    ) {
      $0.layout = .rows
      $0.targets = []
    },
  ]

  private static let horizon = 3

  @Test("is what it is in the whole, with all that is recognised of the whole", arguments: cases)
  func parts(_ item: Case) throws {
    let folder = try TemporaryDirectory()
    let paths = item.files.indices.map { folder.file("f\($0).csv") }
    for (index, text) in item.files.enumerated() { try folder.write(text, to: "f\(index).csv") }
    var reader = PanelReader(item.options, threads: 2)
    if let future = item.future {
      try folder.write(future, to: "future.csv")
      reader.futureFile = folder.file("future.csv")
    }
    let whole = try reader.read(paths).panel
    #expect(whole.part == nil)
    #expect(whole.series.count > 1)
    for count in [1, 2, 3, 50] {
      var found: [Int] = []
      for number in 0..<count {
        reader.choice = SeriesChoice(horizon: Self.horizon) { Self.number($0) % count == number }
        let panel = try reader.read(paths).panel
        let part = try #require(panel.part)
        #expect(part.ordinals.count == panel.series.count)
        // Missing cells are not equal to themselves, but their text is.
        for (series, ordinal) in zip(panel.series, part.ordinals) {
          #expect("\(series)" == "\(whole.series[ordinal])")
        }
        found += part.ordinals
        var rest = panel
        (rest.series, rest.part) = (whole.series, nil)
        #expect(rest == whole)
        #expect(part.seriesCount == whole.series.count)
        #expect(part.mostObserved == whole.series.map { $0.target.count { !$0.isNaN } }.max())
        #expect(part.times == Self.times(of: whole))
        #expect(Set(part.kinds.map(\.column)) == Set(whole.series.map(\.column)))
      }
      #expect(found.sorted() == Array(whole.series.indices))
    }
  }

  /// A number of a name, which decides its part.
  private static func number(_ name: String) -> Int { name.utf8.reduce(7) { ($0 * 31 + Int($1)) % 1_009 } }

  /// The form of the times of all forecasts.
  private static func times(of panel: Panel) -> TimeText {
    TimeText(
      kind: panel.timeKind,
      times: panel.series.flatMap { series in
        [series.times[series.count - 1]]
          + series.timesAhead(Self.horizon, at: panel.spacing, kind: panel.timeKind)
      }, unit: panel.elapsedUnit)
  }

  @Test(
    "refuses what the whole refuses",
    arguments: [
      ("a time that is none", plain.replacing(date(7) + ",", with: "yesterday,")),
      ("a number that is none", plain.replacing(",41\n", with: ",4i1\n")),
      ("a time that comes twice", plain.replacing(date(7) + ",", with: date(6) + ",")),
      ("a time that goes back", plain.replacing(date(7) + ",", with: date(3) + ",")),
      ("a row without a name", plain.replacing("bb,", with: ",")),
      ("a field too many", plain.replacing("bb," + date(5), with: "bb,1," + date(5))),
    ])
  func refusals(_ name: String, _ text: String) throws {
    let folder = try TemporaryDirectory()
    try folder.write(text, to: "f.csv")
    var options = ReadOptions()
    options.targets = ["y"]
    var reader = PanelReader(options, threads: 1)
    let whole = #expect(throws: Failure.self) { try reader.read([folder.file("f.csv")]) }
    for isKept in [true, false] {
      reader.choice = SeriesChoice(horizon: 1) { _ in isKept }
      let part = #expect(throws: Failure.self) { try reader.read([folder.file("f.csv")]) }
      #expect(part?.cause == whole?.cause)
      if isKept { #expect(part == whole) }
    }
  }
}

@Suite("Rows of other series")
struct OtherRowsTests {
  private func instant(_ second: Int) -> Instant { Instant(seconds: Int64(second)) }

  @Test("keep their times, whether axes are shared, go on, part or begin anew")
  func times() throws {
    let axes = [
      [1, 2, 3, 4], [1, 2, 3], [1, 2, 3, 4, 5], [1, 2, 4, 5], [2, 3], [1], [9, 8, 7], [9, 8, 7, 6],
      [1, 2, 3, 4, 6], [5, 5],
    ]
    // Series by series, and in turns.
    for isInTurns in [false, true] {
      var rows = OtherRows { $0 == "needed" }
      for number in axes.indices {
        let isTaken = rows.takes(number, named: "\(number)")
        #expect(isTaken)
      }
      let takesNeeded = rows.takes(axes.count, named: "needed")
      #expect(!takesNeeded)
      if isInTurns {
        for place in 0..<5 {
          for (number, axis) in axes.enumerated() where place < axis.count {
            rows.append(instant(axis[place]), to: number)
          }
        }
      } else {
        for (number, axis) in axes.enumerated() {
          for time in axis { rows.append(instant(time), to: number) }
        }
      }
      for (number, axis) in axes.enumerated() {
        #expect(rows.count(of: number) == axis.count)
        #expect(rows.times(of: number) == axis.map { instant($0) })
      }
      #expect(rows.count(of: axes.count) == 0)
      #expect(rows.count(of: 99) == 0)
    }
  }

  @Test("know their missing cells, and end where a row goes elsewhere")
  func marks() {
    var rows = OtherRows { _ in false }
    var marks = CellMarks()
    let isTaken = rows.takes(3, named: "a")
    #expect(isTaken)
    for time in 0..<4 {
      rows.append(instant(time), to: 3)
      if time == 2 { rows.noteMissing(1, of: 3) }
    }
    #expect(rows.marks(0, of: 3, sharing: &marks) == [1, 1, 1, 1])
    let found = rows.marks(1, of: 3, sharing: &marks)
    #expect(found.map(\.isNaN) == [false, false, true, false])
    rows.close(3)
    let isTakenAgain = rows.takes(3, named: "a")
    #expect(!isTakenAgain)
    #expect(rows.count(of: 3) == 4)
  }
}
