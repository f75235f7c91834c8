@testable import Forecasting
import Synchronization
import Testing
import TimeSeries
import Training

@Suite("A blend")
struct BlendTests {
  private func options(steps: Int = 25) -> ForecasterOptions {
    var options = ForecasterOptions(horizon: 4, lookback: 24)
    options.segments.units = 4
    options.segments.batch = 16
    options.segments.steps = steps
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
    #expect(try names(data(season: 1) { 5 * noise[$0] }) == ["naive", "linear", "responsive-ets"])
    #expect(
      try names(data(season: 7) { 5 * noise[$0] })
        == ["naive", "linear", "seasonal-naive", "seasonal-median", "theta", "responsive-ets"])
    #expect(
      try names(data(season: 1) { 9 + noise[$0] }, .qlike)
        == ["log-har", "naive", "linear", "responsive-ets"])
  }

  @Test("without validation counts networks and simple forecasts for half each", arguments: [0, 10])
  func unjudged(patience: Int) throws {
    // Not asked for, or too short: of 28 rows 12 are a tail, and what is left has no window of 24 and 4.
    let noise = ClosedFormPanel.noise(28)
    let panel = ClosedFormPanel.make([(0..<28).map { 9 + noise[$0] }])
    var options = options()
    options.training.patience = patience
    let notes = Mutex<[String]>([])
    let session = Session(note: { note in notes.withLock { $0.append(note) } })
    let fitted = try Blend(options: options).fit(TrainingData(panel: panel), session: session)
    let parts = try #require(fitted as? FittedCombination).members
    let (networks, simple) = (["linear-gru", "segment-gru"], ["naive", "linear", "responsive-ets"])
    #expect(Set(parts.map(\.forecaster.name)) == Set(networks + simple))
    for (names, expected) in [(networks, 0.25), (simple, 0.5 / 3)] {
      for name in names {
        let weight = parts.filter { $0.forecaster.name == name }.reduce(0) { $0 + $1.weight }
        #expect(abs(weight - expected) < 1e-12)
      }
    }
    #expect(notes.withLock { $0 }.contains { $0.contains("no validation") })
  }

  @Test("holds half of the fit that was judged, and half of one that knows all rows")
  func refit() throws {
    let noise = ClosedFormPanel.noise(160)
    let data = data(season: 1) { 9 + ClosedFormPanel.season($0, 8) + 0.1 * noise[$0] }
    let trial = try Blend(options: options()).trial(data, session: Session())
    let parts = try trial.parts([0.5, 0.2, 0, 0.3, 0], session: Session())
    #expect(
      parts.map(\.forecaster.name) == [
        "linear-gru", "linear-gru", "segment-gru", "segment-gru", "linear", "linear",
      ])
    #expect(parts.map(\.weight) == [0.25, 0.25, 0.1, 0.1, 0.15, 0.15])
    // A fit before the tail and one of all rows have seen different values.
    let cutoff = [Cutoff(series: 0, index: 160)]
    for pair in [0, 2, 4] {
      let points = try parts[pair...pair + 1].map {
        try $0.forecaster.forecast(data.panel, at: cutoff, session: Session())[0].point
      }
      #expect(points[0] != points[1])
    }
  }

  @Test("believes an exceptional last season by half")
  func exceptionalSeason() throws {
    // The last week before the cutoff sells twice as much; those after it sell what they always did.
    let noise = ClosedFormPanel.noise(220)
    let values = (0..<220).map {
      ((153..<160).contains($0) ? 2 : 1) * (10 + 5 * ClosedFormPanel.season($0, 7)) + noise[$0]
    }
    let panel = ClosedFormPanel.make([values], season: 7)
    let data = TrainingData(panel: panel, rows: [0..<160])
    let trial = try Blend(options: options()).trial(data, session: Session())
    let cutoffs = (190...210).map { Cutoff(series: 0, index: $0) }
    func error(_ fitted: any FittedForecaster) throws -> Double {
      try zip(cutoffs, fitted.forecast(panel, at: cutoffs, session: Session())).reduce(0.0) { sum, found in
        let (cutoff, forecast) = found
        return sum
          + forecast.point.enumerated().reduce(0) { $0 + abs($1.element - values[cutoff.index + $1.offset]) }
      }
    }
    let candidate = try #require(trial.candidates.firstIndex { $0.name == "linear" })
    let weights = trial.candidates.indices.map { $0 == candidate ? 1.0 : 0 }
    let parts = try trial.parts(weights, session: Session())
    #expect(parts.map(\.weight) == [0.5, 0.5])
    let blend = FittedCombination(name: "blend", options: options(), members: parts)
    #expect(try error(blend) < 0.9 * error(parts[1].forecaster))
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
      #expect(trial.notes.contains("each network is the mean of 2 members") == (expected == 2))
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
    _ = try SegmentForecaster(branch: .correction, options: options).fit(data, session: session)
    let end = last.withLock { $0 }
    #expect(end >= 200, "half of a cosine over 400 steps")
    #expect(end < 400, "what has not been as good for a third of the schedule is not waited for")
  }
}
