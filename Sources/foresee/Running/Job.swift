import Backtesting
import Files
import Forecasting
import LinearAlgebra
import Registry
import TimeSeries
import Training

/// What a command that trains has in hand: how to read, which models, and how they are made.
struct Job {
  /// How the inputs are read.
  var reading: ReadOptions
  /// The models to train, and the fitted ones.
  var models: [Model]
  /// How models are made.
  var options: ForecasterOptions
  /// The files that were read: the configuration, and models.
  let files: [String]
  /// What the models from files know of data, by the paths of the files.
  private let familiarities: [(path: String, Familiarity)]
  /// Whether series share a clock; `nil` where nobody says.
  let clock: Backtest.Clock?
  /// What is asked for beside the points of forecasts.
  let spread: SpreadRequest
  /// The options on the command line that say how models are made.
  private let given: [String]

  /// One model of a job.
  enum Model: Sendable {
    /// One to train.
    case entry(ModelEntry)
    /// One that was trained before, with the path of its file.
    case fitted(any FittedForecaster, path: String)
  }

  /// Whether a model is to be trained that has layers.
  var hasNetwork: Bool {
    entries.contains(where: \.isNetwork)
  }

  /// Whether a model is to be trained that learns from windows, of which a short series has none.
  var readsWindows: Bool {
    entries.contains(where: \.readsWindows)
  }

  /// The models to train.
  private var entries: [ModelEntry] {
    models.compactMap { if case .entry(let entry) = $0 { entry } else { nil } }
  }

  /// Checks that nobody asks for another way to train where all models are trained already.
  func refuseOptionsWithoutUse() throws(Failure) {
    guard let option = given.first, entries.isEmpty, case .fitted(_, let path) = models.first else { return }
    throw Failure(
      .arguments, at: Failure.Place(file: path),
      "--\(option) is for training, and the model is trained already",
      fix: "leave --\(option) out, or give it to fit")
  }

  /// Says which options none of the models heeds; those of the configuration file, which may serve several
  /// runs, pass unsaid.
  ///
  /// - Parameters:
  ///   - baselines: Models that are made with the same options beside those of the job.
  ///   - folds: The options of folds, where there are any: folds depend on the clock.
  func noteOptionsWithoutUse(baselines: [ModelEntry] = [], folds: FoldOptions? = nil) {
    var given = given + covariateOptions
    if folds?.warmStart == true, folds?.refit == .never {
      Console.note("without effect with --refit never: --warm-start")
    } else if folds?.warmStart == true {
      given.append("warm-start")
    }
    func heeds(_ option: String, _ entry: ModelEntry) -> Bool {
      ModelSetting(option: option).map { entry.heeds($0, objective: options.objective) } ?? true
    }
    func isUnused(_ option: String, by entry: ModelEntry) -> Bool {
      // A single layer has nothing between layers to drop.
      option == "dropout" && options.network.layers.count == 1
        || option == "loss" && options.training.loss == .quantile && !entry.make(options).learnsQuantiles
        || !heeds(option, entry)
    }
    var unused: [(models: [String], options: [String])] = []
    for option in given where !(folds != nil && option == "clock") {
      if baselines.contains(where: { heeds(option, $0) }) { continue }
      let names = self.entries.filter { isUnused(option, by: $0) }.map(\.name) + fittedPaths(heeding: option)
      if names.isEmpty { continue }
      if let index = unused.firstIndex(where: { $0.models == names }) {
        unused[index].options.append(option)
      } else {
        unused.append((names, [option]))
      }
    }
    noteIntervalsOfErrors(hasBaselines: !baselines.isEmpty)
    for group in unused {
      Console.note(
        "without effect on \(group.models.joined(separator: ", ")): "
          + group.options.map { "--" + $0 }.joined(separator: ", "))
    }
  }

  /// Says which models have intervals of their errors where those of models themselves are asked for.
  private func noteIntervalsOfErrors(hasBaselines: Bool) {
    guard options.intervals?.method == .model else { return }
    let names = entries.filter { !$0.make(options).learnsQuantiles }.map(\.name)
    let all = names + (hasBaselines ? ["the simple baselines"] : [])
    guard !all.isEmpty else { return }
    var learning = options
    learning.training.loss = .quantile
    let able = entries.filter { names.contains($0.name) && $0.make(learning).learnsQuantiles }.map(\.name)
    Console.note(
      "intervals of \(all.joined(separator: ", ")) are conformal: they learn no quantiles themselves"
        + (able.isEmpty ? "" : "; with --loss quantile \(able.joined(separator: ", ")) would"))
  }

  /// The options that name covariates.
  private var covariateOptions: [String] {
    [("past", reading.past), ("future", reading.future), ("static", reading.statics)].filter { !$0.1.isEmpty }
      .map(\.0)
  }

  /// The files of models that are trained already and heed no option for training; covariates are theirs.
  private func fittedPaths(heeding option: String) -> [String] {
    guard !["past", "future", "static"].contains(option) else { return [] }
    return models.compactMap { if case .fitted(_, let path) = $0 { path } else { nil } }
  }

  /// Decides all settings and reads the model files.
  init(
    _ forecast: ForecastOptions, model options: ModelOptions, training: TrainingArguments,
    reading: ReadingOptions
  ) throws(Failure) {
    var settings = try Settings(configuration: options.config)
    let names = try settings.text("model", option: forecast.model) ?? ModelRegistry.defaultModel
    let horizon = try settings.integer("horizon", option: forecast.horizon, in: .steps)
    self.options = ForecasterOptions(horizon: horizon ?? 1)
    if forecast.columns.volatility != nil { self.options.objective = .qlike }
    try forecast.apply(to: &self.options, &settings)
    clock = try settings.choice("clock", option: forecast.clock)
    try options.apply(to: &self.options, &settings)
    try training.apply(to: &self.options, &settings)
    spread = try forecast.spread.request(&settings)
    self.options.bounds = try forecast.bounds.list(&settings)
    let loss = self.options.training.loss
    self.options.intervals = try forecast.spread.options(for: spread, loss: loss, &settings)
    if loss == .quantile { self.options.training.quantileLevels = try spread.levelsToLearn() }
    try settings.refuseUnknownKeys()
    let ofForecasts = ["model", "horizon", "level", "quantiles", "event", "intervals", "bounds"]
    given = settings.options.filter { !ofForecasts.contains($0) }

    let named = try NamedModels(names, horizon: horizon)
    models = named.models
    files = (options.config.map { [$0] } ?? []) + named.familiarities.map(\.path)
    familiarities = named.familiarities
    guard let steps = horizon ?? named.first?.horizon else {
      throw Failure(
        .arguments, "nothing says how many steps to forecast", fix: "add --horizon, for instance --horizon 5")
    }
    self.options.horizon = steps
    self.reading = try named.reading(with: reading, forecast.columns)
    // What a fitted model forecasts is judged as what it was fitted to.
    if named.reading.volatility != nil, !given.contains("objective") { self.options.objective = .qlike }
    self.options.missing = self.reading.missing
  }

  /// Refuses events and bounds that do not suit the targets of `panel`.
  func requireSuitable(_ panel: Panel) throws(Failure) {
    try spread.requireTargets(in: panel)
    try options.bounds?.requireHolding(panel)
  }

  /// Says where data are unlike those that a model from a file was trained on.
  func noteUnfamiliar(_ panel: Panel) {
    for (path, familiarity) in familiarities {
      familiarity.notices(on: panel).forEach { Console.note("\(path): \($0)") }
    }
  }
}
