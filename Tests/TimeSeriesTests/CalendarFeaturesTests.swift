import Testing
import TimeSeries

@Suite("Calendar features")
struct CalendarFeaturesTests {
  @Test(
    "The number of features follows the spacing",
    arguments: [
      (Spacing.fixed(nanoseconds: 60_000_000_000), 6), (.fixed(nanoseconds: 3_600_000_000_000), 10),
      (.days(1), 10),
      (.businessDays, 8), (.days(7), 4), (.months(1), 6), (.months(3), 2), (.months(12), 0), (.steps, 0),
    ])
  func count(spacing: Spacing, count: Int) {
    let features = CalendarFeatures(spacing: spacing, kind: .local)
    #expect(features.count == count)
    #expect(Set(features.names).count == count)
    #expect(features.values(at: Instant(seconds: 1_700_000_000)).count == count)
    #expect(CalendarFeatures(spacing: spacing, kind: .elapsed).count == 0)
  }

  @Test("Features repeat after their cycle and tell its places apart")
  func weekly() {
    let features = CalendarFeatures(spacing: .days(1), kind: .local)
    // 2024-01-01 was a Monday: the first pair of the week starts at phase 0.
    let monday = Instant(seconds: 19_723 * 86_400)
    let values = features.values(at: monday)
    #expect(values[0] == 0 && values[1] == 1)
    let next = features.values(at: Instant(seconds: monday.seconds + 7 * 86_400))
    // The same phase is computed from the same weekday, so the bits are equal.
    #expect(Array(values.prefix(6)) == Array(next.prefix(6)))
    let tuesday = features.values(at: Instant(seconds: monday.seconds + 86_400))
    #expect(Array(values.prefix(6)) != Array(tuesday.prefix(6)))
  }

  @Test("Writing fills only its own elements")
  func write() {
    let features = CalendarFeatures(spacing: .months(3), kind: .local)
    var values = [Double](repeating: 9, count: 5)
    features.write(at: Instant(seconds: 0), into: &values, from: 2)
    #expect(values == [9, 9, 0, 1, 9])
  }
}
