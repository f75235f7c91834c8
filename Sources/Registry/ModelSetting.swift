import Forecasting

/// A setting of how a model is made or trained, under the name that it has as an option and in configuration
/// files.
public enum ModelSetting: String, Sendable, CaseIterable {
  case lookback, transform, validation, calendar, objective, rounding

  // Covariates.
  case past, future
  case statics = "static"

  // Recurrent networks.
  case scaler, hidden, layers, dropout, head, activation
  case attentionHeads = "attention-heads"

  // Networks of patches.
  case anchor, holidays, clock
  // The names of options in files and scripts stay.
  case patch = "segment"
  case patchUnits = "segment-units"
  case seriesEmbedding = "series-embedding"
  case seasonLag = "season-lag"

  // Training.
  case loss, patience, seed, members, batch, schedule, optimizer, momentum, clip
  case skipShort = "skip-short"
  case maxEpochs = "max-epochs"
  case maxSteps = "max-steps"
  case learningRate = "learning-rate"
  case warmUp = "warm-up"
  case weightDecay = "weight-decay"
  case warmStart = "warm-start"

  /// The setting of an option as it is written on the command line without its dashes; a flag may begin with
  /// `no-`.
  public init?(option: String) {
    self.init(rawValue: option.hasPrefix("no-") ? String(option.dropFirst(3)) : option)
  }
}

extension Set<ModelSetting> {
  /// What names columns beside the target.
  static let covariates: Self = [.past, .future, .statics]
  /// Those of every model that learns from windows.
  static let ofWindows: Self = [.lookback, .transform, .validation, .skipShort]
  /// Those of every network.
  private static let ofNetworks: Self =
    covariates.union(ofWindows).union([.calendar, .loss, .patience, .seed, .members, .maxSteps])
  /// Those of networks that read step by step.
  static let ofSteps: Self = ofNetworks.union([
    .scaler, .hidden, .layers, .dropout, .head, .maxEpochs, .batch, .learningRate, .schedule, .warmUp,
    .optimizer,
    .weightDecay, .momentum, .clip, .warmStart,
  ])
  /// Those of networks that read patches, which have a schedule of their own.
  static let ofPatches: Self = ofNetworks.union([
    .objective, .patch, .patchUnits, .seriesEmbedding, .anchor, .holidays, .clock,
  ])
}

extension ModelEntry {
  /// Whether the model heeds a setting, so that its forecasts may change with it.
  ///
  /// - Parameters:
  ///   - setting: The setting.
  ///   - objective: The metric asked for. QLIKE keeps the forecasts of every model positive.
  /// - Returns: `false` where forecasts are the same whatever the setting.
  public func heeds(_ setting: ModelSetting, objective: Objective = .mase) -> Bool {
    settings.contains(setting) || setting == .objective && objective == .qlike
  }
}
