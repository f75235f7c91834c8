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

  @Test("interleaved times of a panel are one axis")
  func interleaved() throws {
    var panel = panel([0..<10, 0..<10])
    panel.series[0].times = (0..<10).map { Instant(seconds: Int64(2 * $0)) }
    panel.series[1].times = (0..<10).map { Instant(seconds: Int64(2 * $0 + 1)) }
    let folds = try Folds(Backtest(horizon: 4, folds: 1), of: panel)
    #expect(folds[0].time?.seconds == 15)
    #expect(folds[0].cutoffs.map(\.index) == [8, 8])
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
