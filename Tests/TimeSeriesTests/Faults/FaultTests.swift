import Files
import Testing

@testable import TimeSeries

@Suite("A series with a fault of its own")
struct FaultTests {
  @Test("has its line and reason told, and the others are read as without it", arguments: numbers + times)
  func readsOthers(_ test: FaultCase) throws { try test.check() }

  @Test("in the parts of its rows is no other", arguments: rows)
  func findsItsRow(_ test: FaultCase) throws { try test.check() }

  @Test("in the order of its rows, or in all of them, is no other", arguments: wholes)
  func findsTheWhole(_ test: FaultCase) throws { try test.check() }

  @Test("does not decide how others are written", arguments: forms)
  func leavesForms(_ test: FaultCase) throws { try test.check() }

  /// Cells that are no numbers.
  static let numbers = ["abc", "\"1,5\"", "12 kg", "1e999", "inf", "--", "1.2.3", "0x1F", "$5"].map { cell in
    FaultCase.row("value \(cell)", "broken,2024-01-05,\(cell)", says: "column 3 \"y\"")
  }

  /// Cells that are no times, or others than those of the other rows.
  static let times = [
    "2024-13-01", "2024-02-30", "banana", "", "01/05/2024", "2024-01-05T00:00:00Z", "20240105", "24-01-05",
    "2024-01-05 12:00:00+02:00", "Jan 5", "2024", "1704412800", "NaN", "5",
  ].map { cell in FaultCase.row("time '\(cell)'", "broken,\(cell),1.5", says: "column 2 \"ds\"") }

  /// Rows that are not parted into the header's fields.
  static let rows =
    [
      ("a field too much", "broken,2024-01-05,1.5,7"), ("many too much", "broken,2024-01-05,1,5,7,8,9"),
      ("an empty one too much", "broken,2024-01-05,1.5,"), ("one too few", "broken,2024-01-05"),
      ("cut off in the time", "broken,2024"), ("cut off after the name", "broken,"),
      ("the name alone", "broken"),
      ("a time that is none and a field too much", "broken,2024-99-05,1.5,7"),
    ].map { FaultCase.row($0, $1, says: "field") }
    + [
      FaultCase.row("a quote inside a cell", "broken,2024-01-05,1\"5", says: "quote"),
      FaultCase.row("text behind a quote", "broken,2024-01-05,\"1\"5", says: "quote"),
      FaultCase.row("a quote in the time", "broken,2024-01\"-05,1.5", says: "quote"),
      FaultCase.row("a NUL byte", "broken,2024-01-05,1\0", says: "NUL"),
      FaultCase.row("a carriage return", "broken,2024-01-05,1\r5", says: "carriage return"),
    ] + placed

  /// Rows whose series is named elsewhere than at the beginning.
  private static let placed = [
    FaultCase(
      "the name last and a field too much", says: "4 fields", header: ["ds", "y", "unique_id"],
      cells: { [FaultCase.day($1), FaultCase.value($0, $1), $0] },
      breaking: { $0.replacing(4, with: "2024-01-05,1,5,broken") }),
    FaultCase(
      "the name last and a quote inside a cell", says: "quote", header: ["ds", "y", "unique_id"],
      cells: { [FaultCase.day($1), FaultCase.value($0, $1), $0] },
      breaking: { $0.replacing(4, with: "2024-01-05,1\"5,broken") }),
    FaultCase(
      "the name between and a field too few", says: "2 fields", header: ["ds", "unique_id", "y"],
      cells: { [FaultCase.day($1), $0, FaultCase.value($0, $1)] },
      breaking: { $0.replacing(4, with: "2024-01-05,broken") }),
    FaultCase(
      "a quote that is not closed, where all cells have some", says: "never closed",
      cells: { ["\"\($0)\"", "\"\(FaultCase.day($1))\"", "\"\(FaultCase.value($0, $1))\""] },
      breaking: { $0.replacing(4, with: "\"broken\",\"2024-01-05\",\"1.5") }),
    FaultCase(
      "a quote that is not closed, where some cells have some", says: "never closed",
      cells: { [$0, FaultCase.day($1), $1 % 4 == 0 ? "\"\(FaultCase.value($0, $1))\"" : "5"] },
      breaking: {
        $0.replacing(5, with: "broken,\"2024-01-06,1.5").replacing(4, with: "broken,2024-01-05,\"1.5")
      }),
    FaultCase(
      "the name last and a quote in the time", says: "quote", header: ["ds", "y", "unique_id"],
      cells: { [FaultCase.day($1), FaultCase.value($0, $1), $0] },
      breaking: { $0.replacing(4, with: "2024-01\"-05,1.5,broken") }),
    FaultCase(
      "every row has a field too much", line: 0, says: "4 fields", breaking: { $0.map { $0 + ",9" } }),
    FaultCase(
      "every row lacks its value", line: 0, says: "2 fields",
      breaking: { $0.map { $0.split(separator: ",").dropLast().joined(separator: ",") } }),
  ]

  /// Faults of rows that can be read, but not together.
  static let wholes = [
    FaultCase("a time twice", line: 5, says: "also that of line", breaking: { $0.replacing(5, with: $0[4]) }),
    FaultCase(
      "a time before another", says: "is before that of line",
      breaking: { Array($0[..<3] + [$0[4], $0[3]] + $0[5...]) }),
    FaultCase(
      "a shuffle", line: nil, says: "",
      breaking: { lines in [7, 2, 9, 0, 4, 1, 8, 3, 6, 5].map { lines[$0] } }),
    FaultCase(
      "a static column that changes", says: "changes from", header: ["unique_id", "ds", "y", "size"],
      cells: { [$0, FaultCase.day($1), FaultCase.value($0, $1), "\($0.utf8.count)"] },
      with: { $0.statics = ["size"] },
      breaking: { $0.replacing(4, with: $0[4].replacing(",6", with: ",7")) }),
    FaultCase(
      "a time far away, on a grid", line: nil, says: "too many",
      cells: { [$0, "2024-01-01 00:0\($1):00", FaultCase.value($0, $1)] }, with: { $0.every = "1m" },
      breaking: { $0.replacing(9, with: "broken,9999-01-01 00:00:00,1") }),
    FaultCase(
      "a word in a covariate", says: "\"x\"", header: ["unique_id", "ds", "y", "x"],
      cells: { [$0, FaultCase.day($1), FaultCase.value($0, $1), FaultCase.value($0, $1 + 3)] },
      with: { $0.past = ["x"] },
      breaking: { $0.replacing(4, with: "broken,2024-01-05,1,high") }),
  ]

  /// Files whose cells have a form that one cell can hide.
  static let forms = [
    FaultCase(
      "dollars, and a plain number", line: nil, says: "column 3",
      cells: { [$0, FaultCase.day($1), "$\(FaultCase.value($0, $1))"] },
      breaking: { $0.replacing(4, with: "broken,2024-01-05,5") }),
    FaultCase(
      "percents, and a word", says: "\"y\"",
      cells: { [$0, FaultCase.day($1), "\(FaultCase.value($0, $1)) %"] },
      breaking: { $0.replacing(4, with: "broken,2024-01-05,low") }),
    FaultCase(
      "a year for the first time", line: nil, says: "\"ds\"",
      breaking: { $0.replacing(0, with: "broken,2024,5") }),
    FaultCase(
      "a date in another order for the first time", line: nil, says: "\"ds\"",
      breaking: { $0.replacing(0, with: "broken,01.01.2024,5") }),
    FaultCase(
      "a word for the first value", line: 0, says: "\"y\"",
      breaking: { $0.replacing(0, with: "broken,2024-01-01,n.a.?") }),
    FaultCase(
      "days first, and one that cannot be", says: "", header: ["unique_id", "ds", "y"],
      cells: { [$0, "\($1 + 11)/01/2024", FaultCase.value($0, $1)] },
      breaking: { $0.replacing(4, with: "broken,01/15/2024,5") }),
    FaultCase(
      "days first, and a series with months first", line: nil, says: "month first",
      cells: { [$0, "\($1 + 11)/01/2024", FaultCase.value($0, $1)] },
      breaking: { (0..<$0.count).map { "broken,01/\($0 + 11)/2024,5" } }),
    FaultCase(
      "seconds, and a series in milliseconds", line: nil, says: "thousand",
      cells: { [$0, "\(1_704_067_200 + 86_400 * $1)", FaultCase.value($0, $1)] },
      breaking: { $0.map(\.thousandfold) }),
    FaultCase(
      "seconds, and a word", says: "\"ds\"",
      cells: { [$0, "\(1_704_067_200 + 86_400 * $1)", FaultCase.value($0, $1)] },
      breaking: { $0.replacing(4, with: "broken,soon,5") }),
    FaultCase(
      "digits of dates, and one too few", line: nil, says: "column 2", header: ["unique_id", "date", "y"],
      cells: { [$0, "202401\($1 + 11)", FaultCase.value($0, $1)] },
      breaking: { $0.replacing(4, with: "broken,2024011,5") }),
    FaultCase(
      "dates without an offset, and a series with", line: nil, says: "offsets",
      cells: { [$0, FaultCase.day($1) + " 10:00:00", FaultCase.value($0, $1)] },
      breaking: { $0.map { $0.replacing(":00:00,", with: ":00:00Z,") } }),
    FaultCase(
      "names of months, and a date with numbers", says: "\"ds\"",
      cells: { [$0, "\($1 + 11) Jan 2024", FaultCase.value($0, $1)] },
      breaking: { $0.replacing(4, with: "broken,2024-01-15,5") }),
    FaultCase(
      "a target beside another column of numbers, which would be forecast instead", isRefused: false,
      says: "\"y\"", header: ["unique_id", "ds", "y", "other"],
      cells: { [$0, FaultCase.day($1), FaultCase.value($0, $1), "\(($1 * 7) % 5).5"] },
      breaking: { $0.replacing(4, with: "broken,2024-01-05,abc,1.5") }),
    FaultCase(
      "an empty last field in every row", line: 2, says: "field", header: ["unique_id", "ds", "y"],
      cells: { [$0, FaultCase.day($1), FaultCase.value($0, $1), ""] },
      breaking: { $0.replacing(2, with: "broken,2024-01-03,5").replacing(4, with: "broken,2024-01-05,5,,,6") }
    ),
    FaultCase(
      "semicolons and decimal commas", says: "\"y\"", delimiter: ";",
      cells: { [$0, FaultCase.day($1), FaultCase.value($0, $1).replacing(".", with: ",")] },
      with: { $0.decimal = "," }, breaking: { $0.replacing(4, with: "broken;2024-01-05;1.234,5x") }),
    FaultCase(
      "two columns that name a series", id: "a/broken", says: "\"y\"", header: ["store", "item", "ds", "y"],
      cells: { ["a", $0, FaultCase.day($1), FaultCase.value($0, $1)] },
      with: { $0.id = "store,item" }, breaking: { $0.replacing(4, with: "a,broken,2024-01-05,x") }),
    FaultCase(
      "date and time apart", says: "\"time\"", header: ["unique_id", "date", "time", "y"],
      cells: { [$0, "2024-01-01", "1\($1):00", FaultCase.value($0, $1)] },
      breaking: { $0.replacing(4, with: "broken,2024-01-01,late,5") }),
  ]
}

extension [String] {
  /// The lines with another one at a place.
  fileprivate func replacing(_ place: Int, with line: String) -> [String] {
    var lines = self
    lines[place] = line
    return lines
  }
}

extension String {
  /// A row with its time, the second cell, a thousand times as large.
  fileprivate var thousandfold: String {
    var cells = split(separator: ",").map(String.init)
    cells[1] += "000"
    return cells.joined(separator: ",")
  }
}
