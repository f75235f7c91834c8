import Platform
import Synchronization
import TestSupport
import Testing
import TimeSeries
import Training

@testable import Combining
@testable import Forecasting
@testable import Models
@testable import Windowing

@Suite("A blend")
struct BlendTests {
  private func options(steps: Int = 25) -> ForecasterOptions {
    var options = ForecasterOptions(horizon: 4, lookback: 24)
    options.patches.units = 4
    options.patches.batch = 16
    options.patches.steps = steps
    return options
  }

  private func data(season: Int, _ value: (Int) -> Double) -> TrainingData {
    TrainingData(panel: ClosedFormPanel.make([(0..<160).map(value)], season: season))
  }

  private func names(_ data: TrainingData, _ objective: Objective = .mase) throws -> [String] {
    var options = options()
    options.objective = objective
    let split = try TrainingSplit(data, options: options, lookback: 24)
    let choice = try FrameChoice(data, split: split, options: options, lookback: 24)
    return SimpleForecasters(options, data, choice).all.map(\.name)
  }

  @Test("has a simple candidate for each kind of series, the naive one first")
  func candidates() throws {
    let noise = ClosedFormPanel.noise(160)
    #expect(try names(data(season: 1) { 5 * noise[$0] }) == ["naive", "linear", "mean", "responsive-ets"])
    #expect(
      try names(data(season: 7) { 5 * noise[$0] })
        == ["naive", "linear", "seasonal-naive", "seasonal-median", "theta", "responsive-ets"])
    #expect(
      try names(data(season: 1) { 9 + noise[$0] }, .qlike)
        == ["log-har", "naive", "linear", "mean", "responsive-ets"])
  }

  @Test("without validation counts networks and simple forecasts for half each", arguments: [0, 10])
  func unjudged(patience: Int) throws {
    // Not asked for, or too short: of 28 rows 12 are a tail, and what is left has no window of 24 and 4.
    let noise = ClosedFormPanel.noise(28)
    let panel = ClosedFormPanel.make([(0..<28).map { 9 + noise[$0] }])
    var options = options()
    options.training.patience = patience
    let notes = Mutex<[String]>([])
    let session = Session(note: { note in notes.withLock { $0.append(note.text) } })
    let fitted = try Blend(options: options).fit(TrainingData(panel: panel), session: session)
    let parts = try #require(fitted as? FittedCombination).members
    let (networks, simple) = (["linear-gru", "segment-gru"], ["naive", "linear", "mean", "responsive-ets"])
    #expect(Set(parts.map(\.forecaster.name)) == Set(networks + simple))
    for (names, expected) in [(networks, 0.25), (simple, 0.5 / 4)] {
      for name in names {
        let weight = parts.filter { $0.forecaster.name == name }.reduce(0) { $0 + $1.weight }
        #expect(weight == expected, "halves of halves are exact")
      }
    }
    #expect(notes.withLock { $0 }.contains { $0.contains("there is no validation") })
  }

  @Test("holds half of each network that was judged, and half of one that knows all rows")
  func refit() throws {
    let noise = ClosedFormPanel.noise(160)
    let data = data(season: 1) { 9 + ClosedFormPanel.season($0, 8) + 0.1 * noise[$0] }
    let trial = try Blend(options: options()).trial(data, session: Session())
    let weights: [Double] = trial.names.map { $0 == "linear-gru" ? 0.6 : $0 == "linear" ? 0.4 : 0 }
    let parts = try trial.parts(weights, session: Session())
    #expect(parts.map(\.forecaster.name) == ["linear-gru", "linear-gru", "linear"])
    // The weights are divided by their sum, and halved exactly.
    #expect(zip(parts, [0.3, 0.3, 0.4]).allSatisfy { Distance.ulps($0.weight, $1) <= 1 })
    // They have seen different values.
    let cutoff = [Cutoff(series: 0, index: 160)]
    let points = try parts.map {
      try $0.forecaster.forecast(data.panel, at: cutoff, session: Session())[0].point
    }
    #expect(Set(points).count == 3)
  }

  @Test("of two networks one learns values as they are where the other learns logarithms that gain little")
  func plain() throws {
    for (skewness, expected) in [(0.4, [true, false]), (3, [true, true])] {
      let noise = ClosedFormPanel.noise(400)
      let panel = ClosedFormPanel.make([noise.map { exp(skewness * $0) }])
      let trial = try Blend(options: options()).trial(TrainingData(panel: panel), session: Session())
      guard trial.choice.framed.frame.isLogarithmic else {
        Issue.record("the logarithm is taken of values whose logarithms are symmetric")
        continue
      }
      let frames = try trial.networks.map { network in
        try Set(
          network.members.map {
            try #require($0.forecaster as? FittedPatchForecaster).facts.frame.isLogarithmic
          })
      }
      #expect(frames == expected.map { [$0] }, "a gain of \(trial.choice.logarithmGain)")
    }
  }

  @Test("of few windows has two members of each network, of many one, unless the options say how many")
  func members() throws {
    let short = data(season: 1) { 9 + ClosedFormPanel.season($0, 8) }
    let long = TrainingData(
      panel: ClosedFormPanel.make([(0..<6_400).map { 9 + ClosedFormPanel.season($0, 8) }], season: 1))
    for (data, given, expected) in [(short, nil, 2), (short, 1, 1), (long, nil, 1), (long, 2, 2)] {
      var options = options(steps: 1)
      options.members = given
      let trial = try Blend(options: options).trial(data, session: Session())
      #expect(trial.networks.map(\.members.count) == [expected, expected])
      #expect(
        trial.decisions.contains { $0.subject.hasPrefix("members") && $0.choice == .text("2") }
          == (expected == 2))
    }
  }

  @Test("a schedule is gone through to where the rate has halved, however long nothing is gained on the way")
  func schedule() throws {
    // Nothing can be learnt of noise: the first check is as good as any.
    let noise = ClosedFormPanel.noise(160)
    let data = data(season: 1) { 9 + noise[$0] }
    var options = options(steps: 400)
    options.training.patience = 1
    let last = Mutex(0)
    let session = Session(log: { record in last.withLock { $0 = record.step } })
    _ = try PatchForecaster(branch: .correction, options: options).fit(data, session: session)
    let end = last.withLock { $0 }
    #expect(end >= 200, "half of a cosine over 400 steps")
    #expect(end < 400, "what has not been as good for a third of the schedule is not waited for")
  }
}
