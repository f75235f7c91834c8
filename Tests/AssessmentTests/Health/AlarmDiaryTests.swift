import Assessment
import Testing
import TimeSeries

@Suite("Alarms and what became of them")
struct AlarmDiaryTests {
  private static func instant(_ row: Int) -> Instant { Instant(seconds: 300 * Int64(row)) }

  /// A patient whose glucose is that of the profiles with another phase, unobserved in rows 200..<240, whose
  /// forecasts go on straight from every fifth row from 65 on, for four leads.
  private static func diary(phase: Double) -> AlarmDiary {
    let glucose = (0..<864).map { GlucoseProfileTests.glucose($0, phase: phase) }
    let isObserved = (0..<864).map { !(200..<240).contains($0) }
    var forecasts: [AlarmDiary.Forecast] = []
    for row in stride(from: 65, to: 858, by: 5) where isObserved[row] && isObserved[row - 1] {
      for lead in 1...4 {
        let value = glucose[row] + Double(lead) * (glucose[row] - glucose[row - 1])
        forecasts.append(
          AlarmDiary.Forecast(
            cutoff: instant(row), target: instant(row + lead), probability: value < 70 ? 1 : 0))
      }
    }
    return AlarmDiary(
      times: (0..<864).map(instant), happened: (0..<864).map { isObserved[$0] ? glucose[$0] < 70 : nil },
      forecasts: forecasts)
  }

  // The rules of AlarmDiary as loops over rows in Python with numpy.sin: the number of episodes, those
  // without a forecast before them, hits, right and false alarms, the seconds observed and the lead times.
  @Test("are counted as loops over all rows count them")
  func reference() throws {
    let expected = [
      (0.0, 16, 0, 12, 3, [300, 300, 1200, 300, 300, 300, 300, 1200, 300, 3600, 600]),
      (1.3, 18, 2, 7, 2, [600, 1500, 600, 300, 600, 900, 300]),
      (2.9, 18, 3, 6, 3, [300, 1200, 300, 600, 1200, 600]),
    ]
    for (phase, episodes, notForecast, right, wrong, leadTimes) in expected {
      let diary = Self.diary(phase: phase)
      #expect(diary.entries.count { $0.start != nil } == episodes)
      #expect(diary.entries.count { $0.outcome == .notForecast } == notForecast)
      #expect(diary.entries.count { $0.outcome == .falseAlarm } == wrong)
      #expect(diary.rightAlarms == right)
      #expect(diary.observed == 246_600)
      #expect(diary.entries.filter { $0.outcome == .hit }.map(\.leadTime) == leadTimes.map { Double($0) })
    }
    let first = try #require(Self.diary(phase: 0).entries.first)
    #expect((first.outcome, first.alarm, first.start, first.end) == (.hit, 21_000, 21_300, 23_400))
  }

  @Test("are summed up over patients in any order")
  func summary() {
    let diaries = [0, 1.3, 2.9].map(Self.diary)
    let summary = AlarmSummary(diaries)
    #expect((summary.episodes, summary.warned, summary.rightAlarms, summary.falseAlarms) == (47, 24, 25, 8))
    #expect(summary.days == 8.5625)
    #expect(summary.medianLeadTime == 600)
    #expect(summary.sensitivity == 24.0 / 47)
    #expect(summary.precision == 25.0 / 33)
    #expect(summary.falseAlarmsPerDay == 8 / 8.5625)
    #expect(AlarmSummary(diaries.reversed()) == summary)
  }

  /// Rows of a minute, an event where the text has `x`, nothing observed where it has `?`; alarms where the
  /// second text has `!`, for the next row, and forecasts without one where it has a full stop.
  private static func diary(_ rows: String, _ alarms: String, _ rule: EpisodeRule) -> AlarmDiary {
    func instant(_ row: Int) -> Instant { Instant(seconds: 60 * Int64(row)) }
    return AlarmDiary(
      times: rows.indices.enumerated().map { instant($0.offset) },
      happened: rows.map { $0 == "?" ? nil : $0 == "x" },
      forecasts: alarms.enumerated().filter { $0.element != " " }.map { row, letter in
        AlarmDiary.Forecast(
          cutoff: instant(row), target: instant(row + 1),
          probability: letter == "!" ? 0.7 : letter == "?" ? .nan : 0.1)
      }, rule: rule)
  }

  private static let minutes = EpisodeRule(joining: 120, shortest: 60, longestGap: 180, warning: 240)

  @Test(
    "are hits, misses or false, as the rule says",
    arguments: [
      // Rows, alarms, and the diary: each outcome with its row of alarm and of the episode's beginning.
      ("...xxx....", ".!........", "hit 1 3"), ("...xxx....", "..........", "missed - 3"),
      ("...xxx....", "...!......", "missed - 3"), ("...xxx....", "....!!!!..", "missed - 3"),
      ("...xxx....", "         .", "not-forecast - 3"), ("...xxx....", "???       ", "not-forecast - 3"),
      ("..........", ".!........", "false 1 -"), ("..........", ".!.!......", "false 1 -"),
      ("..........", ".!..!.....", "false 1 -, false 4 -"), ("...x......", ".!........", "false 1 -"),
      ("......xx..", "!.........", "false 0 -, missed - 6"), ("......xx..", "..!.......", "hit 2 6"),
      ("......xx..", "!.!.......", "hit 2 6"), ("..xx.xx...", "!.........", "hit 0 2"),
      ("..xx..xx..", "!.........", "missed - 6, hit 0 2"),
      ("..xx...xx.", "!.........", "hit 0 2, missed - 7"),
      (".???......", ".!........", "not-observed 1 -"), (".???.xx...", ".!........", "hit 1 5"),
      ("", "", ""), ("xx", "", "not-forecast - 0"), ("????", "....", ""),
    ])
  func outcomes(rows: String, alarms: String, expected: String) {
    func row(_ seconds: Double?) -> String { seconds.map { String(Int($0) / 60) } ?? "-" }
    let found = Self.diary(rows, alarms, Self.minutes).entries.map {
      "\($0.outcome.rawValue) \(row($0.alarm)) \(row($0.start))"
    }
    #expect(Set(found) == Set(expected.split(separator: ", ").map(String.init)))
  }

  @Test("count the time that was observed, and no gap")
  func observed() {
    #expect(Self.diary(".....", "", Self.minutes).observed == 240)
    #expect(Self.diary("..??..", "", Self.minutes).observed == 300, "a short gap is bridged")
    #expect(Self.diary("..???..", "", Self.minutes).observed == 120)
    #expect(Self.diary(".", "", Self.minutes).observed == 0)
    let none = AlarmSummary([])
    #expect(none.sensitivity == nil && none.precision == nil && none.falseAlarmsPerDay == nil)
    #expect(none.medianLeadTime == nil && none.patients == 0)
  }

  @Test(
    "are raised by what is forecast at their cutoffs: later rows change no earlier alarm and no earlier episode"
  )
  func prefixes() {
    let rows = "...xxx......xxxx.....xx.........xxx....."
    let alarms = ".!.....!.!.......!!.......!......!......"
    let whole = Self.diary(rows, alarms, Self.minutes)
    for count in [12, 20, 30] {
      let part = Self.diary(String(rows.prefix(count)), String(alarms.prefix(count)), Self.minutes)
      // What ended, and what an episode could have followed, before the last rows.
      let settled = Double(60 * (count - 6))
      #expect(
        part.entries.filter { ($0.end ?? $0.alarm ?? 0) < settled }
          == whole.entries.filter { ($0.end ?? $0.alarm ?? 0) < settled })
    }
  }
}
