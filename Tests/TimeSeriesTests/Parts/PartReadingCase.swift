import Testing

@testable import TimeSeries

/// Files, and how they are read.
struct PartReadingCase: Sendable, CustomTestStringConvertible {
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

  private static let names = ["a", "bb", "\"c,1\"", "dé", "e", "f", "g"]

  static func date(_ day: Int) -> String {
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

  /// Rows of all series, plainly written.
  static let plain = rows("id,t,y") { "\(date($1)),\(value($0, $1))" }

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

  /// Every form of rows that is read in parts.
  static let cases = [
    Self("one axis", [plain]),
    Self(
      "axes that begin and end elsewhere",
      [rows("id,t,y") { $1 < $0 || $1 > 38 - $0 ? nil : "\(date($1)),\(value($0, $1))" }]),
    Self("rows left out", [rows("id,t,y") { ($0 + $1) % 11 == 3 ? nil : "\(date($1)),\(value($0, $1))" }]),
    Self(
      "missing cells",
      [rows("id,t,y") { "\(date($1)),\(($0 + $1) % 9 == 0 || $1 < $0 ? "" : "\(value($0, $1))")" }]),
    Self(
      "series without values", [rows("id,t,y") { "\(date($1)),\($0 % 2 == 0 ? "" : "\(value($0, $1))")" }]),
    Self(
      "the order of time",
      [
        "id,t,y\n"
          + (0..<40).flatMap { day in names.enumerated().map { "\($1),\(date(day)),\(value($0, day))\n" } }
          .joined()
      ]),
    Self("newest first", [rows("id,t,y") { "\(date(40 - $1)),\(value($0, $1))" }]),
    Self("no order", [rows("id,t,y") { "\(date($1 * 7 % 40)),\(value($0, $1))" }]) { $0.sorts = true },
    Self("times that come twice", [rows("id,t,y") { "\(date($1 / 2)),\(value($0, $1))" }]) {
      $0.keepFirstDuplicate = true
    },
    Self(
      "names in no order",
      [
        "id,t,y\n"
          + (0..<280).map { row in "\(names[row * 3 % 7]),\(date(row / 7)),\(value(row % 7, row))\n" }
          .joined()
      ]),
    Self(
      "times of day in one series",
      [rows("id,t,y") { "\(date($1)) \($0 == 4 ? "06" : "00"):00:00,\(value($0, $1))" }]),
    Self(
      "fractions in one series, which have no fixed form",
      [
        rows("id,t,y") { "\(date($1)) 06:00:00\($0 == 4 && $1 > 20 ? ".25" : ""),\(value($0, $1))" }
      ]),
    Self("UTC", [rows("id,t,y") { "\(date($1)) 06:00:00Z,\(value($0, $1))" }]),
    Self(
      "a zone with a change of clocks",
      [
        rows("id,t,y") { "2024-10-27 0\($1 / 10):\(10 + $1 % 10):00,\(value($0, $1))" }
      ]
    ) { $0.timeZone = "Europe/Berlin" },
    Self(
      "an hour that clocks show twice",
      [
        rows("id,t,y") {
          $1 > 11
            ? nil
            : "2024-10-27 0\([0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 9][$1]):\($1 == 11 ? 30 : 10):00,\(value($0, $1))"
        }
      ]
    ) { $0.timeZone = "Europe/Berlin" },
    Self(
      "a month first or a day",
      [rows("id,t,y") { "\(1 + $1 % 12)/\(1 + $0)/\(2000 + $1 / 12),\(value($0, $1))" }]
    ) { $0.timeFormat = "%m/%d/%Y" },
    Self("times of two forms in turns, beside notes of several lines", [turns]) { $0.id = "id" },
    Self("elapsed time", [rows("id,t,y") { "\($1 * 60 + $0),\(value($0, $1))" }]) { $0.timeUnit = .seconds },
    Self("steps", [plain]) { $0.rowsAreSteps = true },
    Self(
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
    Self("categories", [rows("id,t,y,s") { "\(date($1)),\(value($0, $1)),\($0 < 6 ? "north" : "south")" }]) {
      $0.statics = ["s"]
    },
    Self("several columns of names", [rows("id,t,y,k") { "\(date($1)),\(value($0, $1)),\($0 % 2)" }]) {
      $0.id = "id,k"
    },
    Self("a grid", [rows("id,t,y") { "\(date($1 + ($1 > 20 + $0 ? 3 : 0))),\(value($0, $1))" }]) {
      $0.every = "1d"
    },
    Self("gaps", [rows("id,t,y") { "\(date($1 + ($1 > 20 + $0 ? 9 : 0))),\(value($0, $1))" }]) {
      $0.maxGap = "3d"
    },
    Self("workdays", [rows("id,t,y") { $1 % 7 == 5 || $1 % 7 == 6 ? nil : "\(date($1)),\(value($0, $1))" }]),
    Self("plausible values", [plain]) {
      $0.plausibility = Plausibility()
      $0.plausibility?.ranges = [NamedRange("y=0..50")].compactMap(\.self)
    },
    Self("variances", [rows("id,t,y") { "\(date($1)),\(100 + value($0, $1))" }]) { $0.volatility = .squared },
    Self("two files of the same series", [plain, rows("id,t,y") { "\(date($1 + 40)),\(value($0, $1))" }]) {
      $0.id = "id"
    },
    Self(
      "a file a series",
      (0..<4).map { index in "t,y\n" + (0..<40).map { "\(date($0 + index)),\(value(index, $0))\n" }.joined() }
    ),
    Self(
      "rows known ahead", [rows("id,t,y,f") { "\(date($1)),\(value($0, $1)),\($1 % 4)" }],
      future: rows("id,t,f") { $1 > 2 ? nil : "\(date($1 + 40)),\($1)" }
    ) { $0.future = ["f"] },
    Self(
      "comments, blanks and quotes",
      [plain.replacing("\n", with: "\n# \n", maxReplacements: 30).replacing("bb,", with: "\"bb\",")]
    ) { $0.comment = "#" },
    Self(
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
    Self(
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
}
