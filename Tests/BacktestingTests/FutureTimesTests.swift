import Backtesting
import TestSupport
import Testing
import TimeSeries

/// Rows that go on by the clocks of a zone: the text of their times.
struct CivilRows: Sendable, CustomTestStringConvertible {
  var zone: String
  var first: CivilDate
  var step: Step
  /// The hour of every row; `nil` for dates alone.
  var hour: Int?
  var count = 60

  enum Step: Sendable {
    case days(Int), businessDays
    /// On the day of the month that the first row has, or on the last one.
    case months(Int), monthEnds(Int)
  }

  var testDescription: String {
    "\(zone), \(step) from \(Self.text(first))\(hour.map { " at \($0):00" } ?? "")"
  }

  var dates: [CivilDate] {
    let start = first.daysSinceEpoch
    return (0..<count).map { row in
      switch step {
      case .days(let days): CivilDate(daysSinceEpoch: start + Int64(row * days))
      case .businessDays: CivilDate(daysSinceEpoch: start + Int64(row / 5 * 7 + row % 5))
      case .months(let months): first.advanced(byMonths: row * months, monthDay: first.day)
      case .monthEnds(let months): first.advanced(byMonths: row * months, monthDay: 31)
      }
    }
  }

  /// The rows' times as a file has them.
  var texts: [String] { dates.map { Self.text($0) + (hour.map { " \(Self.pair($0)):00:00" } ?? "") } }

  /// What clocks show at each row, counted in seconds from 1970-01-01 00:00:00.
  var civilSeconds: [Int64] { dates.map { $0.daysSinceEpoch * 86_400 + Int64(hour ?? 0) * 3_600 } }

  static func text(_ date: CivilDate) -> String { "\(date.year)-\(pair(date.month))-\(pair(date.day))" }

  static func pair(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

@Suite("Times past the end")
struct FutureTimesTests {
  private static let horizon = 5

  private func panel(_ times: some Sequence<String>, zone: String?) throws -> (Panel, notices: [String]) {
    let folder = try TemporaryDirectory()
    let rows = times.enumerated().map { "\($1),\($0 % 7)\n" }.joined()
    try folder.write("ds,y\n" + rows, to: "a.csv")
    var options = ReadOptions()
    options.timeZone = zone
    options.targets = ["y"]
    let result = try PanelReader(options).read([folder.file("a.csv")])
    return (result.panel, result.notices)
  }

  private func future(_ panel: Panel) throws -> [Instant] {
    try Predictions(after: panel, horizon: Self.horizon, models: []).rows.map(\.time)
  }

  /// Every spacing of the calendar over both changes of a year, and zones that have their midnights never or
  /// twice.
  static let rows: [CivilRows] =
    ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Kolkata", "UTC"]
    .flatMap {
      let year = CivilDate(year: 2024, month: 1, day: 1)
      return [
        CivilRows(zone: $0, first: year, step: .days(1), count: 340),
        CivilRows(zone: $0, first: year, step: .days(1), hour: 18, count: 340),
        CivilRows(zone: $0, first: year, step: .days(7)),
        CivilRows(zone: $0, first: year, step: .days(2), hour: 6, count: 150),
        CivilRows(zone: $0, first: year, step: .businessDays, count: 240),
        CivilRows(zone: $0, first: year, step: .businessDays, hour: 16, count: 240),
        CivilRows(zone: $0, first: year, step: .months(1), count: 30),
        CivilRows(zone: $0, first: CivilDate(year: 2024, month: 1, day: 15), step: .months(1), count: 30),
        CivilRows(zone: $0, first: CivilDate(year: 2023, month: 1, day: 31), step: .monthEnds(1), count: 40),
        CivilRows(zone: $0, first: CivilDate(year: 2020, month: 3, day: 31), step: .monthEnds(3), count: 40),
        CivilRows(zone: $0, first: year, step: .months(3), count: 30),
        CivilRows(zone: $0, first: CivilDate(year: 2000, month: 7, day: 1), step: .months(12), count: 30),
      ]
    } + [
      // Clocks are put forward at midnight, or back over it.
      CivilRows(
        zone: "America/Sao_Paulo", first: CivilDate(year: 2018, month: 8, day: 1), step: .days(1), count: 250),
      CivilRows(
        zone: "America/Havana", first: CivilDate(year: 2024, month: 1, day: 1), step: .days(1), count: 340),
      CivilRows(
        zone: "Asia/Beirut", first: CivilDate(year: 2024, month: 1, day: 1), step: .days(1), count: 340),
      CivilRows(zone: "Asia/Beirut", first: CivilDate(year: 2024, month: 1, day: 7), step: .days(7)),
      CivilRows(
        zone: "America/Asuncion", first: CivilDate(year: 2015, month: 1, day: 1), step: .months(1), count: 50),
    ]

  @Test("with a zone are those of the rows that come, whatever clocks do meanwhile", arguments: rows)
  func civil(_ rows: CivilRows) throws {
    var panel = try panel(rows.texts, zone: rows.zone).0
    let series = panel.series[0]
    #expect(series.times.count == rows.count)
    let distances = zip(series.times, series.times.dropFirst()).map { $1.seconds - $0.seconds }
    if !["Asia/Kolkata", "UTC"].contains(rows.zone), rows.hour != nil, case .days = rows.step {
      #expect(distances.max() != distances.min(), "clocks change between the rows")
    }
    for count in stride(from: 10, through: rows.count - Self.horizon, by: rows.count > 100 ? 4 : 1) {
      panel.series[0] = series.prefix(count)
      #expect(
        try future(panel) == Array(series.times[count..<count + Self.horizon]),
        "after \(rows.texts[count - 1])")
    }
  }

  @Test("a spacing is recognised by the days of the zone")
  func spacings() throws {
    for rows in Self.rows {
      let spacing = try panel(rows.texts, zone: rows.zone).0.spacing
      switch rows.step {
      case .days(let days): #expect(spacing == .days(days))
      case .businessDays: #expect(spacing == .businessDays)
      case .months(let months), .monthEnds(let months): #expect(spacing == .months(months))
      }
    }
  }

  @Test("of rows every hour are hours apart, whatever clocks do")
  func hours() throws {
    // Clocks are put forward at 01:00 UTC on 2024-03-31.
    let start = CivilDate(year: 2024, month: 3, day: 29).daysSinceEpoch * 86_400
    let times = (0..<60).map { Instant(seconds: start + Int64($0) * 3_600) }
    let text = TimeText(kind: .utc, times: times)
    for zone in [nil, "Europe/Berlin"] {
      for count in 40..<55 {
        let (known, _) = try panel(times[..<count].map { text.text(of: $0) }, zone: zone)
        #expect(known.spacing == .fixed(nanoseconds: 3_600_000_000_000))
        #expect(try future(known) == Array(times[count..<count + Self.horizon]))
      }
    }
  }

  /// The times with their offsets from UTC, as `2024-03-30T00:00:00+01:00`.
  private func withOffsets(_ times: [Instant], in zone: TimeZoneTable) -> [String] {
    let text = TimeText(kind: .utc, times: [Instant(seconds: 1)])
    return times.map { time in
      let offset = zone.offset(atUTC: time.seconds)
      let local = text.text(of: Instant(seconds: time.seconds + Int64(offset))).dropLast()
      let (hours, minutes) = (CivilRows.pair(abs(offset) / 3_600), CivilRows.pair(abs(offset) / 60 % 60))
      return "\(local)\(offset < 0 ? "-" : "+")\(hours):\(minutes)"
    }
  }

  @Test(
    "of times with offsets keep the last offset, or follow the clocks of a zone that is named",
    arguments: rows)
  func offsets(_ rows: CivilRows) throws {
    let zone = try TimeZoneTable(named: rows.zone)
    let times = rows.civilSeconds.map { zone.instant(ofCivil: Instant(seconds: $0)) }
    let texts = withOffsets(times, in: zone)
    for count in stride(from: rows.count / 2, through: rows.count - Self.horizon, by: rows.count / 6) {
      let civil = rows.civilSeconds[count..<count + Self.horizon]
      let known = try panel(texts.prefix(count), zone: nil).0
      // Midnights are dates, which no clock moves.
      let last = known.timeKind == .local ? 0 : Int64(zone.offset(atUTC: times[count - 1].seconds))
      #expect(try future(known).map { $0.seconds + last } == Array(civil), "after \(texts[count - 1])")
      let named = try panel(texts.prefix(count), zone: rows.zone).0
      let expected =
        named.timeKind == .local
        ? civil.map { Instant(seconds: $0) } : Array(times[count..<count + Self.horizon])
      #expect(try future(named) == expected, "after \(texts[count - 1])")
    }
  }

  @Test("of midnights with offsets are dates, over a change of clocks too")
  func midnights() throws {
    for name in ["America/New_York", "Europe/Berlin", "Asia/Tokyo"] {
      let zone = try TimeZoneTable(named: name)
      let rows = CivilRows(
        zone: name, first: CivilDate(year: 2024, month: 1, day: 1), step: .businessDays, count: 100)
      let texts = withOffsets(rows.civilSeconds.map { zone.instant(ofCivil: Instant(seconds: $0)) }, in: zone)
      for given in [nil, name] {
        let known = try panel(texts.prefix(60), zone: given).0
        #expect(known.timeKind == .local)
        #expect(try future(known).map(\.seconds) == Array(rows.civilSeconds[60..<65]))
      }
    }
  }

  @Test("are said to keep the last offset where no zone is named")
  func notices() throws {
    let rows = CivilRows(
      zone: "Europe/Berlin", first: CivilDate(year: 2024, month: 3, day: 1), step: .days(1), hour: 18,
      count: 60)
    let times = Array(try panel(rows.texts, zone: rows.zone).0.series[0].times)
    let inUTC = TimeText(kind: .utc, times: times)
    let offsets = withOffsets(times, in: try TimeZoneTable(named: rows.zone))
    func notices(_ texts: some Sequence<String>, zone: String? = nil) throws -> [String] {
      try panel(texts, zone: zone).notices.filter { $0.contains("--timezone") }
    }
    let changing =
      "clocks change between the rows, and their zone is not known: times after the last row keep its offset from "
      + "UTC (--timezone names the zone, as Europe/Berlin)"
    let steady =
      "days are counted at the rows' offset from UTC, after the last row too (--timezone names the zone of clocks "
      + "that change, as Europe/Berlin)"
    #expect(try notices(offsets) == [changing])
    #expect(try notices(offsets.prefix(20)) == [steady])
    #expect(try notices(times.map { inUTC.text(of: $0) }) == [changing])
    #expect(try notices(times.prefix(20).map { inUTC.text(of: $0) }) == [])
    #expect(try notices(offsets, zone: "Europe/Berlin") == [])
    #expect(try notices(rows.texts) == [])
  }

  @Test("of days in UTC stay days of 24 hours, even where a zone is named")
  func daysInUTC() throws {
    let start = CivilDate(year: 2024, month: 1, day: 1).daysSinceEpoch * 86_400
    let times = (0..<200).map { Instant(seconds: start + Int64($0) * 86_400) }
    let text = TimeText(kind: .utc, times: times)
    for zone in [nil, "Europe/Berlin", "America/New_York"] {
      for count in [120, 150, 195] {
        let known = try panel(times[..<count].map { text.text(of: $0) }, zone: zone).0
        #expect(known.spacing == .days(1))
        #expect(try future(known) == Array(times[count..<count + Self.horizon]))
      }
    }
  }
}
