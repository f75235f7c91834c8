public import Backtesting
public import Files
public import Forecasting
import Randomness
import Registry
public import TimeSeries
import Training
import Windowing

/// A search for settings of a network that forecast better than the ones it has: random search with
/// successive halving.
///
/// Nothing of the folds of ``backtest`` is read: candidates are trained and judged on the rows before the
/// first of them, by folds of their own at the end of these rows. Nine candidates drawn at random train a
/// ninth of the time, the best three a third, the best one all of it; then nine more. How many rounds there
/// are may depend on the clock, what each finds does not.
/// - Source: Jamieson and Talwalkar (2016), "Non-stochastic best arm identification", arXiv:1502.07943.
public struct Tuning: Sendable {
  /// Candidates of a round.
  static let roundSize = 9
  /// The most folds that judge.
  private static let mostFolds = 20

  /// The network.
  public let entry: ModelEntry
  /// Its options as they are: candidate 0.
  public let options: ForecasterOptions
  /// The folds that are not touched.
  public let backtest: Backtest
  /// What is varied.
  public internal(set) var settings: [TunedSetting]
  /// The rows before the first fold of ``backtest``.
  let panel: Panel
  /// The folds that judge.
  let validation: Backtest

  /// Prepares a search.
  ///
  /// - Throws: `Failure` when the model is no network, or there are too few rows before the first fold.
  public init(
    _ entry: ModelEntry, options: ForecasterOptions, backtest: Backtest, on panel: Panel
  ) throws(Failure) {
    guard entry.isNetwork else {
      throw Failure(
        .arguments, "\(entry.name) has no settings to tune", fix: "--model with a network, as gru")
    }
    self.entry = entry
    self.options = options
    self.backtest = backtest
    let rows = try Folds(backtest, of: panel)[0].trainingRows
    self.panel = panel.cut(to: rows)
    let longest = rows.map(\.upperBound).max() ?? 0
    var validation = backtest
    validation.refit = .never
    // There may be few of such cutoffs: what judges need not lie where the folds do.
    validation.cutoffs = nil
    validation.isWarmStarted = false
    // The clock was accepted for the folds that are not touched.
    validation.clock = backtest.clock ?? .shared
    validation.folds = max(1, min(Self.mostFolds, (longest / 4 - backtest.horizon) / backtest.step + 1))
    self.validation = validation
    let training = try Folds(validation, of: self.panel)[0].trainingRows
    let data = TrainingData(panel: self.panel, rows: training)
    let rule = LookbackRule(data, horizon: options.horizon, reading: entry.readsPatches ? .windows : .steps)
    let lookback = options.lookback ?? rule.lookback
    settings = TunedSetting.all(of: entry, lookback: lookback)
  }

  /// The choices of candidate `number`; none of candidate 0, which is as it was.
  func choices(of number: Int) -> [(key: String, choice: TunedSetting.Choice)] {
    guard number > 0 else { return [] }
    let draws = CounterRandom(seed: options.training.seed).substream(UInt64(number))
    return settings.enumerated().map { index, setting in
      let place = Int(draws.uniform(at: UInt64(index)) * Double(setting.choices.count))
      return (setting.key, setting.choices[place])
    }
  }

  /// The options of candidate `number`.
  public func options(of number: Int) -> ForecasterOptions {
    choices(of: number).reduce(into: options) { $1.choice.apply(&$0) }
  }

  /// The settings of candidate `number` as a configuration file.
  public func configuration(of number: Int) -> JSONValue {
    let fixed = [
      JSONValue.Member("model", .text(entry.name)), JSONValue.Member("horizon", .number(options.horizon)),
    ]
    return JSONValue(.object(fixed + choices(of: number).map { JSONValue.Member($0.key, $0.choice.value) }))
  }
}

extension Tuning {
  /// Searches until `isOver`, after `rounds` rounds at the latest.
  ///
  /// - Parameters:
  ///   - journal: The results of earlier searches, which are not computed again.
  ///   - rounds: The most rounds; `nil` for as many as there are.
  ///   - session: The session in which candidates are trained.
  ///   - isOver: Asked before candidates are tried; the first, the options as they are, always is.
  ///   - save: Called with the journal whenever something was found.
  /// - Returns: The journal.
  /// - Throws: `Failure` when the options as they are cannot be trained, or whatever `save` throws.
  public func search(
    continuing journal: TuningJournal, rounds: Int? = nil, session: Session, isOver: () -> Bool,
    save: (TuningJournal) throws -> Void
  ) throws -> TuningJournal {
    var journal = journal
    if journal.score(of: 0, divisor: 1) == nil {
      journal.add(try score(of: 0, divisor: 1, session: session), of: 0, divisor: 1)
      try save(journal)
    }
    for round in 0..<(rounds ?? 1_000_000) {
      var field = Array(1 + round * Self.roundSize...(round + 1) * Self.roundSize)
      for divisor in [9, 3, 1] {
        let missing = field.filter { journal.score(of: $0, divisor: divisor) == nil }
        for start in stride(from: 0, to: missing.count, by: max(1, session.threads)) {
          guard !isOver() else { return journal }
          let some = Array(missing[start..<min(start + max(1, session.threads), missing.count)])
          let scores = try SideBySide.run(some.count, session: session) { index, own in
            try scoreOrInfinity(
              of: some[index], divisor: divisor, session: own, hasAllMemory: own.memory == session.memory)
          }
          for (number, score) in zip(some, scores) { journal.add(score, of: number, divisor: divisor) }
          try save(journal)
        }
        field.sort {
          (journal.score(of: $0, divisor: divisor) ?? .infinity, $0)
            < (journal.score(of: $1, divisor: divisor) ?? .infinity, $1)
        }
        field = Array(field[..<((field.count + 2) / 3)])
      }
    }
    return journal
  }

  /// The score of a candidate; infinity where its settings do not suit the data, or all memory is too little.
  ///
  /// - Throws: `Failure` (limit) where its share of the memory is too little, which says nothing about the
  ///   candidate.
  private func scoreOrInfinity(
    of number: Int, divisor: Int, session: Session, hasAllMemory: Bool
  ) throws -> Double {
    do {
      return try score(of: number, divisor: divisor, session: session)
    } catch let failure as Failure where [.data, .limit, .notFinite].contains(failure.cause) {
      guard failure.cause != .limit || hasAllMemory else { throw failure }
      return .infinity
    }
  }

  /// The error of a candidate that trains a share of the time on the validation folds, by the metric that its
  /// options aim at; the MAE where that one is not known, as the MASE of constant series.
  private func score(of number: Int, divisor: Int, session: Session) throws -> Double {
    var session = session
    (session.log, session.note) = (nil, nil)
    let forecaster = entry.make(options(of: number).shortened(by: divisor))
    let aim = Metric(aimedAtBy: options.objective)
    let scores = try validation.run(
      exactly: [forecaster], asked: [], on: panel, metrics: [aim, .mae], session: session
    ).scores
    return scores.value(aim, model: 0) ?? scores.value(.mae, model: 0) ?? .infinity
  }

  /// Scores the options as they are and the best candidate on the folds that were not touched.
  public func comparison(
    with best: Int, on panel: Panel, session: Session
  ) throws -> BacktestResult {
    var forecasters: [any Forecaster] = [entry.make(options)]
    if best > 0 {
      forecasters.append(Renamed(base: entry.make(options(of: best)), name: "\(entry.name)-tuned"))
    }
    return try backtest.run(forecasters, on: panel, baselines: options, session: session)
  }
}

/// A forecaster under another name, which goes on from earlier fits if the other does.
private struct Renamed: WarmStartable {
  var startsWarm: Bool { base.canStartWarm }
  let base: any Forecaster
  let name: String

  func fit(_ data: TrainingData, session: Session) throws -> any FittedForecaster {
    try base.fit(data, session: session)
  }

  func fit(
    _ data: TrainingData, from previous: any FittedForecaster, session: Session
  ) throws -> any FittedForecaster {
    guard let base = base as? any WarmStartable else { return try base.fit(data, session: session) }
    return try base.fit(data, from: previous, session: session)
  }
}

extension ForecasterOptions {
  /// The same with a training `divisor` times shorter.
  fileprivate func shortened(by divisor: Int) -> Self {
    // Candidates are judged by their points.
    var options = ofPoints
    options.bounds = bounds
    options.training.maxEpochs = max(1, training.maxEpochs / divisor)
    options.training.maxSteps = training.maxSteps.map { max(1, $0 / divisor) }
    options.patches.steps = max(1, patches.steps / divisor)
    return options
  }
}

extension Panel {
  /// The rows before the upper bound of each range, of the series that have any.
  fileprivate func cut(to rows: [Range<Int>]) -> Panel {
    var panel = self
    panel.series = zip(series, rows).compactMap { series, rows in
      rows.upperBound > 0 ? series.prefix(rows.upperBound) : nil
    }
    return panel
  }
}
