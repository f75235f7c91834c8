import Files
import Testing
import TimeSeries

@Suite("Spacing")
struct SpacingTests {
  private func day(_ year: Int, _ month: Int, _ day: Int) -> Instant {
    Instant(seconds: CivilDate(year: year, month: month, day: day).daysSinceEpoch * 86_400)
  }

  private func axis(_ spacing: Spacing, from start: Instant, count: Int) -> [Instant] {
    [start] + spacing.instants(after: [start], count: count - 1, kind: .local)
  }

  @Test(
    "An axis made with a spacing is recognised as that spacing",
    arguments: [
      .days(1), .days(2), .days(7), .days(14), .businessDays, .months(1), .months(3), .months(12),
      .fixed(nanoseconds: 3_600_000_000_000), .fixed(nanoseconds: 300_000_000_000),
      .fixed(nanoseconds: 60_000_000_000), .fixed(nanoseconds: 1_000_000_000),
      .fixed(nanoseconds: 500_000_000), .fixed(nanoseconds: 10_000_000),
    ] as [Spacing])
  func roundTrip(spacing: Spacing) {
    // Mid-month, month end and a Monday at 16:00.
    for start in [day(2023, 5, 15), day(2023, 1, 31), Instant(seconds: day(2024, 1, 1).seconds + 57_600)] {
      let found = Spacing.recognised(from: [axis(spacing, from: start, count: 40)], kind: .local)
      #expect(found.spacing == spacing)
      #expect(found.regularShare == 1)
    }
  }

  @Test("Month ends and days clamped to short months are months, and go on as they were")
  func monthEnds() {
    let ends = [day(2023, 12, 31), day(2024, 1, 31), day(2024, 2, 29), day(2024, 3, 31), day(2024, 4, 30)]
    #expect(Spacing.recognised(from: [ends], kind: .local).spacing == .months(1))
    #expect(
      Spacing.months(1).instants(after: ends, count: 2, kind: .local) == [day(2024, 5, 31), day(2024, 6, 30)])
    let clamped = [day(2023, 12, 30), day(2024, 1, 30), day(2024, 2, 29)]
    #expect(Spacing.recognised(from: [clamped], kind: .local).spacing == .months(1))
    #expect(Spacing.months(1).instants(after: clamped, count: 1, kind: .local) == [day(2024, 3, 30)])
    let quarters = [day(2023, 3, 31), day(2023, 6, 30), day(2023, 9, 30), day(2023, 12, 31)]
    #expect(Spacing.recognised(from: [quarters], kind: .local).spacing == .months(3))
  }

  @Test("Business days may miss holidays and a week")
  func holidays() {
    var sessions = axis(.businessDays, from: day(2001, 8, 1), count: 300)
    sessions.removeAll {
      [day(2001, 9, 3), day(2001, 11, 22), day(2001, 12, 25), day(2002, 1, 1)].contains($0)
    }
    sessions.removeAll { $0 >= day(2001, 9, 11) && $0 < day(2001, 9, 17) }
    let found = Spacing.recognised(from: [sessions], kind: .local)
    #expect(found.spacing == .businessDays)
    #expect(found.regularShare > 0.95 && found.regularShare < 1)
  }

  @Test(
    "Steps from one instant to another are those that lead there",
    arguments: [
      .steps, .days(1), .days(7), .businessDays, .months(1), .months(3), .fixed(nanoseconds: 300_000_000_000),
      .fixed(nanoseconds: 10_000_000),
    ] as [Spacing])
  func stepCount(spacing: Spacing) {
    for start in [day(2023, 5, 15), day(2023, 1, 31), day(1969, 12, 30)] {
      for steps in [0, 1, 2, 5, 7, 100] {
        #expect(
          spacing.stepCount(from: start, to: spacing.advanced(start, by: steps, kind: .local)) == steps)
      }
    }
  }

  @Test("Steps are counted whatever the clock's changes, weekends and gaps")
  func stepCounts() {
    let midnight = day(2024, 3, 30)
    let hours = { (count: Int64) in Instant(seconds: midnight.seconds + 3600 * count) }
    #expect(Spacing.days(1).stepCount(from: midnight, to: hours(47)) == 2)
    #expect(Spacing.days(7).stepCount(from: midnight, to: hours(7 * 24 + 1)) == 1)
    #expect(Spacing.fixed(nanoseconds: 7_200_000_000_000).stepCount(from: midnight, to: hours(7)) == 4)
    // A Saturday counts as the Friday before.
    #expect(Spacing.businessDays.stepCount(from: day(2024, 3, 29), to: midnight) == 0)
    #expect(Spacing.businessDays.stepCount(from: midnight, to: day(2024, 4, 1)) == 1)
    #expect(Spacing.irregular(medianNanoseconds: 5).stepCount(from: midnight, to: hours(1)) == nil)
  }

  @Test("The session after a Friday is Monday, and steps go back too")
  func nextSession() {
    let friday = day(2024, 3, 1)
    #expect(Spacing.businessDays.advanced(friday, by: 1, kind: .local) == day(2024, 3, 4))
    #expect(Spacing.businessDays.advanced(friday, by: 11, kind: .local) == day(2024, 3, 18))
    #expect(Spacing.businessDays.advanced(friday, by: -5, kind: .local) == day(2024, 2, 23))
    #expect(Spacing.businessDays.advanced(day(2024, 3, 2), by: 1, kind: .local) == day(2024, 3, 4))
  }

  @Test("Days in UTC whose clock changes by an hour stay days")
  func clockChange() {
    var sessions = axis(.businessDays, from: day(2024, 2, 1), count: 60).map {
      Instant(seconds: $0.seconds + 52_200)
    }
    for index in 27..<60 { sessions[index].seconds -= 3600 }
    #expect(Spacing.recognised(from: [sessions], kind: .utc).spacing == .businessDays)
  }

  @Test("Gaps do not hide a spacing; jitter does, and gives the median")
  func gapsAndJitter() {
    var minutes: [Instant] = []
    for index in 0..<100 where !(40..<55).contains(index) {
      minutes.append(Instant(seconds: Int64(index) * 300))
    }
    let found = Spacing.recognised(from: [minutes, minutes], kind: .local)
    #expect(found.spacing == .fixed(nanoseconds: 300_000_000_000))
    #expect(found.regularShare == 83.0 / 84)
    let jitter = (0..<50).map { Instant(seconds: Int64($0 * 300 + $0 * $0 % 7)) }
    guard case .irregular(let median) = Spacing.recognised(from: [jitter], kind: .local).spacing else {
      Issue.record("jitter was taken for a regular spacing")
      return
    }
    #expect(abs(median - 300_000_000_000) <= 6_000_000_000)
  }

  @Test("Elapsed time of any length is fixed, and no time is steps")
  func elapsed() {
    let axis = (0..<5).map { Instant(seconds: Int64($0) * 86_400) }
    #expect(
      Spacing.recognised(from: [axis], kind: .elapsed).spacing == .fixed(nanoseconds: 86_400_000_000_000))
    #expect(Spacing.recognised(from: [axis], kind: .step).spacing == .steps)
    #expect(Spacing.recognised(from: [[]], kind: .local).spacing == .days(1))
  }

  @Test(
    "Seasons follow the table",
    arguments: [
      ("1b", 5), ("1d", 7), ("1w", 52), ("2w", 26), ("1mo", 12), ("1q", 4), ("1y", 1), ("1h", 24),
      ("30m", 48), ("15m", 96), ("5m", 288), ("1m", 60), ("1s", 60), ("7m", 1), ("3d", 1), ("10ms", 1),
      ("12h", 2),
    ])
  func seasons(text: String, season: Int) throws {
    #expect(try Spacing(text).defaultSeason(kind: .local) == season)
    #expect(try Spacing(text).defaultSeason(kind: .elapsed) == 1)
  }

  @Test(
    "Spacings are said in words",
    arguments: [
      ("b", "business days"), ("5m", "5 minutes"), ("1h", "hours"), ("90s", "90 seconds"),
      ("1500ms", "1.5 seconds"),
      ("7d", "weeks"), ("2 days", "2 days"), ("q", "quarters"), ("24mo", "2 years"), ("24h", "days"),
      ("10us", "10 microseconds"),
    ])
  func words(text: String, words: String) throws { #expect(try Spacing(text).description == words) }

  @Test(
    "What is no length of time is an argument error",
    arguments: [
      "", "0m", "-5m", "5", "1.5h", "5M", "2b", "99999999999999999999s", "9999999999h", "900000000d",
    ])
  func refused(text: String) {
    #expect(throws: Failure.self) { try Spacing(text) }
  }
}
