import Files
import Testing

@testable import TimeSeries

@Suite("A regular grid of times")
struct RegularGridTests {
  private static let second: Int64 = 1_000_000_000

  /// Rows of one column at `times`, in seconds.
  private static func group(_ times: [Double], _ columns: [[Double]]) -> RowGroup {
    RowGroup(
      name: "a",
      times: times.map { time in
        let seconds = time.rounded(.down)
        return Instant(
          seconds: Int64(seconds), nanoseconds: Int32(((time - seconds) * 1e9).rounded()))
      }, columns: columns)
  }

  /// Irregular times and the grid's times in seconds, with the positions of the rows that its values are of;
  /// `nil` where they are missing.
  private struct Case: Sendable {
    var every: Double
    var gap: Double?
    var times: [Double]
    var expected: [(Double, Int?)]
  }

  private static let cases = [
    Case(every: 60, times: [], expected: []),
    Case(every: 60, times: [90], expected: [(120, 0)]),
    // The nearest in time, at most half a step away; half a step belongs to the later time.
    Case(every: 60, times: [58, 61, 65], expected: [(60, 1)]),
    Case(every: 60, times: [29.5, 30], expected: [(0, 0), (60, 1)]),
    Case(every: 60, times: [-31, -30], expected: [(-60, 0), (0, 1)]),
    // Of two as near the earlier one.
    Case(every: 60, times: [50, 70], expected: [(60, 0)]),
    // Gaps are filled, up to the next row or as far as they may reach.
    Case(
      every: 60, times: [0, 240], expected: [(0, 0), (60, nil), (120, nil), (180, nil), (240, 1)]),
    Case(every: 60, gap: 90, times: [0, 240], expected: [(0, 0), (60, nil), (240, 1)]),
    Case(every: 60, gap: 120, times: [0, 240], expected: [(0, 0), (60, nil), (120, nil), (240, 1)]),
    Case(every: 60, gap: 1, times: [0, 240], expected: [(0, 0), (240, 1)]),
    Case(every: 60, gap: 900, times: [0, 120], expected: [(0, 0), (60, nil), (120, 1)]),
    Case(every: 0.25, times: [0.125, 0.376, 0.5], expected: [(0.25, 0), (0.5, 2)]),
    Case(
      every: 86_400, times: [-3 * 86_400 + 5, -86_400],
      expected: [(-259_200, 0), (-172_800, nil), (-86_400, 1)]),
  ]

  @Test("takes the nearest values and fills gaps", arguments: cases.indices)
  func rows(index: Int) throws {
    let item = Self.cases[index]
    let values = item.times.indices.map { Double($0) }
    let group = Self.group(item.times, [values])
    let grid = RegularGrid(
      spacing: Int64(item.every * 1e9), maxGap: item.gap.map { Int64($0 * 1e9) }, isOfDays: false)
    let found = try grid.applied(to: group)
    #expect(found.times == Self.group(item.expected.map(\.0), []).times)
    #expect(found.columns[0].map { $0.isNaN ? nil : Int($0) } == item.expected.map(\.1))
    #expect(grid.rowCount(of: group) == Int128(item.expected.count))
    #expect(found.name == "a")
  }

  @Test("takes each column's own nearest value, and the place of the last row")
  func columns() throws {
    let nan = Double.nan
    var group = Self.group([55, 60, 63, 118], [[1, nan, 3, 4], [5, 6, 7, nan]])
    group.rows = [10, 20, 30, 40]
    let grid = RegularGrid(spacing: 60 * Self.second, maxGap: nil, isOfDays: false)
    let found = try grid.applied(to: group)
    #expect(found.columns[0] == [3, 4])
    #expect(found.columns[1][0] == 6 && found.columns[1][1].isNaN)
    #expect(found.rows == [30, 40])
  }

  @Test("of days has the midnights of the zone's clocks, whatever their length")
  func days() throws {
    var zoned = Self.group([], [[1, 2, 3]])
    // In Berlin clocks are put forward on 2024-03-31: 23:30 on the 30th, 00:10 on the 1st, 00:20 on the 2nd.
    let day = CivilDate(year: 2024, month: 3, day: 31).daysSinceEpoch * 86_400
    zoned.times = [day - 5_400, day + 86_400 - 6_600, day + 2 * 86_400 - 6_000].map { Instant(seconds: $0) }
    zoned.zone = try TimeZoneTable(named: "Europe/Berlin")
    let grid = RegularGrid(spacing: 86_400 * Self.second, maxGap: nil, isOfDays: true)
    let found = try grid.applied(to: zoned)
    #expect(found.times.map { $0.seconds - day } == [-3_600, 79_200, 165_600])
    #expect(found.columns == [[1, 2, 3]])
    zoned.zone = nil
    #expect(try grid.applied(to: zoned).times.map { $0.seconds - day } == [0, 86_400, 172_800])
  }

  @Test("that would have too many rows is refused with what helps")
  func tooLarge() throws {
    let group = Self.group([0, 1e9], [[1, 2]])
    let grid = RegularGrid(spacing: Self.second, maxGap: nil, isOfDays: false)
    let failure = #expect(throws: Failure.self) { try grid.applied(to: group) }
    #expect(failure?.cause == .limit && failure?.series == "a")
    #expect(failure?.fix == "choose a longer --every, or cut at long gaps with --max-gap")
    #expect(grid.rowCount(of: group) == 1_000_000_001)
    let cut = RegularGrid(spacing: Self.second, maxGap: Self.second, isOfDays: false)
    #expect(try cut.applied(to: group).times.count == 3)
  }
}
