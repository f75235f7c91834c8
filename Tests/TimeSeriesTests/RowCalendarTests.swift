import Testing

@testable import TimeSeries

/// Rows that come on some days and at some times of day.
private struct Rows: Sendable, CustomTestStringConvertible {
  var name: String
  var times: [Instant]
  var season: Int
  var words: String
  var testDescription: String { name }

  /// Rows at `clocks` (minutes after midnight) on the open days from 2024-01-01, a Monday, on.
  init(_ name: String, open: Set<Int>, clocks: [Int] = [0], days: Int = 84, season: Int, _ words: String) {
    let start = CivilDate(year: 2024, month: 1, day: 1).daysSinceEpoch
    self.name = name
    times = (0..<Int64(days)).filter { open.contains(CivilDate.weekday(ofDay: start + $0)) }.flatMap { day in
      clocks.map { Instant(seconds: (start + day) * 86_400 + Int64($0 * 60)) }
    }
    (self.season, self.words) = (season, words)
  }

  /// Rows in some months.
  init(_ name: String, months: [Int], season: Int, _ words: String, _ date: (CivilDate) -> CivilDate) {
    self.name = name
    times = (2015...2020).flatMap { year in
      months.map { Instant(seconds: date(CivilDate(year: year, month: $0, day: 1)).daysSinceEpoch * 86_400) }
    }
    (self.season, self.words) = (season, words)
  }
}

@Suite("Calendars learnt from rows")
struct RowCalendarTests {
  private func panel(_ times: some Sequence<Instant>, with change: (inout ReadOptions) -> Void = { _ in })
    throws -> Panel
  {
    let times = Array(times)
    let text = TimeText(kind: .local, times: times)
    let rows = times.enumerated().map { "\(text.text(of: $1)),\($0 % 7)\n" }.joined()
    return try readPanel("t,y\n" + rows, with: change).panel
  }

  private static let weekdays: Set<Int> = [0, 1, 2, 3, 4]
  private static func every(_ step: Int, from first: Int, to last: Int) -> [Int] {
    Array(stride(from: first, through: last, by: step))
  }

  private static let rows: [Rows] = [
    Rows("Monday to Saturday", open: [0, 1, 2, 3, 4, 5], season: 6, "Monday to Saturday"),
    Rows("Sunday to Thursday", open: [6, 0, 1, 2, 3], season: 5, "Sunday to Thursday"),
    Rows("Saturday to Wednesday", open: [5, 6, 0, 1, 2], season: 5, "Saturday to Wednesday"),
    Rows(
      "Tuesday to Saturday at 18:00", open: [1, 2, 3, 4, 5], clocks: [1080], season: 5, "Tuesday to Saturday"),
    Rows("Monday to Thursday", open: [0, 1, 2, 3], season: 4, "Monday to Thursday"),
    Rows("Tuesday to Friday", open: [1, 2, 3, 4], season: 4, "Tuesday to Friday"),
    Rows("three days a week", open: [0, 2, 4], season: 3, "Monday, Wednesday and Friday"),
    Rows(
      "13 bars", open: weekdays, clocks: every(30, from: 570, to: 930), days: 26, season: 13,
      "13 rows a day from 09:30 to 15:30, Monday to Friday"),
    Rows(
      "78 bars", open: weekdays, clocks: every(5, from: 570, to: 955), days: 12, season: 78,
      "78 rows a day from 09:30 to 15:55, Monday to Friday"),
    Rows(
      "a break at noon", open: weekdays,
      clocks: every(30, from: 600, to: 690) + every(30, from: 810, to: 900), days: 26, season: 8,
      "8 rows a day from 10:00 to 15:00, Monday to Friday"),
    Rows(
      "sessions from Sunday on", open: [6, 0, 1, 2, 3], clocks: every(60, from: 600, to: 900), days: 26,
      season: 6, "6 rows a day from 10:00 to 15:00, Sunday to Thursday"),
    Rows(
      "a shop", open: Set(0...6), clocks: every(60, from: 480, to: 1200), days: 26, season: 13,
      "13 rows a day from 08:00 to 20:00"),
    Rows(
      "three doses a day", open: Set(0...6), clocks: [480, 840, 1200], days: 26, season: 3,
      "3 rows a day from 08:00 to 20:00"),
    Rows(
      "around the clock on weekdays", open: weekdays, clocks: every(60, from: 0, to: 1380), days: 26,
      season: 24, "24 rows a day from 00:00 to 23:00, Monday to Friday"),
    Rows("last business days of months", months: Array(1...12), season: 12, "on the last business day") {
      $0.lastWeekdayOfMonth
    },
    Rows("last business days of quarters", months: [3, 6, 9, 12], season: 4, "on the last business day") {
      $0.lastWeekdayOfMonth
    },
    Rows("first business days of months", months: Array(1...12), season: 12, "on the first business day") {
      $0.firstWeekdayOfMonth
    },
    Rows("third Fridays", months: Array(1...12), season: 12, "on the third Friday") {
      RowCalendar.MonthDay.weekday(4, number: 3).date(inMonth: $0.month, of: $0.year)
    },
  ]

  @Test("tell the next rows, wherever the known ones end", arguments: rows)
  private func next(_ rows: Rows) throws {
    let horizon = 10
    for share in [0.8, 0.83, 0.87, 0.9] {
      let count = min(Int(Double(rows.times.count) * share), rows.times.count - horizon)
      let panel = try panel(rows.times.prefix(count))
      #expect(panel.season == rows.season)
      #expect(panel.calendar == rows.words)
      let next = panel.series[0].nextTimes(at: panel.spacing, count: horizon, kind: panel.timeKind)
      #expect(next == Array(rows.times[count..<count + horizon]))
      // Models ask for the time of a lead after a row.
      for row in [count / 2, count - 1] {
        #expect(
          panel.series[0].civilTime(3, after: row, panel.spacing, kind: panel.timeKind) == rows.times[row + 3]
        )
      }
    }
  }

  @Test("miss a holiday here and there", arguments: rows.filter { $0.times.count > 60 })
  private func holidays(_ rows: Rows) throws {
    let day = rows.times[rows.times.count / 2].daysSinceEpoch
    let known = rows.times.dropLast(5).filter { $0.daysSinceEpoch != day }
    let panel = try panel(known)
    #expect(panel.calendar == rows.words)
    #expect(
      panel.series[0].nextTimes(at: panel.spacing, count: 5, kind: .local) == Array(rows.times.suffix(5)))
  }

  @Test("keep the weekday of weeks of which one ends before a holiday")
  func weeks() throws {
    for (weekday, moved) in [(4, -1), (4, -2), (0, 1)] {
      let start = CivilDate(year: 2023, month: 1, day: 2).daysSinceEpoch + Int64(weekday)
      var times = (0..<40).map { Instant(seconds: (start + Int64(7 * $0)) * 86_400) }
      let expected = times[39]
      times[38].seconds += Int64(moved) * 86_400
      let panel = try panel(times.prefix(39))
      #expect(panel.spacing == .days(7) && panel.season == 52)
      #expect(panel.series[0].nextTimes(at: panel.spacing, count: 1, kind: .local) == [expected])
    }
  }

  @Test("follow the last days where hours in UTC change with the clocks")
  func changedHours() throws {
    let zone = try TimeZoneTable(named: "America/New_York")
    let rows = Rows(
      "bars", open: Self.weekdays, clocks: Self.every(30, from: 570, to: 930), days: 100, season: 13, "")
    let inUTC = rows.times.map { zone.instant(ofCivil: $0) }
    let text = TimeText(kind: .utc, times: inUTC)
    // Clocks are put forward on 2024-03-10, after 49 sessions.
    let lines = inUTC.prefix(60 * 13).map { "\(text.text(of: $0)),1\n" }.joined()
    for name in [nil, "America/New_York"] {
      let panel = try readPanel("t,y\n" + lines) { $0.timeZone = name }.panel
      #expect(panel.season == 13)
      #expect(
        panel.series[0].nextTimes(at: panel.spacing, count: 13, kind: .utc) == Array(inUTC[780..<793]))
    }
  }

  @Test("are not learnt of gaps without a pattern, of rows around the clock, or if nobody wants them")
  func none() throws {
    let start = CivilDate(year: 2024, month: 1, day: 1).daysSinceEpoch * 86_400
    let hours = (0..<500).filter { $0 % 31 != 0 }.map { Instant(seconds: start + Int64($0) * 3_600) }
    let days = (0..<200).filter { $0 % 13 != 0 }.map { Instant(seconds: start + Int64($0) * 86_400) }
    for times in [hours, days] { #expect(try panel(times).calendar == nil) }
    let rows = Self.rows[0].times
    #expect(try panel(rows) { $0.closures = .ignored }.calendar == nil)
    #expect(try panel(rows) { $0.closures = .ignored }.season == 7)
    #expect(try panel(rows) { $0.every = "1d" }.season == 7)
    #expect(try panel(rows) { $0.season = 12 }.season == 12)
  }

  @Test("of several series are each one's own, and that of most for short ones")
  func several() throws {
    let sets: [(String, [Instant])] = [
      (
        "a",
        Rows("", open: Self.weekdays, clocks: Self.every(30, from: 570, to: 930), days: 26, season: 0, "")
          .times
      ),
      (
        "b",
        Rows("", open: Self.weekdays, clocks: Self.every(30, from: 570, to: 930), days: 26, season: 0, "")
          .times
      ),
      (
        "c",
        Rows("", open: Self.weekdays, clocks: Self.every(30, from: 540, to: 690), days: 26, season: 0, "")
          .times
      ),
      (
        "d",
        Rows("", open: Self.weekdays, clocks: Self.every(30, from: 570, to: 930), days: 2, season: 0, "")
          .times
      ),
    ]
    let text = sets.map { id, times in
      let text = TimeText(kind: .local, times: times)
      return times.map { "\(id),\(text.text(of: $0)),1\n" }.joined()
    }
    let panel = try readPanel("id,t,y\n" + text.joined()).panel
    #expect(panel.season == 13)
    let next = panel.series.map {
      $0.nextTimes(at: panel.spacing, count: 1, kind: .local)[0].secondsOfDay / 60
    }
    #expect(next == [570, 570, 540, 570])
  }
}
