import Testing
import TimeSeries

@testable import Backtesting

@Suite("The clock that series share")
struct SharedClockTests {
  /// A panel of series with the given minutes.
  private func panel(
    _ minutes: [[Int]], kind: TimeKind = .local, spacing: Spacing? = nil
  ) -> Panel {
    let series = minutes.enumerated().map { index, minutes in
      Series(
        id: "s\(index)", times: minutes.map { Instant(seconds: 60 * Int64($0)) },
        target: minutes.map { Double($0 % 7) })
    }
    let found = Spacing.recognised(from: series.map(\.times), kind: kind).spacing
    return Panel(series: series, timeKind: kind, spacing: spacing ?? found, season: 1)
  }

  private let hour = 60
  private let day = 1440

  /// Whether each instant is one row of the clock.
  private func isPlain(_ clock: SharedClock) -> Bool {
    clock.rowCount == clock.instants.count
      && clock.instants.indices.allSatisfy { clock.position(1, before: $0 + 1) == $0 }
  }

  @Test("has a row at each instant where series have rows of one grid, whenever they start, end and pause")
  func grid() {
    #expect(isPlain(SharedClock(of: panel([Array(0..<50), Array(0..<50)]))))
    #expect(isPlain(SharedClock(of: panel([Array(0..<50), Array(20..<70), Array(5..<30), [9]]))))
    // Neither of two series has all rows, and some rows of one fall between two of the other.
    for seed in 1...5 {
      var state = UInt32(seed)
      let axes = (0..<3).map { _ in
        (0..<200).filter { _ in
          state = state &* 1_664_525 &+ 1_013_904_223
          return state >> 24 > 76
        }.map { $0 * hour }
      }
      #expect(isPlain(SharedClock(of: panel(axes))))
    }
    // Days, weekdays with holidays of their own, and months.
    let days = (0..<300).filter { $0 % 7 < 5 }
    let sessions = [days.filter { $0 % 31 != 0 }, days.filter { $0 % 53 != 0 }].map { axis in
      // 1970-01-05 was a Monday.
      axis.map { ($0 + 4) * day + 17 * hour }
    }
    #expect(isPlain(SharedClock(of: panel(sessions))))
    let months = (0..<60).map { month in
      Int(CivilDate(year: 2000 + month / 12, month: month % 12 + 1, day: 1).daysSinceEpoch) * day
    }
    #expect(
      isPlain(
        SharedClock(of: panel([months.filter { $0 % 5 != 0 }, months.filter { $0 % 3 != 0 }, months]))))
  }

  @Test("has the rows of one series where each has instants of its own", arguments: [2, 3, 6, 10])
  func misaligned(series: Int) {
    let axes = (0..<series).map { index in (0..<40).map { $0 * hour + index * 5 } }
    let clock = SharedClock(of: panel(axes))
    #expect(clock.instants.count == 40 * series)
    // The clock starts with the first row of the first series, and goes on by that of each.
    #expect(clock.rowCount == 40)
    for rows in 0...20 {
      #expect(clock.position(rows, before: 40 * series) == 40 * series - rows * series)
    }
    #expect(clock.position(60, before: 40 * series) == 0)
  }

  @Test("goes by most series where one has instants or a pace of its own")
  func majority() {
    let hours = (0..<100).map { $0 * hour }
    let between = stride(from: 0, to: 100, by: 3).map { $0 * hour + 20 }
    let clock = SharedClock(of: panel([hours, hours, hours, between]))
    let end = clock.instants.count
    for rows in [10, 20, 50] {
      #expect(clock.instants[clock.position(rows, before: end)] == Instant(seconds: Int64(100 - rows) * 3600))
    }
    // Of two, the slower one: weekdays beside all days, to a Sunday and to a Wednesday.
    let days = (4..<354).map { $0 * day }
    let weekdays = days.filter { ($0 / day - 4) % 7 < 5 }
    for end in [350, 346] {
      for spacing in [nil, Spacing.days(1)] {
        let days = Array(days[..<end])
        let clock = SharedClock(of: panel([days, weekdays.filter { $0 <= days[end - 1] }], spacing: spacing))
        for weeks in 1...10 { #expect(clock.position(5 * weeks, before: end) == end - 7 * weeks) }
      }
    }
    // Weeks beside days, whose last row is that of a week, or three days later.
    let weeks = stride(from: 4, to: 354, by: 7).map { $0 * day }
    for end in [344, 347] {
      let clock = SharedClock(of: panel([Array(days[..<end]), weeks.filter { $0 <= days[end - 1] }]))
      for rows in 1...10 { #expect(clock.position(rows, before: end) == end - 7 * rows) }
    }
    #expect(isPlain(SharedClock(of: panel([days, days, weekdays]))))
  }

  @Test("counts the known rows of a series before an instant")
  func rows() {
    let panel = panel([[0, 60, 120, 180], [30, 90, 150]])
    let clock = SharedClock(of: panel)
    #expect((0...7).map { clock.rows(of: panel.series[1], before: $0) } == [0, 0, 1, 1, 2, 2, 3, 3])
  }

  @Test("of an empty panel has no rows")
  func empty() {
    #expect(SharedClock(of: panel([[], []])).rowCount == 0)
    #expect(SharedClock(of: panel([[], [3, 4]])).rowCount == 2)
  }
}
