import Testing
import TimeSeries

@testable import Charts

@Suite("Ticks")
struct TicksTests {
  private func labels(
    _ scale: Axis.Scale, _ range: ClosedRange<Double>, most: Int = 6
  ) throws -> [String] {
    let shown = try #require(AxisRange(Axis(scale: scale), showing: range, margins: (0, 0)))
    return Ticks.choose(scale, in: shown, most: most) { _ in true }.map(\.label)
  }

  @Test(
    "Numbers stand at 1, 2 and 5 times powers of ten, in as many digits as tell them apart",
    arguments: [
      (0, 1, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
      (0.1, 0.35, ["0.10", "0.15", "0.20", "0.25", "0.30", "0.35"]),
      (-3, 7, ["-2", "0", "2", "4", "6"]),
      (0, 5_000, ["0", "1,000", "2,000", "3,000", "4,000", "5,000"]),
      (3_900, 4_800, ["4,000", "4,200", "4,400", "4,600", "4,800"]),
      (0, 100_000, ["0", "20,000", "40,000", "60,000", "80,000", "100,000"]),
      (0, 5_000_000, ["0", "1M", "2M", "3M", "4M", "5M"]),
      (1_000_000, 1_600_000, ["1.0M", "1.2M", "1.4M", "1.6M"]),
      (2e9, 9e9, ["2B", "4B", "6B", "8B"]),
      (0, 4e12, ["0", "1T", "2T", "3T", "4T"]),
      (0, 4e15, ["0", "1e15", "2e15", "3e15", "4e15"]),
      (1_234_567, 1_234_571, ["1,234,567", "1,234,568", "1,234,569", "1,234,570", "1,234,571"]),
      (0, 4e-5, ["0", "1e-5", "2e-5", "3e-5", "4e-5"]),
      (0.001, 0.0016, ["0.0010", "0.0012", "0.0014", "0.0016"]),
      (1e-300, 4e-300, ["1e-300", "2e-300", "3e-300", "4e-300"]),
      (-1e300, 1e300, ["-1e300", "-5e299", "0", "5e299", "1e300"]),
      (7, 7, ["6.8", "7.0", "7.2"]),
      (0, 0, ["-1.0", "-0.5", "0.0", "0.5", "1.0"]),
      (1e15, 1e15, ["9.6e14", "9.8e14", "1e15", "1.02e15", "1.04e15"]),
    ] as [(Double, Double, [String])])
  func numbers(lower: Double, upper: Double, expected: [String]) throws {
    #expect(try labels(.numbers, lower...upper) == expected)
  }

  @Test("Whatever the range, ticks are few, lie inside and have names of their own")
  func everyRange() throws {
    let ends = [
      0, 1e-300, 3e-8, 0.3, 1, 7, 99.99, 1e5, 123_456_789, 1e15, 9e18, 1e100, 1e300, 1.7e308,
    ]
    let all = ends + ends.map { -$0 }
    for lower in all {
      for upper in all + [lower.nextUp, lower * (1 + 1e-9)] where lower <= upper {
        for scale in ChartCases.scales.map(\.1) {
          let range = try #require(
            AxisRange(Axis(scale: scale), showing: lower...upper, margins: (0.05, 0.05)))
          #expect(range.lower < range.upper && range.lower.isFinite && range.upper.isFinite)
          let ticks = Ticks.choose(scale, in: range, most: 6) { _ in true }
          #expect(ticks.count <= 6)
          let shares = ticks.map { range.fraction(of: $0.value) }
          #expect(shares.allSatisfy { (-1e-3...1 + 1e-3).contains($0) }, "\(range) \(scale) \(ticks)")
          #expect(Set(ticks.map { $0.label + $0.context }).count == ticks.count)
        }
      }
    }
  }

  @Test("Whole numbers have no ticks between them, and shares are percentages")
  func otherNumbers() throws {
    #expect(try labels(.wholeNumbers, 1...3) == ["1", "2", "3"])
    #expect(try labels(.wholeNumbers, 1...40) == ["10", "20", "30", "40"])
    #expect(try labels(.shares, 0...1) == ["0 %", "20 %", "40 %", "60 %", "80 %", "100 %"])
    #expect(try labels(.shares, 0.91...0.92) == ["91.0 %", "91.2 %", "91.4 %", "91.6 %", "91.8 %", "92.0 %"])
    #expect(try labels(.timeOfDay, 0...86_400, most: 5) == ["00:00", "06:00", "12:00", "18:00", "24:00"])
    #expect(try labels(.categories(["a", "b", "c"]), 0...2, most: 2) == ["a", "c"])
  }

  private func seconds(_ year: Int, _ month: Int = 1, _ day: Int = 1, _ seconds: Double = 0) -> Double {
    Double(CivilDate(year: year, month: month, day: day).daysSinceEpoch) * 86_400 + seconds
  }

  /// A length of time, in words, in seconds, and the names and contexts of its ticks.
  private static let spans: [(Double, [String], [String])] = [
    (
      0.004, ["12:00:00.000", "12:00:00.001", "12:00:00.002", "12:00:00.003", "12:00:00.004"], ["29 Feb 2024"]
    ),
    (
      0.25, ["12:00:00.00", "12:00:00.05", "12:00:00.10", "12:00:00.15", "12:00:00.20", "12:00:00.25"],
      ["29 Feb 2024"]
    ),
    (4, ["12:00:00", "12:00:01", "12:00:02", "12:00:03", "12:00:04"], ["29 Feb 2024"]),
    (
      90, ["12:00:00", "12:00:15", "12:00:30", "12:00:45", "12:01:00", "12:01:15", "12:01:30"],
      ["29 Feb 2024"]
    ),
    (1_800, ["12:00", "12:05", "12:10", "12:15", "12:20", "12:25", "12:30"], ["29 Feb 2024"]),
    (21_600, ["12:00", "13:00", "14:00", "15:00", "16:00", "17:00", "18:00"], ["29 Feb 2024"]),
    (86_400, ["12:00", "18:00", "00:00", "06:00", "12:00"], ["29 Feb 2024", "1 Mar 2024"]),
    (
      3 * 86_400, ["12:00", "00:00", "12:00", "00:00", "12:00", "00:00", "12:00"],
      ["29 Feb 2024", "1 Mar 2024", "2 Mar 2024", "3 Mar 2024"]
    ),
    (7 * 86_400, ["1 Mar", "2 Mar", "3 Mar", "4 Mar", "5 Mar", "6 Mar", "7 Mar"], ["2024"]),
    (30 * 86_400, ["4 Mar", "11 Mar", "18 Mar", "25 Mar"], ["2024"]),
    (90 * 86_400, ["4 Mar", "18 Mar", "1 Apr", "15 Apr", "29 Apr", "13 May", "27 May"], ["2024"]),
    (200 * 86_400, ["Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep"], ["2024"]),
    (400 * 86_400, ["Mar", "May", "Jul", "Sep", "Nov", "Jan", "Mar"], ["2024", "2025"]),
    (1_100 * 86_400, ["Jul", "Jan", "Jul", "Jan", "Jul", "Jan"], ["2024", "2025", "2026", "2027"]),
    (10 * 365.25 * 86_400, ["2026", "2028", "2030", "2032", "2034"], []),
    (60 * 365.25 * 86_400, ["2030", "2040", "2050", "2060", "2070", "2080"], []),
    (200 * 365.25 * 86_400, ["2050", "2100", "2150", "2200"], []),
  ]

  @Test("Times stand at round times of the calendar, from milliseconds to centuries", arguments: spans)
  func times(length: Double, expected: [String], contexts: [String]) throws {
    let start = seconds(2024, 2, 29, 43_200)
    let range = AxisRange(from: start, to: start + length)
    let ticks = Ticks.choose(.calendar, in: range, most: 7) { _ in true }
    #expect(ticks.map(\.label) == expected)
    let row = TickRow(
      ticks, in: -1e6...1e6, gap: 1, position: { range.fraction(of: $0) * 1e5 }, length: { Double($0.count) })
    #expect(row.contexts.map(\.text) == contexts)
  }

  @Test("Names of times never touch, however narrow the axis", arguments: spans)
  func fitting(length: Double, expected: [String], contexts: [String]) {
    for width in stride(from: 12.0, through: 200, by: 7) {
      let start = seconds(1999, 12, 30, 80_000)
      let range = AxisRange(from: start, to: start + length)
      func row(_ ticks: [Tick]) -> TickRow {
        TickRow(
          ticks, in: 0...width, gap: 1, position: { range.fraction(of: $0) * width },
          length: { Double($0.count) })
      }
      let ticks = Ticks.choose(.calendar, in: range, most: 30) { row($0).isFree }
      let shown = row(ticks)
      #expect(!ticks.isEmpty || length < 0.01)
      #expect(shown.isFree || ticks.count == 1)
      for places in [shown.labels, shown.contexts] {
        #expect(zip(places, places.dropFirst()).allSatisfy { $0.start + $0.length + 1 <= $1.start + 1e-9 })
      }
    }
  }

  @Test("Years before our era, and times that no calendar reaches, have ticks")
  func farTimes() {
    let early = Ticks.choose(.calendar, in: AxisRange(from: seconds(-50), to: seconds(50)), most: 6) { _ in
      true
    }
    #expect(
      early.map(\.label) == ["-50", "-25", "0", "25", "50"]
        || early.map(\.label) == ["-40", "-20", "0", "20", "40"])
    #expect(!Ticks.choose(.calendar, in: AxisRange(from: -1e300, to: 1e300), most: 6) { _ in true }.isEmpty)
  }

  @Test("Axes of times count in the unit of elapsed time")
  func axes() {
    let hour = Instant(seconds: 3_600, nanoseconds: 500_000_000)
    #expect(Axis.position(of: hour, .elapsed, unit: .minutes) == 3_600.5 / 60)
    #expect(Axis.position(of: hour, .elapsed, unit: .milliseconds) == 3_600_500)
    #expect(Axis.position(of: hour, .local) == 3_600.5)
    #expect(Axis.times(.elapsed, unit: .hours).label == "hours since the start")
    #expect(Axis.times(.utc).scale == .calendar && Axis.times(.step).scale == .wholeNumbers)
  }
}
