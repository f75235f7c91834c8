import Files
import Layers
import LinearAlgebra
import Testing
import TimeSeries
import Training

@testable import Forecasting
@testable import Models
@testable import Windowing

@Suite("Networks of patches")
struct PatchForecasterTests {
  private func options(horizon: Int = 6, lookback: Int = 24, steps: Int = 60) -> ForecasterOptions {
    var options = ForecasterOptions(horizon: horizon, lookback: lookback)
    options.patches.units = 8
    options.patches.batch = 32
    options.patches.steps = steps
    return options
  }

  private func fit(
    _ branch: PatchForecaster.Branch, _ panel: Panel, rows: Int, _ options: ForecasterOptions
  ) throws -> any FittedForecaster {
    let data = TrainingData(panel: panel, rows: panel.series.map { 0..<min(rows, $0.count) })
    return try PatchForecaster(branch: branch, options: options).fit(data, session: Session())
  }

  @Test(
    "checks nothing in the first quarter of its schedule, however short", arguments: [nil, 1, 3, 8, 2_000])
  func firstCheck(steps: Int?) {
    var given = TrainingOptions()
    given.maxSteps = steps
    let training = PatchOptions().training(given, loss: .huber)
    #expect(training.maxSteps == steps ?? PatchOptions().steps)
    #expect(training.firstValidationStep == (steps ?? PatchOptions().steps) / 4)
    #expect(training.loss == .huber && training.epochSteps == 25)
    #expect(training.patience == (steps == 2_000 ? 26 : 6), "a third of the schedule, or six checks")
    given.patience = 0
    #expect(PatchOptions().training(given, loss: .huber).patience == 0)
  }

  @Test(
    "a patch divides the lookback where it can",
    arguments: [(24, 4), (96, 6), (104, 8), (336, 24), (97, 7), (3, 3)])
  func length(lookback: Int, expected: Int) {
    #expect(PatchOptions().sizes(lookback: lookback).patch == expected)
  }

  @Test("the correction of a ridge that is exact changes nothing that matters")
  func exactRidge() throws {
    let target = (0..<260).map { 10 + ClosedFormPanel.season($0, 12) }
    let panel = ClosedFormPanel.make([target], season: 12)
    let fitted = try fit(.correction, panel, rows: 240, options())
    let point = try fitted.forecast(panel, at: [Cutoff(series: 0, index: 240)], session: Session())[0].point
    for (lead, value) in point.enumerated() { #expect(abs(value - target[240 + lead]) < 0.02) }
  }

  @Test("before its first step the correction forecasts what the ridge does, to the last bit")
  func untrained() throws {
    let noise = ClosedFormPanel.noise(260)
    let target = (0..<260).map { 10 + ClosedFormPanel.season($0, 12) + noise[$0] }
    let data = TrainingData(panel: ClosedFormPanel.make([target], season: 12))
    let options = options(steps: 1)
    let forecaster = PatchForecaster(branch: .correction, options: options)
    let split = try forecaster.split(data)
    let choice = try FrameChoice(data, split: split, options: options, lookback: 24)
    let task = try PatchTask(.correction, data, split: nil, options: options, like: choice)
    let fitted = try forecaster.fit(
      task, steps: 0, correction: MeanCorrection(horizon: 6), session: Session())
    var inputs: [Float] = []
    for window in task.training {
      task.framed.appendInput(of: window, task.framed.normalisation(of: window), to: &inputs)
    }
    let expected = try #require(task.ridge).forecasts(inputs).map(Double.init)
    #expect(fitted.normalised(task.framed, task.training, session: Session()).flatMap(\.self) == expected)
  }

  @Test("the direct network learns a season by itself, and better than nothing")
  func direct() throws {
    let target = (0..<400).map { 10 + ClosedFormPanel.season($0, 12) }
    let panel = ClosedFormPanel.make([target], season: 12)
    let fitted = try fit(.direct, panel, rows: 360, options(steps: 300))
    let cutoffs = (360..<390).map { Cutoff(series: 0, index: $0) }
    let found = try fitted.forecast(panel, at: cutoffs, session: Session())
    var error = 0.0
    for (cutoff, forecast) in zip(cutoffs, found) {
      for (lead, value) in forecast.point.enumerated() { error += abs(value - target[cutoff.index + lead]) }
    }
    // A constant is off by 0.5 on average; a tenth of the usual units and steps gets part of the way.
    #expect(error / Double(6 * cutoffs.count) < 0.4)
  }

  @Test("series shorter than a window are padded, and do not shorten the lookback of the others")
  func shortSeries() throws {
    let long = (0..<200).map { 10 + ClosedFormPanel.season($0, 12) }
    let panel = ClosedFormPanel.make([long, Array(long[..<14])], season: 12)
    let fitted = try fit(.correction, panel, rows: 200, options())
    let found = try fitted.forecast(
      panel, at: [Cutoff(series: 0, index: 200), Cutoff(series: 1, index: 14)], session: Session())
    #expect((fitted as? FittedPatchForecaster)?.facts.lookback == 24)
    #expect(found.allSatisfy { $0.point.allSatisfy { $0.isFinite && $0 > 5 && $0 < 15 } })
  }

  @Test("a series that swings a thousand times as much as those it learnt from is forecast in its own range")
  func wildSeries() throws {
    // Bursts that no window foretells.
    func bursts(_ seed: UInt64) -> [Double] {
      ClosedFormPanel.noise(300, seed: seed).enumerated().map { $1 * ($0 / 8 % 2 == 0 ? 1 : 5) }
    }
    let calm = ClosedFormPanel.make([bursts(1), bursts(2)])
    let wild = ClosedFormPanel.make([bursts(1), bursts(2), bursts(3).map { 1_000 * $0 }])
    for branch in PatchForecaster.Branch.allCases {
      let fitted = try fit(branch, calm, rows: 300, options(lookback: 8))
      let cutoffs = (100..<130).map { Cutoff(series: 2, index: $0) }
      let points = try fitted.forecast(wild, at: cutoffs, session: Session()).flatMap(\.point)
      #expect(points.allSatisfy { abs($0) < 2 * 5_000 }, "\(branch)")
    }
  }

  @Test("a calendar that networks read and the ridge does not is stored, and asks for dates")
  func calendar() throws {
    let noise = ClosedFormPanel.noise(700)
    let panel = ClosedFormPanel.make([noise])
    let fitted = try fit(.correction, panel, rows: 700, options(steps: 25))
    let forecaster = try #require(fitted as? FittedPatchForecaster)
    #expect(forecaster.facts.layout.calendar > 0 && !forecaster.facts.frame.usesCalendar)
    let restored = try FittedPatchForecaster(record: forecaster.record(), branch: .correction)
    let cutoffs = [Cutoff(series: 0, index: 700)]
    let points = try [forecaster, restored].map {
      try $0.forecast(panel, at: cutoffs, session: Session())[0].point
    }
    #expect(points[0] == points[1])
    var steps = panel
    steps.timeKind = .step
    steps.spacing = .steps
    #expect(throws: Failure.self) { try forecaster.forecast(steps, at: cutoffs, session: Session()) }
  }

  @Test("a fit on more rows has the frame, the penalty and the steps that were found")
  func refit() throws {
    let target = (0..<260).map { 10 + ClosedFormPanel.season($0, 12) + 0.2 * ClosedFormPanel.noise(260)[$0] }
    let data = TrainingData(panel: ClosedFormPanel.make([target], season: 12))
    let forecaster = PatchForecaster(branch: .correction, options: options())
    let split = try forecaster.split(data)
    let choice = try FrameChoice(data, split: split, options: options(), lookback: 24)
    let task = try PatchTask(.correction, data, split: split, options: options(), like: choice)
    let fit = try forecaster.train(task, session: Session())
    let all = try PatchTask(.correction, data, split: nil, options: options(), like: choice)
    let again = try forecaster.fit(
      all, steps: fit.steps, correction: fit.fitted.facts.correction, session: Session())
    #expect(again.facts.frame == fit.fitted.facts.frame)
    #expect(again.facts.ridge != fit.fitted.facts.ridge, "the validation tail is learnt from")
    #expect(fit.steps <= 120, "the schedule is gone through at most twice")
  }
}
