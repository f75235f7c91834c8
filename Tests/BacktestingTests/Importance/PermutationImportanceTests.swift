import Files
import Forecasting
import Models
import Registry
import Testing
import TimeSeries
import Training

@testable import Backtesting

@Suite("What forecasts rest on")
struct PermutationImportanceTests {
  /// A model that repeats what one of the panel's columns has in one row.
  struct Reader: Forecaster, FittedForecaster {
    /// What it reads, and how many rows before the first that is forecast.
    enum Column: Sendable { case target(Int), past(Int), future, statics }
    let column: Column
    var name: String { "reader" }
    let horizon: Int

    func fit(_ data: TrainingData, session: Session) throws -> any FittedForecaster { self }
    func forecast(_ panel: Panel, at cutoffs: [Cutoff], session: Session) throws -> [Forecast] {
      cutoffs.map { cutoff in
        let series = panel.series[cutoff.series]
        let points = (0..<horizon).map { lead in
          switch column {
          case .target(let lag): series.target[cutoff.index - lag]
          case .past(let lag): series.past[0][cutoff.index - lag]
          case .future: series.future[0][cutoff.index + lead]
          case .statics: series.statics[0]
          }
        }
        return Forecast(point: points)
      }
    }
    func record() throws -> ModelRecord { ModelRecord(model: name, configuration: "{}", tensors: []) }
  }

  private static func noise(_ row: Int, _ series: Int) -> Double {
    Double((row * row * (7 + series)) % 53) + 1
  }

  /// Series whose target is its past covariate a row earlier, and its future covariate in the same row.
  private static func panel(count: Int = 3, rows: Int = 150) -> Panel {
    let series = (0..<count).map { index in
      let past = (0..<rows).map { noise($0, index) + Double(100 * index) }
      let target = [past[0]] + past.dropLast()
      return Series(
        id: "s\(index)", times: (0..<rows).map { Instant(seconds: Int64($0) * 86_400) }, target: target,
        past: [past], future: [target], statics: [Double(100 * index) + 26])
    }
    return Panel(
      series: series, timeKind: .local, spacing: .days(1), season: 7,
      covariates: Panel.Covariates(past: ["p"], future: ["f"], statics: ["c"]))
  }

  private static func importance(
    of column: Reader.Column, horizon: Int = 1, panel: Panel = panel(), folds: Int = 20
  ) throws -> ModelImportance {
    let backtest = Backtest(horizon: horizon, folds: folds)
    let reader = Reader(column: column, horizon: horizon)
    let examiner = try PermutationImportance(of: ["reader"], in: backtest, on: panel, seed: 1)
    let result = try backtest.run([reader], on: panel, examiner: examiner)
    #expect(result.predictions == (try backtest.run([reader], on: panel)).predictions)
    let all = examiner.importances(in: result)
    #expect(all.map(\.model) == ["reader"])
    return try #require(all.first)
  }

  @Test(
    "is a rise where the input is read, and exactly 0 elsewhere",
    arguments: [
      (Reader.Column.target(1), "lag 1"), (.target(3), "lags 2 to 3"), (.target(7), "lags 4 to 7"),
      (.target(40), "lags 32 to 63"), (.target(70), "lags from 64 on"), (.past(2), "p"), (.statics, "c"),
    ] as [(Reader.Column, String)])
  func onlyWhatIsRead(_ column: Reader.Column, _ name: String) throws {
    let importance = try Self.importance(of: column)
    #expect(
      importance.inputs.map(\.input) == [
        "lag 1", "lags 2 to 3", "lags 4 to 7", "lags 8 to 15", "lags 16 to 31", "lags 32 to 63",
        "lags from 64 on", "p", "f", "c",
      ])
    for input in importance.inputs {
      if input.input == name {
        #expect(input.rise != 0 && input.rise != nil)
      } else {
        #expect(input.rise == 0)
      }
    }
  }

  @Test("is large, with an interval above 0, where a covariate says nearly everything")
  func nearlyPerfect() throws {
    var panel = Self.panel()
    for index in panel.series.indices {
      for row in panel.series[index].target.indices { panel.series[index].target[row] += Double(row % 3) }
    }
    for column in [Reader.Column.past(1), .future] {
      let importance = try Self.importance(of: column, panel: panel)
      let input = try #require(importance.inputs.first { $0.rise != 0 })
      let rise = try #require(input.rise)
      #expect(rise > 5)
      let interval = try #require(input.interval)
      #expect(interval.lower > 0 && interval.lower < rise && rise < interval.upper)
      #expect(importance.metric == "MASE" && importance.series == 3 && importance.folds == 20)
    }
  }

  @Test("is the mean over other cutoffs of the errors that a loop over them finds")
  func byHand() throws {
    let panel = Self.panel(count: 1)
    let importance = try Self.importance(of: .past(2), panel: panel, folds: 4)
    let series = panel.series[0]
    let cutoffs = (0..<4).map { series.count - 4 + $0 }
    // With lookbacks of 63 rows all later cutoffs would bring what is scored.
    let asIs = cutoffs.map { abs(series.target[$0] - series.past[0][$0 - 2]) }
    let rises = cutoffs.indices.dropFirst().map { place in
      let errors = cutoffs[..<place].map { abs(series.target[cutoffs[place]] - series.past[0][$0 - 2]) }
      return errors.reduce(0, +) / Double(errors.count) - asIs[place]
    }
    let input = try #require(importance.inputs.first { $0.input == "p" })
    #expect(abs(importance.value - asIs.reduce(0, +) / 4) < 1e-12)
    #expect(abs(try #require(input.rise) - rises.reduce(0, +) / 3 / importance.value) < 1e-12)
    #expect(importance.repeats == 3 && input.interval == nil)
  }

  @Test("takes no input from a cutoff whose rows before it are those that are scored")
  func answers() throws {
    let series = Series(
      id: "s", times: (0..<200).map { Instant(seconds: Int64($0) * 86_400) },
      target: (0..<200).map { Self.noise($0, 0) })
    let panel = Panel(series: [series], timeKind: .local, spacing: .days(1), season: 1)
    // The row before the second cutoff is the one that is scored at the first.
    let backtest = Backtest(horizon: 1, folds: 2)
    let reader = Reader(column: .target(1), horizon: 1)
    let examiner = try PermutationImportance(of: ["reader"], in: backtest, on: panel, seed: 1)
    let result = try backtest.run([reader], on: panel, examiner: examiner)
    let found = try #require(examiner.importances(in: result).first?.inputs.first)
    let target = panel.series[0].target
    let exchanged = examiner.exchanged.panel(
      with: .lags(from: 1, through: 1), at: [Cutoff(series: 0, index: 199)],
      from: [Cutoff(series: 0, index: 198)]
    ).panel.series[0].target[198]
    let asIs = [198, 199].map { abs(target[$0] - target[$0 - 1]) }
    let rise = (abs(target[199] - exchanged) - asIs[1]) / ((asIs[0] + asIs[1]) / 2)
    #expect(abs(try #require(found.rise) - rise) < 1e-12)
  }

  @Test("says nothing where a covariate is the same at every cutoff, as what comes back with the step is")
  func samePhase() throws {
    var panel = Self.panel(count: 1)
    panel.series[0].future[0] = panel.series[0].times.indices.map { Double($0 % 7) }
    var backtest = Backtest(horizon: 1, folds: 10)
    backtest.step = 7
    let reader = Reader(column: .future, horizon: 1)
    let examiner = try PermutationImportance(of: ["reader"], in: backtest, on: panel, seed: 1)
    let result = try backtest.run([reader], on: panel, examiner: examiner)
    let found = try #require(examiner.importances(in: result).first)
    #expect(found.inputs.first { $0.input == "f" }?.rise == nil)
    #expect(found.inputs.first { $0.input == "p" }?.rise == 0)
  }

  @Test(
    "stays finite where a window does not vary but for a rounding, and where a model refuses what is exchanged"
  )
  func stuck() throws {
    let target = (0..<200).map { 60...140 ~= $0 ? 37.2 : 37.2 + Self.noise($0, 0) }
    let series = Series(
      id: "s", times: target.indices.map { Instant(seconds: Int64($0) * 86_400) }, target: target)
    let panel = Panel(series: [series], timeKind: .local, spacing: .days(1), season: 1)
    let exchanged = ExchangedInput(panel, window: 63)
    let (changed, _) = exchanged.panel(
      with: .lags(from: 1, through: nil), at: [Cutoff(series: 0, index: 190)],
      from: [Cutoff(series: 0, index: 140)])
    #expect(changed.series[0].target.allSatisfy { $0.isFinite && $0 < 1e9 })
  }

  @Test("keeps the target's level and, where all values are positive, its sign")
  func exchangedTarget() throws {
    var panel = Self.panel(count: 1)
    let rows = panel.series[0].target.indices
    panel.series[0].target = rows.map { $0 < 75 ? 1 + Self.noise($0, 0) : 1e6 + 1e4 * Self.noise($0, 0) }
    let exchanged = ExchangedInput(panel, window: 63)
    let (changed, places) = exchanged.panel(
      with: .lags(from: 1, through: 7), at: [Cutoff(series: 0, index: 140)],
      from: [Cutoff(series: 0, index: 70)])
    #expect(places == [0])
    let target = changed.series[0].target
    #expect(target[133..<140].allSatisfy { $0 > 1e5 && $0 < 1e8 })
    #expect(target[133..<140] != panel.series[0].target[133..<140])
    #expect(target[..<133] == panel.series[0].target[..<133])
    #expect(target[140...] == panel.series[0].target[140...])
  }

  @Test("is asked for at two cutoffs or more")
  func singleFold() {
    #expect(throws: Failure.self) {
      try PermutationImportance(
        of: ["naive"], in: Backtest(horizon: 1, folds: 1), on: Self.panel(), seed: 1)
    }
  }

  @Test(
    "looks at every model of the registry, and changes no forecast",
    arguments: ModelRegistry.entries.map(\.name))
  func registry(_ name: String) throws {
    guard !["ewma", "garch"].contains(name) else { return }
    var options = ForecasterOptions(horizon: 2, lookback: 8)
    options.network.layers = [NetworkOptions.Layer(units: 3)]
    options.network.head = []
    options.network.attentionHeads = 1
    (options.patches.units, options.patches.steps) = (4, 4)
    options.training.maxEpochs = 1
    let panel = Self.panel(count: 2, rows: 120)
    let backtest = Backtest(horizon: 2, folds: 3)
    let model = try ModelRegistry.entry(named: name).make(options)
    let examiner = try PermutationImportance(of: [name], in: backtest, on: panel, seed: 1)
    let session = Session(threads: 2)
    let result = try backtest.run(
      [model], on: panel, baselines: options, examiner: examiner, session: session)
    #expect(result.predictions == (try backtest.run([model], on: panel, baselines: options)).predictions)
    let found = try #require(examiner.importances(in: result).first)
    #expect(found.inputs.allSatisfy { $0.rise?.isFinite ?? true })
    // Other networks scale a window by the changes of all rows before it too.
    if ["rnn", "lstm", "gru"].contains(where: name.hasPrefix) {
      #expect(found.inputs.first { $0.input == "lags from 64 on" }?.rise == 0)
    }
  }
}
