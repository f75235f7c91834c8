import Combining
public import Files
import Forecasting
import Models
import Windowing

/// A model a user can ask for by name.
public struct ModelEntry: Sendable {
  /// The name, as after `--model` and in the predictions file.
  public let name: String
  /// What it is, in one line.
  public let summary: String
  /// Whether it is a network, with layers and training options of its own.
  public let isNetwork: Bool
  /// Whether it is a network of patches, which reads windows as a whole and trains by a schedule of its own.
  public internal(set) var readsPatches = false
  /// Whether its forecasts of a series depend on that series alone, and not on others of the panel.
  ///
  /// Intervals depend on the other series all the same, since they are made of the errors of all series.
  public internal(set) var isPerSeries = false
  /// The settings that its forecasts depend on.
  let settings: Set<ModelSetting>
  /// Whether it learns from windows, of which a short series has none.
  public var readsWindows: Bool { isNetwork || name == Linear.name }
  /// An unfitted forecaster with the given options.
  public let make: @Sendable (ForecasterOptions) -> any Forecaster
  /// The fitted forecaster that a record was made of.
  let restore: @Sendable (ModelRecord) throws(Failure) -> any FittedForecaster
}

/// All models, in one place: adding one adds one entry.
public enum ModelRegistry {
  /// The model that is used where none is named.
  public static let defaultModel = Blend.name

  /// Every model, simple ones first.
  public static let entries: [ModelEntry] =
    [
      rule(Naive.self, "repeats the last observed value"),
      rule(SeasonalNaive.self, "repeats the last season"),
      rule(Drift.self, "goes on along the line from the first to the last observed value"),
      rule(HistoricMean.self, "the mean of the history"),
      rule(SeasonalMedian.self, "the median of the last three seasons"),
      local(ExponentialSmoothing<SimpleSmoothing>.self, "simple exponential smoothing of the level"),
      local(ExponentialSmoothing<HoltSmoothing>.self, "exponential smoothing of level and linear trend"),
      local(Theta.self, "the theta method: half a straight line, half simple exponential smoothing"),
      local(
        ExponentialSmoothing<AutomaticSmoothing>.self,
        "exponential smoothing with errors, trend and season chosen by AICc"),
      local(
        ExponentialSmoothing<ResponsiveSmoothing>.self,
        "ets with a level that takes up at least a tenth of each error, to follow when it moves"),
      local(
        LogHAR.self, "heterogeneous autoregression of logarithms, for realised variances", heeding: [.past]),
      local(
        SmoothedVariance.self,
        "exponentially weighted mean of squared returns, with RiskMetrics' decay of 0.94"),
      local(GARCH.self, "GARCH(1,1) of squared returns, by the Gaussian likelihood"),
      ModelEntry(
        name: Linear.name, summary: "closed-form ridge regression on last-value-normalised windows",
        isNetwork: false, settings: .ofWindows, make: { perTarget(Linear($0.ofPoints), $0) },
        restore: { record throws(Failure) in try FittedLinear(record: record) }),
    ] + NetworkArchitecture.all.map(network) + [
      patched(.direct, "gated recurrent network that reads and forecasts patches of normalised windows"),
      patched(.correction, "ridge regression on normalised windows, corrected by a segment-gru"),
      ModelEntry(
        name: Blend.name,
        summary: "linear-gru, segment-gru and simple forecasts, weighted by a validation tail",
        isNetwork: true, readsPatches: true, settings: .ofPatches.union([.seasonLag, .rounding]),
        make: { perTarget(Blend(options: $0.ofPoints.withoutQuantiles), $0) },
        restore: { record throws(Failure) in try FittedCombination(record: record, restoring: restorePart) }),
    ]

  /// The model called `name`.
  ///
  /// - Throws: `Failure` (arguments) with the nearest name when there is none.
  public static func entry(named name: String) throws(Failure) -> ModelEntry {
    if let entry = entries.first(where: { $0.name == name }) { return entry }
    let names = entries.map(\.name)
    let nearest = SimilarNames.likely(for: name, among: names).map { "; did you mean \($0)?" } ?? ""
    throw Failure(
      .arguments, "there is no model \"\(name)\"\(nearest)",
      fix: "--model with one of \(names.joined(separator: ", "))")
  }

  /// The fitted forecaster that `record` was made of.
  ///
  /// - Throws: `Failure` (model file) when the model is unknown or its tensors do not fit its configuration.
  public static func restore(_ record: ModelRecord) throws(Failure) -> any FittedForecaster {
    if record.model == FittedBoundedForecaster.recordName {
      return try FittedBoundedForecaster(record: record, restoring: restore)
    }
    if record.model == FittedPerTarget.recordName {
      return try FittedPerTarget(record: record, restoring: restore)
    }
    let fitted: any FittedForecaster =
      record.model == FittedConformalForecaster.recordName
      ? try FittedConformalForecaster(record: record, restoring: restorePart) : try restorePart(record)
    return record.isOfVariances ? FittedPositiveForecaster(base: fitted) : fitted
  }

  /// The fitted forecaster of a record that is a member of another's: a bound is the whole's.
  ///
  /// - Throws: `Failure` (model file) when the model is unknown or its tensors do not fit its configuration.
  static func restorePart(_ record: ModelRecord) throws(Failure) -> any FittedForecaster {
    guard let entry = entries.first(where: { $0.name == record.model }) else {
      throw Failure(
        .modelFile, "the file holds a model \"\(record.model)\", which this version does not know")
    }
    return record.members.isEmpty
      ? try entry.restore(record) : try FittedCombination(record: record, restoring: restorePart)
  }

  private static func rule<Rule: ForecastRule>(_ rule: Rule.Type, _ summary: String) -> ModelEntry {
    ModelEntry(
      name: Rule.name, summary: summary, isNetwork: false, isPerSeries: true, settings: [],
      make: { simple(RuleForecaster<Rule>($0.ofPoints), $0) },
      restore: { record throws(Failure) in try FittedRule<Rule>(record: record) })
  }

  private static func local<Model: LocalModel>(
    _ model: Model.Type, _ summary: String, heeding settings: Set<ModelSetting> = []
  ) -> ModelEntry {
    ModelEntry(
      name: Model.name, summary: summary, isNetwork: false, isPerSeries: true, settings: settings,
      make: { simple(LocalForecaster<Model>(options: $0.ofPoints), $0) },
      restore: { record throws(Failure) in try FittedLocalForecaster<Model>(record: record) })
  }

  /// A forecaster of series one by one.
  private static func simple(_ base: some Forecaster, _ options: ForecasterOptions) -> any Forecaster {
    bounded(positive(calibrated(base, options), options), options)
  }

  private static func patched(_ branch: PatchForecaster.Branch, _ summary: String) -> ModelEntry {
    ModelEntry(
      name: branch.rawValue, summary: summary, isNetwork: true, readsPatches: true,
      settings: branch == .direct ? .ofPatches.union([.seasonLag]) : .ofPatches,
      make: { ensemble($0.withoutQuantiles) { PatchForecaster(branch: branch, options: $0) } },
      restore: { record throws(Failure) in try FittedPatchForecaster(record: record, branch: branch) })
  }

  /// A network, or several where the options ask for more than one member, for each target of recordings.
  private static func ensemble(
    _ options: ForecasterOptions, of make: @escaping @Sendable (ForecasterOptions) -> some Forecaster
  ) -> any Forecaster {
    let own = options.ofPoints
    return own.ofMembers.count == 1
      ? perTarget(make(own), options) : perTarget(Ensemble(options: own, make: make), options)
  }

  /// A forecaster for each target of recordings, calibrated and bounded where that is asked for.
  private static func perTarget(_ base: some Forecaster, _ options: ForecasterOptions) -> any Forecaster {
    bounded(eachTarget(of: positive(calibrated(base, options), options)), options)
  }

  private static func eachTarget(of base: some Forecaster) -> any Forecaster { PerTarget(base) }

  /// A forecaster that keeps inside the bounds asked for.
  private static func bounded(_ base: any Forecaster, _ options: ForecasterOptions) -> any Forecaster {
    options.bounds.map { BoundedForecaster(base, $0) } ?? base
  }

  /// A forecaster that learns how uncertain it is, where that is asked for.
  private static func calibrated(_ base: some Forecaster, _ options: ForecasterOptions) -> any Forecaster {
    guard let intervals = options.intervals, intervals.method != .model || !base.learnsQuantiles else {
      return base
    }
    return ConformalForecaster(base, options: options, intervals: intervals)
  }

  /// A forecaster, bounded where it is to forecast variances.
  private static func positive(_ base: some Forecaster, _ options: ForecasterOptions) -> any Forecaster {
    options.objective == .qlike ? PositiveForecaster(base) : base
  }

  private static func network(_ architecture: NetworkArchitecture) -> ModelEntry {
    ModelEntry(
      name: architecture.name, summary: architecture.summary, isNetwork: true,
      settings: architecture.settings,
      make: { ensemble($0) { RecurrentForecaster(architecture: architecture, options: $0) } },
      restore: { record throws(Failure) in
        try FittedRecurrentForecaster(record: record, architecture: architecture)
      })
  }
}

extension NetworkArchitecture {
  /// The settings that a network of this architecture heeds.
  fileprivate var settings: Set<ModelSetting> {
    var settings = Set<ModelSetting>.ofSteps
    if cell == .rnn { settings.insert(.activation) }
    if hasAttention { settings.insert(.attentionHeads) }
    return settings
  }
}
