import Files
import Forecasting
import Layers
import TimeSeries
import Windowing

/// What a model file says about a network besides its tensors.
private struct NetworkConfiguration: StoredConfiguration {
  var options: ForecasterOptions
  var lookback: Int
  var layout: FeatureLayout
  var anchor: TargetAnchor
  var season: Int
  var covariates: Panel.Covariates
  var spacing: Spacing
  var timeKind: TimeKind
  var ids: [String]
}

extension FittedRecurrentForecaster {
  /// A record with the weights under PyTorch's names and the scaler's statistics as tensors.
  package func record() throws -> ModelRecord {
    let configuration = NetworkConfiguration(
      options: facts.options, lookback: facts.lookback, layout: facts.layout, anchor: facts.anchor,
      season: facts.season, covariates: facts.covariates,
      spacing: facts.spacing, timeKind: facts.timeKind, ids: facts.scaling.ids)
    let plan = facts.network(architecture).parameters
    return try ModelRecord(
      model: name, encoding: configuration, tensors: plan.tensors(weights) + facts.scaling.tensors)
  }

  /// Restores the network that `record` was made of.
  ///
  /// - Throws: `Failure` (model file) when a tensor is missing, has another shape, or is not finite.
  package init(record: ModelRecord, architecture: NetworkArchitecture) throws(Failure) {
    let configuration: NetworkConfiguration = try record.decodedConfiguration()
    try configuration.check(architecture)
    self.architecture = architecture
    let covariates = configuration.covariates.past.count + configuration.covariates.future.count
    let scaling = try NetworkScaling(
      record, ids: configuration.ids, kind: configuration.options.scaler, covariates: covariates,
      statics: configuration.covariates.statics.count)
    facts = NetworkFacts(
      options: configuration.options, lookback: configuration.lookback, layout: configuration.layout,
      anchor: configuration.anchor, season: configuration.season,
      covariates: configuration.covariates, spacing: configuration.spacing, timeKind: configuration.timeKind,
      scaling: scaling)
    weights = try record.weights(of: facts.network(architecture).parameters)
  }
}

extension NetworkConfiguration {
  var storedOptions: ForecasterOptions? { options }

  func checkLimits(of model: String) throws(Failure) {
    try ModelLimits.check("lookback", lookback, ModelLimits.steps, of: model)
    try ModelLimits.check("season", season, ModelLimits.steps, of: model)
    try ModelLimits.check(spacing, of: model)
  }

  /// Refuses what no network can have.
  func check(_ architecture: NetworkArchitecture) throws(Failure) {
    if let problem = architecture.problem(with: options.network) {
      throw Failure(.modelFile, "the configuration cannot be: \(problem)")
    }
    try layout.check(covariates, calendar: options.calendar == true, spacing: spacing, timeKind: timeKind)
  }
}
