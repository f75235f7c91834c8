import Files
import Testing
import TimeSeries

@testable import Backtesting

@Suite("Folds")
struct FoldsTests {
  private func panel(_ rows: [Range<Int>]) -> Panel {
    let series = rows.enumerated().map { index, rows in
      Series(
        id: "s\(index)", times: rows.map { Instant(seconds: Int64($0)) }, target: rows.map { Double($0) })
    }
    return Panel(series: series, timeKind: .step, spacing: .steps, season: 1)
  }

  @Test("end with the data and are a step apart, the horizon by default")
  func tiling() throws {
    let folds = try Folds(Backtest(horizon: 3, folds: 4), of: panel([0..<20]))
    #expect(folds.map { $0.cutoffs[0].index } == [8, 11, 14, 17])
    #expect(folds.map { $0.trainingRows[0] } == [0..<8, 0..<11, 0..<14, 0..<17])
    #expect(folds.map { $0.time?.seconds } == [7, 10, 13, 16])
    let dense = try Folds(Backtest(horizon: 3, folds: 3, step: 1), of: panel([0..<20]))
    #expect(dense.map { $0.cutoffs[0].index } == [15, 16, 17])
  }

  @Test("a gap drops training targets before the cutoff, a train window the oldest rows")
  func gapAndWindow() throws {
    let folds = try Folds(Backtest(horizon: 2, folds: 2, gap: 3, trainWindow: 6), of: panel([0..<20]))
    #expect(folds.map { $0.cutoffs[0].index } == [16, 18])
    #expect(folds.map { $0.trainingRows[0] } == [7..<13, 9..<15])
  }

  @Test("share instants: a series that starts late or ends early follows the same clock")
  func sharedClock() throws {
    let folds = try Folds(Backtest(horizon: 2, folds: 2), of: panel([0..<20, 10..<20, 0..<17, 17..<20]))
    #expect(folds[0].time?.seconds == 15)
    #expect(folds[0].cutoffs == [0, 1, 2].map { Cutoff(series: $0, index: $0 == 1 ? 6 : 16) })
    #expect(folds[0].omitted == [3])
    // Series 2 ends at row 16, before the second cutoff.
    #expect(folds[1].cutoffs.map(\.series) == [0, 1])
    #expect(folds[1].omitted == [2, 3])
    #expect(folds[1].trainingRows == [0..<18, 0..<8, 0..<17, 0..<1])
  }

  @Test("on their own clocks each series counts back from its end")
  func ownClock() throws {
    let folds = try Folds(
      Backtest(horizon: 2, folds: 2, clock: .own), of: panel([0..<20, 100..<110, 5..<8]))
    #expect(folds[0].time == nil)
    #expect(folds[0].cutoffs == [Cutoff(series: 0, index: 16), Cutoff(series: 1, index: 6)])
    #expect(folds[1].cutoffs == [Cutoff(series: 0, index: 18), Cutoff(series: 1, index: 8)])
    #expect(folds.map(\.omitted) == [[2], [2]])
  }

  /// Hourly series, each at its own minute of the hour.
  private func misaligned(_ count: Int, rows: Int = 400, minutes: Int) -> Panel {
    let series = (0..<count).map { index in
      Series(
        id: "s\(index)",
        times: (0..<rows).map { Instant(seconds: Int64($0) * 3600 + Int64(index * minutes) * 60) },
        target: (0..<rows).map { Double($0) })
    }
    return Panel(
      series: series, timeKind: .local, spacing: .fixed(nanoseconds: 3_600_000_000_000), season: 24)
  }

  @Test("of series at instants of their own are those of series at the same instants", arguments: [0, 1, 10])
  func ownInstants(minutes: Int) throws {
    let backtest = Backtest(horizon: 12, folds: 20, gap: 5, trainWindow: 100)
    let folds = Array(try Folds(backtest, of: misaligned(6, minutes: minutes)))
    for (number, fold) in folds.enumerated() {
      let cutoff = 400 - 12 * (20 - number)
      #expect(fold.cutoffs.map(\.index) == Array(repeating: cutoff, count: 6))
      #expect(fold.targetRows == Array(repeating: cutoff..<cutoff + 12, count: 6))
      #expect(fold.trainingRows == Array(repeating: cutoff - 105..<cutoff - 5, count: 6))
      #expect(fold.time == Instant(seconds: Int64(cutoff - 1) * 3600 + Int64(300 * minutes)))
    }
    #expect(try backtest.overlap(on: misaligned(6, minutes: minutes)) == 1)
  }

  @Test("of a single series and of aligned ones are counted in rows, whatever their times")
  func irregular() throws {
    // Instants in bursts, at which all series have rows.
    var panel = panel([0..<60, 0..<60, 0..<50])
    for index in panel.series.indices {
      panel.series[index].times = TimeAxis(
        panel.series[index].times.map { Instant(seconds: $0.seconds / 7 * 1000 + $0.seconds % 7) })
    }
    panel.timeKind = .local
    panel.spacing = .irregular(medianNanoseconds: 1_000_000_000)
    let folds = try Folds(Backtest(horizon: 4, folds: 5, step: 3), of: panel)
    #expect(folds.map { $0.cutoffs[0].index } == [44, 47, 50, 53, 56])
    #expect(folds[0].targetRows == [44..<48, 44..<48, 44..<48])
  }

  @Test("a horizon or more apart forecast no row twice, where a series has no row at some instants")
  func disjoint() throws {
    for (horizon, step) in [(7, 7), (5, 9), (1, 1)] {
      var panel = panel([0..<300, 0..<300, 0..<300])
      for index in 1..<3 {
        let rows = (0..<300).filter { ($0 * $0 * 7 + index) % 10 > 2 }
        panel.series[index] = Series(
          id: "s\(index)", times: rows.map { Instant(seconds: Int64($0)) }, target: rows.map { Double($0) })
      }
      let folds = Array(try Folds(Backtest(horizon: horizon, folds: 20, step: step), of: panel))
      // The cutoffs are those of a complete series.
      #expect(folds.map { $0.time?.seconds } == (0..<20).map { Int64(299 - horizon - step * (19 - $0)) })
      for series in panel.series.indices {
        let targets = folds.flatMap { fold in
          zip(fold.cutoffs, fold.targetRows).filter { $0.0.series == series }.flatMap { Array($0.1) }
        }
        #expect(Set(targets).count == targets.count)
        #expect(targets.count > 20 * horizon / 2)
      }
      #expect(try Backtest(horizon: horizon, folds: 20, step: step).overlap(on: panel) == 1)
    }
  }

  @Test(
    "less than a horizon apart overlap by their target times",
    arguments: [(5, 1, 5), (5, 2, 3), (5, 4, 2), (5, 5, 1), (24, 7, 4)])
  func overlap(horizon: Int, step: Int, expected: Int) throws {
    for clock in [nil, Backtest.Clock.own] {
      let backtest = Backtest(horizon: horizon, folds: 9, step: step, clock: clock)
      let panels = [panel([0..<200, 50..<200]), misaligned(3, rows: 200, minutes: 7)]
      for panel in panels {
        #expect(try backtest.overlap(on: panel) == expected)
      }
    }
  }

  @Test("of weekdays beside all days are a week apart for five rows, and score all leads of both")
  func weekdays() throws {
    // 1970-01-05 was a Monday.
    let days = (4..<354).map { Int64($0) }
    let series = [days, days.filter { ($0 - 4) % 7 < 5 }].enumerated().map { index, days in
      Series(
        id: "s\(index)", times: days.map { Instant(seconds: $0 * 86_400) }, target: days.map { Double($0) })
    }
    let panel = Panel(series: series, timeKind: .local, spacing: .days(1), season: 7)
    let folds = try Folds(Backtest(horizon: 5, folds: 10), of: panel)
    #expect(folds.allSatisfy { $0.targetRows.map(\.count) == [5, 5] })
    #expect(folds.map { $0.cutoffs[0].index } == (1...10).reversed().map { 350 - 7 * $0 })
    #expect(folds.map { $0.cutoffs[1].index } == (1...10).reversed().map { 250 - 5 * $0 })
  }

  @Test("at which most series are left out are refused, unless asked for, where clocks of their own help")
  func recordings() throws {
    let apart = panel([0..<100, 200..<300, 400..<500])
    let failure = #expect(throws: Failure.self) { try Folds(Backtest(horizon: 3, folds: 10), of: apart) }
    #expect(failure?.cause == .data)
    #expect(
      failure?.message
        == "20 of 30 forecasts would be left out: at cutoffs that all series share, most series have too few rows "
        + "before or none after")
    #expect(failure?.fix?.hasPrefix("--clock own ") == true)
    let own = try Folds(Backtest(horizon: 3, folds: 10, clock: .own), of: apart)
    #expect(own.omittedCount == 0 && own.onOwnClocks == nil)
    let shared = try Folds(Backtest(horizon: 3, folds: 10, clock: .shared), of: apart)
    #expect(shared.omittedCount == 20 && shared.onOwnClocks != nil)
    // Half of the forecasts are enough for a table.
    #expect(try Folds(Backtest(horizon: 3, folds: 10), of: panel([0..<100, 200..<300])).omittedCount == 10)
    // Series that are too short are so on any clock.
    let short = panel([0..<100, 97..<100, 98..<100])
    #expect(try Folds(Backtest(horizon: 3, folds: 10), of: short).onOwnClocks == nil)
    #expect(Backtest(horizon: 3, folds: 10).needsOwnClocks(on: apart))
    #expect(Backtest(horizon: 3, folds: 10, clock: .shared).needsOwnClocks(on: apart))
    #expect(!Backtest(horizon: 3, folds: 10).needsOwnClocks(on: short))
    #expect(!Backtest(horizon: 3, folds: 99).needsOwnClocks(on: apart), "nor are there rows for own clocks")
  }

  @Test("a series whose future covariates do not cover the horizon is left out")
  func futureCovariates() throws {
    var panel = panel([0..<20, 0..<18])
    panel.covariates.future = ["holiday"]
    for index in panel.series.indices {
      panel.series[index].future = [panel.series[index].target]
    }
    let folds = try Folds(Backtest(horizon: 4, folds: 1), of: panel)
    #expect(folds[0].cutoffs.map(\.series) == [0])
  }

  @Test("a series without an observed training row is left out")
  func unobserved() throws {
    var panel = panel([0..<20, 0..<20])
    for row in 0..<17 { panel.series[1].target[row] = .nan }
    let folds = try Folds(Backtest(horizon: 2, folds: 1), of: panel)
    #expect(folds[0].omitted == [])
    #expect(try Folds(Backtest(horizon: 2, folds: 2), of: panel)[0].omitted == [1])
  }

  @Test("too many folds are a failure that names how many fit")
  func tooMany() throws {
    let failure = #expect(throws: Failure.self) {
      try Folds(Backtest(horizon: 3, folds: 20), of: panel([0..<20]))
    }
    #expect(failure?.cause == .data)
    #expect(failure?.message == "20 folds of horizon 3, 3 rows apart, need 64 rows, and there are 20")
    #expect(failure?.fix == "--folds 5")
    #expect(try Folds(Backtest(horizon: 3, folds: 5), of: panel([0..<20])).count == 5)
    let hopeless = #expect(throws: Failure.self) { try Folds(Backtest(horizon: 30), of: panel([0..<20])) }
    #expect(hopeless?.fix == "a smaller --horizon, or more rows")
  }

  @Test(
    "numbers out of range are failures that name their option",
    arguments: [
      (Backtest(horizon: 0), "--horizon 1"), (Backtest(horizon: 1, folds: 0), "--folds 1"),
      (Backtest(horizon: 1, step: 0), "--step 1"), (Backtest(horizon: 1, gap: -1), "--gap 0"),
      (Backtest(horizon: 5, trainWindow: 5), "--train-window 6"),
      (Backtest(horizon: 1, refit: .every(0)), "--refit every-fold"),
      (Backtest(horizon: .max), "--horizon 1000000000"),
      (Backtest(horizon: 1, step: .max), "--step 1000000000"),
    ])
  func ranges(backtest: Backtest, fix: String) {
    let failure = #expect(throws: Failure.self) { try Folds(backtest, of: panel([0..<20])) }
    #expect(failure?.cause == .arguments)
    #expect(failure?.fix == fix)
  }

  @Test("are a random-access collection")
  func collection() throws {
    let folds = try Folds(Backtest(horizon: 1, folds: 5), of: panel([0..<20]))
    #expect(folds.map(\.index) == Array(0..<5))
    #expect(folds.reversed().map(\.index) == [4, 3, 2, 1, 0])
    #expect(folds[2] == Array(folds)[2])
    #expect(folds.distance(from: folds.startIndex, to: folds.endIndex) == 5)
  }
}
