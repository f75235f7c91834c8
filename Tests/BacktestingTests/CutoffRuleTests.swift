import Files
import Testing

@testable import Backtesting
@testable import TimeSeries

@Suite("Cutoffs where a rule puts them")
struct CutoffRuleTests {
  /// A series with rows at some hours since a Monday.
  private func panel(_ hours: [[Int]], kind: TimeKind = .local, zone: String? = nil) throws -> Panel {
    let series = try hours.enumerated().map { index, hours in
      var series = Series(
        id: "s\(index)", times: hours.map { Instant(seconds: 1_704_067_200 + Int64($0) * 3600) },
        target: hours.map { Double($0) })
      series.zone = try zone.map { try TimeZoneTable(named: $0) }
      return series
    }
    return Panel(
      series: series, timeKind: kind, spacing: .fixed(nanoseconds: 3_600_000_000_000), season: 24)
  }

  private func folds(_ backtest: Backtest, _ rule: CutoffRule, of panel: Panel) throws -> [Fold] {
    var backtest = backtest
    backtest.cutoffs = rule
    return Array(try Folds(backtest, of: panel))
  }

  /// Seconds since the Monday, in hours.
  private func hours(_ folds: [Fold]) -> [Int] {
    folds.compactMap { $0.time.map { Int(($0.seconds - 1_704_067_200) / 3600) } }
  }

  @Test("midnight is known itself, and where no row is at a time the last before it is")
  func timeOfDay() throws {
    let hourly = try panel([Array(0..<120)])
    let backtest = Backtest(horizon: 6, folds: 3)
    #expect(try hours(folds(backtest, .timeOfDay(seconds: 0), of: hourly)) == [48, 72, 96])
    #expect(try hours(folds(backtest, .timeOfDay(seconds: 15 * 3600), of: hourly)) == [63, 87, 111])
    #expect(try hours(folds(backtest, .timeOfDay(seconds: 15 * 3600 + 60), of: hourly)) == [63, 87, 111])
    // Rows of sessions from nine to five: midnight is behind the last one.
    let sessions = try panel([(0..<5).flatMap { day in (9...17).map { 24 * day + $0 } }])
    #expect(try hours(folds(backtest, .timeOfDay(seconds: 0), of: sessions)) == [41, 65, 89])
    // What lies in a gap of several days is one cutoff.
    let gap = try panel([Array(0..<40) + Array(120..<160)])
    var whole = backtest
    whole.cutoffs = .timeOfDay(seconds: 0)
    #expect(whole.foundCutoffs(on: gap).found == 5)
  }

  @Test("the close is the last row of each day that has rows, and of daily rows each one")
  func close() throws {
    let sessions = try panel([(0..<5).flatMap { day in (9...17).map { 24 * day + $0 } }])
    #expect(try hours(folds(Backtest(horizon: 2, folds: 3), .close, of: sessions)) == [41, 65, 89])
    let daily = try panel([(0..<20).map { 24 * $0 }])
    for rule in [CutoffRule.close, .timeOfDay(seconds: 0)] {
      let found = try folds(Backtest(horizon: 2, folds: 3), rule, of: daily)
      #expect(found.map { $0.cutoffs[0].index } == [16, 17, 18])
    }
  }

  @Test("days are those of the rows' own zone, over changes of clocks")
  func zones() throws {
    let hourly = try panel([Array(0..<120)], kind: .utc, zone: "America/New_York")
    #expect(
      try hours(folds(Backtest(horizon: 6, folds: 3), .timeOfDay(seconds: 0), of: hourly)) == [53, 77, 101])
    // Clocks go forward on 2024-03-10 and back on 2024-11-03.
    for start in [1656, 7368] {
      let rows = try panel([Array(start..<start + 120)], kind: .utc, zone: "America/New_York")
      var backtest = Backtest(horizon: 1, folds: 4)
      backtest.cutoffs = .timeOfDay(seconds: 0)
      let times = try Folds(backtest, of: rows).compactMap(\.time)
      #expect(times.map { rows.series[0].civil($0).secondsOfDay } == [0, 0, 0, 0])
    }
  }

  @Test("instants that are no row's are the last row before; others are counted")
  func instants() throws {
    let hourly = try panel([Array(0..<120)])
    let start = Int64(1_704_067_200)
    let asked = [100, 30, 60, 30, -5, 500].map { Instant(seconds: start + $0 * 3600 + 1800) }
    #expect(try hours(folds(Backtest(horizon: 6, folds: 3), .instants(asked), of: hourly)) == [30, 60, 100])
    var backtest = Backtest(horizon: 6)
    backtest.cutoffs = .instants(asked)
    let found = backtest.foundCutoffs(on: hourly)
    #expect(found.found == 3 && found.usable == 3 && found.outside == [asked[4], asked[5]])
    backtest.horizon = 30
    #expect(backtest.foundCutoffs(on: hourly).usable == 2)
  }

  @Test("gap, train window and refits keep their meaning, and targets end at the next cutoff")
  func training() throws {
    let hourly = try panel([Array(0..<120)])
    let found = try folds(
      Backtest(horizon: 6, folds: 2, gap: 3, trainWindow: 12), .timeOfDay(seconds: 0), of: hourly)
    #expect(found.map { $0.trainingRows[0] } == [58..<70, 82..<94])
    #expect(found.map { $0.targetRows[0] } == [73..<79, 97..<103])
    let long = try folds(Backtest(horizon: 30, folds: 2), .timeOfDay(seconds: 0), of: hourly)
    #expect(long.map { $0.targetRows[0] } == [49..<79, 73..<103])
  }

  @Test("series share the instants, or count back each its own")
  func clocks() throws {
    let panel = try panel([Array(0..<120), Array(stride(from: 7, to: 110, by: 2)), Array(48..<130)])
    let shared = try folds(Backtest(horizon: 3, folds: 2, clock: .shared), .timeOfDay(seconds: 0), of: panel)
    #expect(hours(shared) == [96, 120])
    #expect(shared[0].cutoffs.map(\.index) == [97, 45, 49])
    #expect(shared[1].omitted == [0, 1])
    let own = try folds(Backtest(horizon: 3, folds: 4, clock: .own), .timeOfDay(seconds: 0), of: panel)
    #expect(own.map(\.time) == [nil, nil, nil, nil])
    #expect(own[3].cutoffs.map(\.index) == [97, 45, 73])
    // The third series has three midnights only.
    #expect(own[0].omitted == [2])
  }

  @Test("more folds than there are cutoffs are refused, with the number there are")
  func tooMany() throws {
    let failure = #expect(throws: Failure.self) {
      try folds(Backtest(horizon: 6, folds: 9), .timeOfDay(seconds: 0), of: try panel([Array(0..<120)]))
    }
    #expect(failure?.fix == "--folds 4")
    let none = #expect(throws: Failure.self) {
      try folds(Backtest(horizon: 6), .instants([]), of: try panel([Array(0..<120)]))
    }
    #expect(none?.fix?.hasPrefix("a smaller --horizon") == true)
  }

  @Test("no later row moves a cutoff")
  func causal() throws {
    let whole = try panel([Array(0..<150)])
    let part = try panel([Array(0..<110)])
    for rule in [CutoffRule.close, .timeOfDay(seconds: 0)] {
      let found = { (panel: Panel) in
        rule.positions(in: panel.series[0].times) { panel.series[0].civil($0) }
      }
      #expect(Array(found(whole).prefix(found(part).count)) == found(part))
    }
  }
}
