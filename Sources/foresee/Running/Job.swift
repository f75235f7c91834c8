import Backtesting
import Files
import Forecasting
import TimeSeries

/// What a command that trains has in hand: how to read, which models, and how they are made.
struct Job {
  /// How the inputs are read.
  var reading: ReadOptions
  /// The models to train, and the fitted ones.
  var models: [Model]
  /// How models are made.
  var options: ForecasterOptions
  /// Whether series share a clock; `nil` where nobody says.
  let clock: Backtest.Clock?
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

  /// Says which options none of the models heeds; those of the configuration file, which may serve several runs, pass unsaid.
  ///
  /// - Parameters:
  ///   - baselines: Models that are made with the same options beside those of the job.
  ///   - hasFolds: Whether there are folds, which heed the clock.
  func noteOptionsWithoutUse(baselines: [ModelEntry] = [], hasFolds: Bool = false) {
    let entries = entries + baselines
    let unused = given.filter { option in
      !(hasFolds && option == "clock") && !entries.contains { $0.uses(option) }
    }
    guard !unused.isEmpty else { return }
    let names = models.map { model in
      switch model {
      case .entry(let entry): entry.name
      case .fitted(_, let path): path
      }
    }
    Console.note(
      "without effect on \(names.joined(separator: ", ")): "
        + unused.map { "--" + $0 }.joined(separator: ", "))
  }

  /// Decides all settings and reads the model files.
  init(
    _ forecast: ForecastOptions, model options: ModelOptions, training: TrainingArguments,
    reading: ReadingOptions
  ) throws(Failure) {
    var settings = try Settings(configuration: options.config)
    let names = try settings.text("model", option: forecast.model) ?? Zoo.defaultModel
    let horizon = try settings.integer("horizon", option: forecast.horizon, in: .steps)
    self.options = ForecasterOptions(horizon: horizon ?? 1)
    try forecast.apply(to: &self.options, &settings)
    clock = try settings.choice("clock", option: forecast.clock)
    try options.apply(to: &self.options, &settings)
    try training.apply(to: &self.options, &settings)
    try settings.refuseUnknownKeys()
    given = settings.options.filter { $0 != "model" && $0 != "horizon" }

    self.reading = ReadOptions()
    models = []
    var firstFile: (path: String, horizon: Int)?
    for reference in try ModelReference.list(names) {
      switch reference {
      case .entry(let entry): models.append(.entry(entry))
      case .file(let path):
        let file = try ModelFile(path: path)
        let fitted = try file.forecaster()
        try Self.requireAgreement(path, file, fitted.horizon, with: firstFile, self.reading, horizon)
        if firstFile == nil { self.reading = file.reading }
        firstFile = firstFile ?? (path, fitted.horizon)
        models.append(.fitted(fitted, path: path))
      }
    }
    guard let steps = horizon ?? firstFile?.horizon else {
      throw Failure(
        .arguments, "nothing says how many steps to forecast", fix: "add --horizon, for instance --horizon 5")
    }
    self.options.horizon = steps
    try reading.apply(to: &self.reading)
    forecast.columns.apply(to: &self.reading)
    self.options.missing = self.reading.missing
  }

  /// Checks that a model file forecasts as many steps, of the same targets, as the others and as asked for.
  private static func requireAgreement(
    _ path: String, _ file: ModelFile, _ leads: Int, with first: (path: String, horizon: Int)?,
    _ reading: ReadOptions, _ horizon: Int?
  ) throws(Failure) {
    guard leads == horizon ?? first?.horizon ?? leads else {
      let fix = horizon == nil ? "forecast with each model on its own" : "--horizon \(leads)"
      throw Failure(
        .arguments, at: Failure.Place(file: path),
        "the model forecasts \(leads) steps, not \(horizon ?? first?.horizon ?? leads)", fix: fix)
    }
    if let first, file.reading.targets != reading.targets {
      throw Failure(
        .arguments, at: Failure.Place(file: path), "the model forecasts other columns than \(first.path)",
        fix: "forecast with each model on its own")
    }
  }
}
