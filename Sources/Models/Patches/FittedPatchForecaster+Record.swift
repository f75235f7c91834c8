import Files
import Forecasting
import Layers
import TimeSeries
import Windowing

/// What a model file says about a network of patches besides its tensors.
private struct PatchConfiguration: StoredConfiguration {
  var options: ForecasterOptions
  var lookback: Int
  var sizes: PatchSizes
  var layout: FeatureLayout
  var frame: WindowFrame
  var covariates: Panel.Covariates
  var spacing: Spacing
  var timeKind: TimeKind
  var ids: [String]
  var embedsSeries: Bool
  var season: Int
}

extension FittedPatchForecaster {
  /// A record with the weights under PyTorch's names, the ridge's as those of a `torch.nn.Linear`, and the
  /// statistics.
  package func record() throws -> ModelRecord {
    let configuration = PatchConfiguration(
      options: facts.options, lookback: facts.lookback, sizes: facts.sizes, layout: facts.layout,
      frame: facts.frame, covariates: facts.covariates, spacing: facts.spacing,
      timeKind: facts.timeKind, ids: facts.scaling.ids, embedsSeries: facts.embedsSeries,
      season: facts.seasonLag
    )
    var tensors = facts.network.parameters.tensors(weights)
    tensors += facts.scaling.tensors
    tensors.append(
      NamedTensor(
        name: "mean.variance", shape: [facts.options.horizon], elements: .double(facts.correction.variances)))
    if let ridge = facts.ridge {
      let shape = [facts.options.horizon, ridge.coefficients.count / facts.options.horizon]
      tensors.append(
        NamedTensor(name: "ridge.weight", shape: shape, elements: .double(ridge.coefficients)))
    }
    return try ModelRecord(model: name, encoding: configuration, tensors: tensors)
  }

  /// Restores the network that `record` was made of.
  ///
  /// - Throws: `Failure` (model file) when a tensor is missing, has another shape, or is not finite.
  package init(record: ModelRecord, branch: PatchForecaster.Branch) throws(Failure) {
    let configuration: PatchConfiguration = try record.decodedConfiguration()
    try configuration.check()
    let covariates = configuration.covariates.past.count + configuration.covariates.future.count
    let scaling = try NetworkScaling(
      record, ids: configuration.ids, kind: .none, covariates: covariates,
      statics: configuration.covariates.statics.count)
    let ridge =
      branch == .correction
      ? try WindowRidge(
        record, inputs: configuration.ridgeInputs, horizon: configuration.options.horizon)
      : nil
    let variances = try record.doubles("mean.variance", shape: [configuration.options.horizon])
    self.branch = branch
    facts = PatchFacts(
      options: configuration.options, lookback: configuration.lookback, sizes: configuration.sizes,
      layout: configuration.layout, covariates: configuration.covariates, spacing: configuration.spacing,
      timeKind: configuration.timeKind, scaling: scaling,
      frame: configuration.frame,
      ridge: ridge, correction: MeanCorrection(variances: variances),
      embedsSeries: configuration.embedsSeries, seasonLag: configuration.season)
    weights = try record.weights(of: facts.network.parameters)
  }
}

extension PatchConfiguration {
  var storedOptions: ForecasterOptions? { options }

  static let defaults: JSONValue = .object([
    "options": ForecasterOptions.storedDefaults,
    "frame": StoredJSON.members(of: WindowFrame()),
  ])

  func checkLimits(of model: String) throws(Failure) {
    try ModelLimits.check("lookback", lookback, ModelLimits.steps, of: model)
    try ModelLimits.check("segment", sizes.patch, 1...lookback, of: model)
    try ModelLimits.check("number of units", sizes.units, ModelLimits.units, of: model)
    try ModelLimits.check("number of values of an anchor", frame.anchorSteps, ModelLimits.steps, of: model)
    try ModelLimits.check(spacing, of: model)
  }

  /// Refuses what no network can have.
  func check() throws(Failure) {
    guard sizes.dropout >= 0, sizes.dropout < 1 else {
      throw Failure(.modelFile, "the configuration has a dropout outside [0, 1)")
    }
    guard (0...lookback).contains(season) else {
      throw Failure(.modelFile, "the configuration has a lag of \(season) in a lookback of \(lookback)")
    }
    try layout.check(covariates, calendar: layout.calendar > 0, spacing: spacing, timeKind: timeKind)
  }

  /// What a ridge reads of a window, with the intercept's constant.
  var ridgeInputs: Int { lookback + frame.calendar(spacing: spacing, kind: timeKind).count + 1 }
}

extension WindowRidge {
  fileprivate init(_ record: ModelRecord, inputs: Int, horizon: Int) throws(Failure) {
    self.init(
      coefficients: try record.doubles("ridge.weight", shape: [horizon, inputs]), horizon: horizon)
  }
}
