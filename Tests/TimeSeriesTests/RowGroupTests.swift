import Files
import Testing

@testable import TimeSeries

@Suite("The rows of one series")
struct RowGroupTests {
  private static func instants(_ times: [Int]) -> [Instant] { times.map { Instant(seconds: Int64($0)) } }

  /// Rows at `times` whose only column has their places from 0, in a file whose first row is line 2.
  private static func group(_ times: [Int], name: String? = nil) -> RowGroup {
    RowGroup(name: name, times: instants(times), columns: [times.indices.map { Double($0) }])
  }

  private static var lines: LineMap {
    var lines = LineMap()
    lines.note(row: 0, line: 2, file: "f.csv")
    return lines
  }

  private static func order(
    _ group: inout RowGroup, _ rule: RowGroup.OrderRule, idHint: String? = nil
  ) throws(Failure) -> RowGroup.Ordering {
    try group.putInOrder(rule, lines: lines, text: TimeText(kind: .step)) { idHint }
  }

  // MARK: - Division of a table

  private static func table(series: [Int32], times: [Int], values: [[Double]]) -> RowTable {
    var table = RowTable(columnNames: values.indices.map { "c\($0)" })
    table.values = values
    table.series = series
    table.instants = instants(times)
    return table
  }

  @Test("are all rows of its number, in their order, with their places")
  func groups() throws {
    let table = Self.table(
      series: [1, 0, 1, 1, 0], times: [5, 6, 7, 8, 9], values: [[1, 2, 3, 4, 5], [6, 7, 8, 9, .nan]])
    let groups = RowGroup.groups(of: table, names: ["b", "a", "none"])
    #expect(groups.map(\.name) == ["b", "a"])
    #expect(groups.map(\.times) == [Self.instants([6, 9]), Self.instants([5, 7, 8])])
    #expect(groups.map(\.rows) == [[1, 4], [0, 2, 3]])
    #expect(groups[1].columns == [[1, 3, 4], [6, 8, 9]])
    #expect(groups[0].columns[0] == [2, 5] && groups[0].columns[1][0] == 7)
    #expect(groups[0].columns[1][1].isNaN)
  }

  @Test("of a series whose values are not needed are 1, or missing")
  func marks() {
    let table = Self.table(series: [0, 1, 0, 1], times: [1, 1, 2, 2], values: [[3, 4, 5, .nan]])
    let groups = RowGroup.groups(of: table, names: ["a", "b"]) { $0 == "a" }
    #expect(groups[0].columns == [[3, 5]])
    #expect(groups[1].columns[0][0] == 1 && groups[1].columns[0][1].isNaN)
  }

  @Test("are the whole table where it has one series, and count their steps where it has no times")
  func single() {
    let groups = RowGroup.groups(
      of: Self.table(series: [], times: [], values: [[7, 8, 9]]), names: [])
    #expect(groups.count == 1 && groups[0].name == nil && groups[0].rows == nil)
    #expect(groups[0].times == Self.instants([0, 1, 2]))
    let several = RowGroup.groups(
      of: Self.table(series: [0, 1, 1], times: [], values: [[7, 8, 9]]), names: ["a", "b"])
    #expect(several.map(\.times) == [Self.instants([0]), Self.instants([0, 1])])
  }

  @Test(
    "are once for each series that the header tells apart",
    arguments: [
      (nil, ["x"], ["x"]), ("a", ["x"], ["a"]), (nil, ["x", "y"], ["x", "y"]),
      ("a", ["x", "y"], ["a/x", "a/y"]),
    ] as [(String?, [String], [String])])
  func division(name: String?, entities: [String], expected: [String]) {
    var group = Self.group([1, 2], name: name)
    group.columns = (0..<2 * entities.count).map { [Double($0), 0] }
    let parts = group.divided(among: entities)
    #expect(parts.map(\.name) == expected)
    #expect(parts.flatMap(\.columns) == group.columns)
    #expect(parts.allSatisfy { $0.times == group.times && $0.columns.count == 2 })
  }

  // MARK: - Order

  /// Times, what is done with them, and the places of the rows that are left, with what was done.
  private static var ordered: [([Int], RowGroup.OrderRule, [Double], String)] {
    [
      ([], .init(), [], ""), ([4], .init(), [0], ""), ([1, 2, 9], .init(), [0, 1, 2], ""),
      ([3, 2, 1], .init(), [2, 1, 0], "reversed"),
      ([1, 3, 2], .init(sorts: true), [0, 2, 1], "sorted"),
      ([1, 2, 3], .init(keepsFirst: true, sorts: true), [0, 1, 2], ""),
      ([3, 2, 1], .init(sorts: true), [2, 1, 0], "reversed"),
      ([1, 1, 2, 2, 2], .init(keepsFirst: true), [0, 2], "3 left out"),
      ([2, 2, 1], .init(keepsFirst: true), [2, 0], "reversed, 1 left out"),
      // What came before may come again after others.
      ([1, 2, 1], .init(keepsFirst: true), [0, 1], "1 left out"),
      ([2, 1, 2, 3], .init(keepsFirst: true, sorts: true), [1, 0, 3], "sorted, 1 left out"),
    ]
  }

  @Test("are put in order, oldest first", arguments: ordered.indices)
  func order(index: Int) throws {
    let (times, rule, expected, words) = Self.ordered[index]
    var group = Self.group(times)
    let ordering = try Self.order(&group, rule)
    #expect(group.columns == [expected])
    #expect(group.times == Self.instants(expected.map { times[Int($0)] }))
    #expect(group.rows == (words.isEmpty ? nil : expected.map { Int32($0) }))
    var done: [String] = []
    if ordering.isReversed { done.append("reversed") }
    if ordering.isSorted { done.append("sorted") }
    if ordering.duplicateCount > 0 { done.append("\(ordering.duplicateCount) left out") }
    #expect(done.joined(separator: ", ") == words)
  }

  /// Times, what is done with them, and the line, the message and the fix of the refusal.
  private static var refused: [([Int], RowGroup.OrderRule, Int, String, String)] {
    [
      (
        [1, 5_000, 3], .init(), 4, "the time 3 is before that of line 3, 5000 in series \"a\"",
        "--sort reads the rows in the order of their times"
      ),
      (
        [9_000, 1, 5_000, 0], .init(), 4,
        "the time 5000 is after that of line 3, 1 in series \"a\", though the rows are newest first",
        "--sort reads the rows in the order of their times"
      ),
      (
        [1, 9_000, 9_000], .init(), 4, "the time 9000 is also that of line 3 in series \"a\"",
        "--duplicates first keeps the first row of each time"
      ),
      (
        [1, 9_000, 9_000, 20_000], .init(sorts: true), 4,
        "the time 9000 is also that of line 3 in series \"a\"",
        "--duplicates first keeps the first row of each time"
      ),
      (
        [1, 9_000, 1], .init(), 4,
        "the time 1 is before that of line 3, 9000 in series \"a\"; 1 rows have a time that came before, the first in line 4",
        "--duplicates first keeps the first row of each time"
      ),
      (
        [9_000, 20_000, 1, 20_000], .init(), 4,
        "the time 1 is before that of line 3, 20000 in series \"a\"; 1 rows have a time that came before, the first in line 5",
        "--duplicates first keeps the first row of each time, with --sort in the order of their times"
      ),
    ]
  }

  @Test("are refused in no order with two lines and the option that helps", arguments: refused.indices)
  func refusals(index: Int) throws {
    let (times, rule, line, message, fix) = Self.refused[index]
    let failure = #expect(throws: Failure.self) {
      var group = Self.group(times, name: "a")
      _ = try Self.order(&group, rule)
    }
    #expect(failure?.cause == .data && failure?.place?.line == line && failure?.series == "a")
    #expect(failure?.message == message)
    #expect(failure?.fix == fix)
    // The fix helps.
    let fixed = RowGroup.OrderRule(
      keepsFirst: fix.contains("--duplicates first"), sorts: fix.contains("--sort"))
    var group = Self.group(times)
    _ = try Self.order(&group, fixed)
    #expect(group.times == Set(times).sorted().map { Instant(seconds: Int64($0)) })
  }

  @Test("may belong to several series, which is then suggested first")
  func severalSeries() {
    for (times, fix) in [
      ([1, 9_000, 3], "--id stay; otherwise --sort reads the rows in the order of their times"),
      ([1, 9_000, 9_000], "--id stay"), ([1, 9_000, 1], "--id stay"),
    ] {
      let failure = #expect(throws: Failure.self) {
        var group = Self.group(times)
        _ = try Self.order(&group, .init(), idHint: "--id stay")
      }
      #expect(failure?.fix == fix)
    }
  }

  // MARK: - Clocks

  private static func civil(_ month: Int, _ day: Int, _ hour: Int, _ minute: Int = 0) -> Int {
    Int(CivilDate(year: 2024, month: month, day: day).daysSinceEpoch) * 86_400 + hour * 3_600 + minute * 60
  }

  @Test("that clocks show twice are told apart by their order, newest first too")
  func repeatedTimes() {
    for isNewestFirst in [false, true] {
      var times = [100, 200, 200, 5_000]
      if isNewestFirst { times.reverse() }
      var group = Self.group(times)
      group.resolveRepeatedTimes([1: 3_600, 2: 3_600])
      let expected = [100, 200, 3_800, 5_000]
      #expect(group.times == Self.instants(isNewestFirst ? expected.reversed() : expected))
    }
    var others = Self.group([100, 200, 200])
    others.resolveRepeatedTimes([:])
    #expect(others.times == Self.instants([100, 200, 200]))
  }

  @Test("an hour that may have come twice is met with the zone where it has")
  func clocksHint() throws {
    var group = Self.group([Self.civil(10, 27, 2, 30), Self.civil(10, 27, 2, 0)])
    #expect(group.clocksHint(1)?.hasPrefix("--timezone Europe/Berlin, or the zone") == true)
    #expect(group.clocksHint(0) == nil)
    group.times = Self.instants([Self.civil(10, 26, 2, 30), Self.civil(10, 26, 2, 0)])
    #expect(group.clocksHint(1) == nil)
    group.times = Self.instants([Self.civil(11, 3, 1, 30), Self.civil(11, 3, 1, 0)])
    #expect(group.clocksHint(1)?.hasPrefix("--timezone America/New_York, or the zone") == true)
    group.zone = try TimeZoneTable(named: "UTC")
    #expect(group.clocksHint(1) == nil)
  }

  @Test("a step that is an hour longer or shorter on the clock is where clocks were changed")
  func clockChange() throws {
    let hour: Int64 = 3_600_000_000_000
    let spring = Self.group([0, 1, 3, 4].map { Self.civil(3, 31, $0) })
    let found = try #require(spring.clockChange(step: hour))
    #expect(found.zone == "Europe/Berlin" && found.row == 2)
    #expect(spring.clockChange(step: 2 * hour) == nil)
    #expect(spring.clockChange(step: hour / 2 + 1) == nil)
    #expect(spring.clockChange(step: 24 * hour) == nil)
    #expect(Self.group([0, 1, 3, 4].map { Self.civil(6, 1, $0) }).clockChange(step: hour) == nil)
  }

  @Test(
    "of times of day pass midnight where the clock falls back",
    arguments: [
      // From the first row, or on the day of the first row.
      (nil, [22, 23, 1, 2], [0, 1, 3, 4]), (10, [22, 23, 1, 2], [262, 263, 265, 266]),
      // Stopwatches show elapsed time itself.
      (nil, [0, 5, 20, 1], [0, 5, 20, 25]),
      // Newest first, and twice around.
      (nil, [2, 1, 23, 22], [4, 3, 1, 0]), (nil, [20, 4, 8, 20, 2], [0, 8, 12, 24, 30]),
    ] as [(Int64?, [Int], [Int])])
  func clockTimes(firstDay: Int64?, hours: [Int], expected: [Int]) {
    var groups = [Self.group(hours.map { 3_600 * $0 })]
    ClockTimes(firstDay: firstDay, zone: nil).resolve(&groups)
    #expect(groups[0].times == Self.instants(expected.map { 3_600 * $0 }))
  }
}
