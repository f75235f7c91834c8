import Testing
import TimeSeries

@testable import Charts

@Suite("A step on the calendar")
struct CalendarStepTests {
  private static func seconds(_ year: Int, _ month: Int = 1, _ day: Int = 1, _ seconds: Double = 0) -> Double
  {
    Double(CivilDate(year: year, month: month, day: day).daysSinceEpoch) * 86_400 + seconds
  }

  @Test("is longer than the one before, by three and a half times at most")
  func ladder() {
    for (step, next) in zip(CalendarStep.ladder, CalendarStep.ladder.dropFirst()) {
      #expect(step.seconds < next.seconds && next.seconds <= 3.5 * step.seconds, "\(step), \(next)")
    }
    #expect(CalendarStep.ladder.first?.seconds == 1e-6)
  }

  /// A step, a range in seconds, and the ticks in it.
  private static let cases: [(CalendarStep, Double, Double, [Double])] = [
    (.microseconds(500_000), 0.4, 2, [0.5, 1, 1.5, 2]),
    (.microseconds(250), -0.0005, 0, [-0.0005, -0.00025, 0]),
    (.seconds(30), -61, 61, [-60, -30, 0, 30, 60]), (.seconds(21_600), 1, 86_399, [21_600, 43_200, 64_800]),
    (
      .days(1), seconds(2024, 2, 28), seconds(2024, 3, 1),
      [seconds(2024, 2, 28), seconds(2024, 2, 29), seconds(2024, 3, 1)]
    ),
    // Every other day since 1970-01-01, whatever the range begins with.
    (.days(2), seconds(2024, 1, 1), seconds(2024, 1, 5), [seconds(2024, 1, 2), seconds(2024, 1, 4)]),
    (.days(2), seconds(2024, 1, 3), seconds(2024, 1, 5), [seconds(2024, 1, 4)]),
    // Mondays, before 1970 too.
    (
      .weeks(1), seconds(1969, 12, 20), seconds(1970, 1, 6),
      [seconds(1969, 12, 22), seconds(1969, 12, 29), seconds(1970, 1, 5)]
    ),
    (.weeks(2), seconds(1970, 1, 1), seconds(1970, 2, 1), [seconds(1970, 1, 5), seconds(1970, 1, 19)]),
    // Months begin on their first day, from that at the beginning of the range on, and years as well.
    (
      .months(1), seconds(2023, 12), seconds(2024, 2),
      [seconds(2023, 12), seconds(2024, 1), seconds(2024, 2)]
    ),
    (.months(1), seconds(2024, 1, 1, 1), seconds(2024, 2, 29), [seconds(2024, 2)]),
    (
      .months(6), seconds(2023, 3), seconds(2024, 12), [seconds(2023, 7), seconds(2024, 1), seconds(2024, 7)]
    ),
    (.years(5), seconds(-7), seconds(4), [seconds(-5), seconds(0)]),
    (.years(100), seconds(1850), seconds(2000), [seconds(1900), seconds(2000)]),
    (.years(1), seconds(2024, 1, 2), seconds(2024, 12, 31), []), (.days(1), 1, 2, []),
    (.seconds(60), 1, 59, []),
  ]

  @Test("has ticks at the beginnings of its parts of the calendar", arguments: cases.indices)
  func ticks(index: Int) {
    let (step, lower, upper, expected) = Self.cases[index]
    let found = step.ticks(in: AxisRange(lower...upper)).map(\.value)
    #expect(found.count == expected.count)
    // An instant's whole seconds and its fraction are added: a rounding at the size of a second.
    #expect(zip(found, expected).allSatisfy { abs($0 - $1) <= max(1, abs($1)).ulp })
  }

  @Test("keeps a tick at an end of the range that a rounding has moved")
  func ends() {
    let range = AxisRange((0.3).nextUp...(0.1 + 0.8))
    #expect(
      CalendarStep.microseconds(100_000).ticks(in: range).map(\.value) == [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])
  }

  @Test(
    "names ticks as finely as it is",
    arguments: [
      (.microseconds(1), "12:00:00.000000", "29 Feb 2024"),
      (.microseconds(1_000), "12:00:00.000", "29 Feb 2024"),
      (.microseconds(20_000), "12:00:00.00", "29 Feb 2024"),
      (.microseconds(500_000), "12:00:00.0", "29 Feb 2024"),
      (.seconds(1), "12:00:00", "29 Feb 2024"), (.seconds(90), "12:00:00", "29 Feb 2024"),
      (.seconds(60), "12:00", "29 Feb 2024"), (.seconds(43_200), "12:00", "29 Feb 2024"),
    ] as [(CalendarStep, String, String)])
  func clocks(step: CalendarStep, label: String, context: String) {
    let noon = Self.seconds(2024, 2, 29, 43_200)
    let tick = step.ticks(in: AxisRange(noon - 1e-7...noon + 1e-7)).first
    #expect(tick == Tick(value: noon, label: label, context: context))
  }

  @Test(
    "names days, months and years",
    arguments: [
      (.days(1), "1 Jan", "2024"), (.weeks(1), "1 Jan", "2024"), (.months(3), "Jan", "2024"),
      (.years(2), "2024", ""),
    ] as [(CalendarStep, String, String)])
  func dates(step: CalendarStep, label: String, context: String) {
    let start = Self.seconds(2024)
    let tick = step.ticks(in: AxisRange(start - 1...start + 1)).first
    #expect(tick == Tick(value: start, label: label, context: context))
  }

  @Test("reaches half a million years, and no further")
  func reach() {
    #expect(CalendarStep.reaches(AxisRange(-1.4e13...1.4e13)))
    #expect(!CalendarStep.reaches(AxisRange(0...1.6e13)) && !CalendarStep.reaches(AxisRange(-1.6e13...0)))
  }
}
