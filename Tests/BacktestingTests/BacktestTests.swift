import Files
import Forecasting
import Models
import Registry
import Synchronization
import Testing
import TimeSeries
import Training

@testable import Backtesting

@Suite("A backtest")
struct BacktestTests {
  private func panel(_ count: Int = 120) -> Panel {
    let series = (0..<2).map { index in
      Series(
        id: "s\(index)", times: (0..<count).map { Instant(seconds: Int64($0) * 86_400) },
        target: (0..<count).map { Double(($0 * $0 * (7 + index)) % 53) + 10 })
    }
    return Panel(series: series, timeKind: .local, spacing: .days(1), season: 7)
  }

  /// Forecasts the number of its fit, and takes down what it was asked.
  private struct Recorder: WarmStartable {
    final class Calls: Sendable {
      let fits = Mutex<[[Range<Int>]]>([])
      let warm = Mutex(0)
      let forecasts = Mutex<[[Cutoff]]>([])
    }
    struct Fitted: FittedForecaster {
      var name: String { "recorder" }
      let horizon: Int
      let value: Double
      let calls: Calls
      func forecast(_ panel: Panel, at cutoffs: [Cutoff], session: Session) throws -> [Forecast] {
        calls.forecasts.withLock { $0.append(cutoffs) }
        return cutoffs.map { _ in Forecast(point: Array(repeating: value, count: horizon)) }
      }
      func record() throws -> ModelRecord { ModelRecord(model: name, configuration: "{}", tensors: []) }
    }
    var name: String { "recorder" }
    var horizon = 3
    var value: Double?
    let calls = Calls()
    func fit(_ data: TrainingData, session: Session) throws -> any FittedForecaster {
      let number = calls.fits.withLock { fits in
        fits.append(data.rows)
        return fits.count
      }
      return Fitted(horizon: horizon, value: value ?? Double(number), calls: calls)
    }
    func fit(
      _ data: TrainingData, from previous: any FittedForecaster, session: Session
    ) throws -> any FittedForecaster {
      calls.warm.withLock { $0 += 1 }
      return try fit(data, session: session)
    }
  }

  @Test("has the linear baseline that --model linear has, with targets of recordings learnt apart")
  func linearBaseline() throws {
    let series = (0..<8).map { index in
      Series(
        id: "s\(index)", recording: "\(index / 2)", column: index % 2 == 0 ? "HR" : "SpO2",
        times: (0..<90).map { Instant(seconds: Int64($0)) },
        target: (0..<90).map { Double(($0 * $0 * (7 + index)) % (index % 2 == 0 ? 53 : 5)) + 10 })
    }
    let panel = Panel(
      series: series, timeKind: .elapsed, spacing: .fixed(nanoseconds: 1_000_000_000), season: 1)
    let options = ForecasterOptions(horizon: 3, lookback: 6)
    let linear = try ModelRegistry.entry(named: "linear").make(options)
    let backtest = Backtest(horizon: 3, folds: 4)
    func values(_ result: BacktestResult) -> [Double]? {
      result.predictions.models.first { $0.name == "linear" }?.values
    }
    let asked = try values(backtest.run([linear], on: panel, baselines: options))
    let added = try values(backtest.run([Recorder()], on: panel, baselines: options))
    #expect(asked != nil && asked == added)
    let together = try values(backtest.run([Linear(options)], on: panel, baselines: options))
    #expect(together != added)
  }

  @Test("without refitting fits once before the first cutoff and forecasts all cutoffs in one call")
  func neverRefit() throws {
    let recorder = Recorder()
    let result = try Backtest(horizon: 3, folds: 4).run([recorder], on: panel())
    #expect(recorder.calls.fits.withLock { $0 } == [[0..<108, 0..<108]])
    #expect(recorder.calls.forecasts.withLock { $0.map(\.count) } == [8])
    #expect(result.folds.map(\.isTrained) == [true, false, false, false])
  }

  @Test("refits at every second fold, from the weights before where asked")
  func refit() throws {
    let recorder = Recorder()
    var backtest = Backtest(horizon: 3, folds: 5, refit: .every(2), isWarmStarted: true)
    let result = try backtest.run([recorder], on: panel())
    #expect(recorder.calls.fits.withLock { $0.map { $0[0].upperBound } } == [105, 111, 117])
    #expect(recorder.calls.forecasts.withLock { $0.map(\.count) } == [4, 4, 2])
    #expect(recorder.calls.warm.withLock { $0 } == 2)
    // The rows of a fold hold the forecasts of its own fit.
    #expect(result.predictions.models[0].values[..<15] == [1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 3, 3])
    backtest.refit = .everyFold
    backtest.isWarmStarted = false
    let cold = Recorder()
    _ = try backtest.run([cold], on: panel())
    #expect(cold.calls.fits.withLock { $0.count } == 5)
    #expect(cold.calls.warm.withLock { $0 } == 0)
  }

  @Test("gives the same bits and the same log at any number of threads", arguments: [2, 3, 8])
  func threads(threads: Int) throws {
    var options = ForecasterOptions(horizon: 3, lookback: 6)
    options.network.layers = [NetworkOptions.Layer(units: 4)]
    options.training.maxEpochs = 2
    let forecasters = try ["rnn", "gru"].map { try ModelRegistry.entry(named: $0).make(options) }
    let panel = panel()
    func run(_ threads: Int) throws -> (predictions: Predictions, log: [EpochRecord]) {
      let log = Mutex<[EpochRecord]>([])
      let session = Session(threads: threads, log: { record in log.withLock { $0.append(record) } })
      let result = try Backtest(horizon: 3, folds: 3, refit: .everyFold).run(
        forecasters, on: panel, session: session)
      return (result.predictions, log.withLock { $0 })
    }
    let (one, many) = (try run(1), try run(threads))
    #expect(one.predictions == many.predictions)
    #expect(one.log == many.log && one.log.count { !$0.isRefit } == 2 * 3 * 2)
  }

  @Test("adds naive, seasonal-naive and linear after the models asked for, each once")
  func baselines() throws {
    let linear = Linear(ForecasterOptions(horizon: 3))
    let result = try Backtest(horizon: 3, folds: 2).run([Recorder(), linear], on: panel())
    #expect(result.scores.models == ["recorder", "linear", "naive", "seasonal-naive"])
    #expect(result.asked == ["recorder", "linear"])
  }

  @Test("rows carry the target as read, and naive is the value at the cutoff")
  func rows() throws {
    let panel = panel()
    let result = try Backtest(horizon: 3, folds: 2).run([], on: panel)
    let predictions = result.predictions
    #expect(predictions.rows.count == 2 * 2 * 3)
    #expect(predictions.rows.map(\.series) == Array(repeating: 0, count: 6) + Array(repeating: 1, count: 6))
    #expect(predictions.rows.map(\.lead) == [1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3])
    #expect(predictions.actual == Array(panel.series[0].target[114...] + panel.series[1].target[114...]))
    #expect(predictions.rows[3].cutoff == panel.series[0].times[116])
    #expect(predictions.rows[3].time == panel.series[0].times[117])
    #expect(predictions.models[0].values[3] == panel.series[0].target[116])
  }

  @Test(
    "scores and files are those of the panel cut off after a fold, for all folds up to it",
    arguments: [
      Refit.never, .everyFold,
    ])
  func noPeeking(refit: Refit) throws {
    let whole = try Backtest(horizon: 3, folds: 6, refit: refit).run([], on: panel())
    // Rows from 111 on, after the third fold's horizon, hold noise: every earlier forecast must stay the
    // same.
    var perturbed = panel()
    for index in perturbed.series.indices {
      for row in 111..<120 { perturbed.series[index].target[row] = Double(row * row) * -1e6 }
    }
    let other = try Backtest(horizon: 3, folds: 6, refit: refit).run([], on: perturbed)
    for (left, right) in zip(whole.predictions.models, other.predictions.models) {
      for (index, row) in whole.predictions.rows.enumerated() where row.cutoff.seconds < 111 * 86_400 {
        #expect(left.values[index] == right.values[index])
      }
    }
    #expect(whole.predictions.models[0].values != other.predictions.models[0].values)
  }

  @Test("a forecast that is not finite is never written")
  func notFinite() throws {
    let failure = #expect(throws: Failure.self) {
      try Backtest(horizon: 3, folds: 2).run([Recorder(value: .infinity)], on: panel())
    }
    #expect(failure?.cause == .notFinite)
    #expect(failure?.message == "recorder forecasts inf for series s0 at lead 1")
  }

  @Test("two models of one name and a model of another horizon are failures")
  func mismatches() throws {
    let twice = #expect(throws: Failure.self) {
      try Backtest(horizon: 3, folds: 2).run([Recorder(), Recorder()], on: panel())
    }
    #expect(twice?.message == "two models are named recorder")
    let long = #expect(throws: Failure.self) {
      try Backtest(horizon: 3, folds: 2).run([Recorder(horizon: 4)], on: panel())
    }
    #expect(long?.fix == "--horizon 4")
  }

  @Test("takes a model that is already fitted")
  func alreadyFitted() throws {
    let panel = panel()
    let fitted = try RuleForecaster<Drift>(ForecasterOptions(horizon: 3)).fit(
      TrainingData(panel: panel), session: Session())
    let result = try Backtest(horizon: 3, folds: 2).run([AlreadyFitted(fitted, name: "mine")], on: panel)
    #expect(result.scores.models[0] == "mine")
  }

  @Test("MASE is scaled by the training rows before the first cutoff")
  func scale() throws {
    let panel = panel()
    let result = try Backtest(horizon: 3, folds: 2, gap: 4).run([], on: panel)
    let scale = try #require(Metric.scale(of: panel.series[1], training: 0..<110, season: 7))
    let mae = try #require(result.scores.value(.mae, model: 0, series: 1))
    #expect(result.scores.value(.mase, model: 0, series: 1) == mae / scale)
  }

  @Test("says which series were left out of which folds")
  func notices() throws {
    var panel = panel()
    panel.series[1] = Series(
      id: "short", times: Array(panel.series[1].times[112...]), target: Array(panel.series[1].target[112...]))
    let result = try Backtest(horizon: 3, folds: 2).run([], on: panel)
    #expect(
      result.notices == [
        "left out, having too few rows before the cutoff or none up to the next: short (1 of 2 folds)",
        "MASE is not defined for 1 of 2 series, which its mean leaves out: short, which has no observed training row "
          + "to compare with the row a season (7 rows) earlier",
      ])
    #expect(result.predictions.rows.count { $0.series == 1 } == 3)
  }

  @Test("names the clock that would leave fewer series out")
  func noticeOfClock() throws {
    var panel = panel()
    let shift = { (time: Instant) in Instant(seconds: time.seconds - 365 * 86_400) }
    panel.series[1].times = TimeAxis(panel.series[1].times.map(shift))
    let shared = try Backtest(horizon: 3, folds: 2, clock: .shared).run([], on: panel)
    #expect(
      shared.notices == [
        "left out, having too few rows before the cutoff or none up to the next: s1 (2 of 2 folds)"
          + "; for unrelated series, --clock own counts folds back from the end of each"
      ])
    #expect(try Backtest(horizon: 3, folds: 2, clock: .own).run([], on: panel).notices == [])
  }

  @Test("says which leads are never scored, of a series slower than the clock")
  func noticeOfLeads() throws {
    var panel = panel()
    panel.series.append(panel.series[1])
    // 1970-01-01 was a Thursday.
    let rows = (0..<120).filter { $0 % 7 != 2 && $0 % 7 != 3 }
    let all = panel.series[2]
    panel.series[2] = Series(
      id: "weekdays", times: rows.map { all.times[$0] }, target: rows.map { all.target[$0] })
    let result = try Backtest(horizon: 7, folds: 4).run([], on: panel)
    #expect(
      result.notices == [
        "no lead after 5 is scored of weekdays: fewer rows than the horizon lie between two cutoffs "
          + "(a longer --step scores more)"
      ])
    #expect(try Backtest(horizon: 7, folds: 4, step: 11).run([], on: panel).notices == [])
  }

  @Test("counts the series that MASE leaves out, and names the first")
  func noticeOfScales() throws {
    var panel = panel()
    panel.season = 110
    let result = try Backtest(horizon: 3, folds: 4).run([], on: panel)
    #expect(
      result.notices == [
        "MASE is not defined for 2 of 2 series, which its mean leaves out: s0, which has no observed training row "
          + "to compare with the row a season (110 rows) earlier, and 1 more"
      ])
    #expect(result.evaluation.comparedMetric == .mae)
    panel.season = 1
    for row in 0..<108 { panel.series[1].target[row] = 5 }
    let constant = try Backtest(horizon: 3, folds: 4).run([], on: panel)
    #expect(
      constant.notices == [
        "MASE is not defined for 1 of 2 series, which its mean leaves out: s1, which has training rows that never "
          + "differ from the row before"
      ])
    #expect(constant.evaluation.comparedMetric == .mase)
  }

  @Test("folds without an observed row keep their places among those that are compared")
  func unobservedFolds() throws {
    var panel = panel(200)
    panel.series.removeLast()
    let whole = try Backtest(horizon: 2, folds: 40, step: 1).run([], on: panel)
    // Rows 175...177 are all that folds 14 and 15 forecast.
    for row in 175...177 { panel.series[0].target[row] = .nan }
    let other = try Backtest(horizon: 2, folds: 40, step: 1).run([], on: panel)
    for (left, right) in zip(whole.evaluation.comparisons, other.evaluation.comparisons) {
      guard let left, let right else { continue }
      #expect(try left.overall.get().count == 40 && right.overall.get().count == 38)
      #expect(try left.overall.get().statistic != right.overall.get().statistic)
    }
    #expect(other.evaluation.comparisons.contains { $0 != nil })
  }
}
