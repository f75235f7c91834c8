import Files
import Layers
import LinearAlgebra
import TimeSeries
import Training

/// A recurrent network that learns windows of a panel, all series together.
///
/// The validation tail is cut from the end of each series' training rows; windows that train end before it. Targets
/// are normalised as `options.scaler` says, with statistics of the training rows or of each window's own lookback.
public struct RecurrentForecaster: WarmStartable {
  let architecture: NetworkArchitecture
  let options: ForecasterOptions

  /// The registry's name.
  public var name: String { architecture.name }

  public func fit(_ data: TrainingData, session: Session) throws -> any FittedForecaster {
    try fit(data, weights: nil, session: session)
  }

  public func fit(
    _ data: TrainingData, from previous: any FittedForecaster, session: Session
  ) throws -> any FittedForecaster {
    // A fit that saw other features (gaps appeared, say) has weights of other shapes: it starts afresh.
    let previous = previous as? FittedRecurrentForecaster
    return try fit(data, weights: previous.map { ($0.facts, $0.weights) }, session: session)
  }

  private func fit(
    _ data: TrainingData, weights: (facts: NetworkFacts, weights: [Float])?, session: Session
  ) throws -> any FittedForecaster {
    if let problem = architecture.problem(with: options.network) {
      throw Failure(.arguments, problem, fix: "--attention-heads with a divisor of the hidden units")
    }
    let lookback = options.lookback ?? LookbackRule(data, horizon: options.horizon).lookback
    let split = try TrainingSplit(data, options: options, lookback: lookback)
    let targets = try data.transformedTargets(options.givenTransform)
    let anchors = TargetAnchor.candidates(
      for: split, season: data.panel.season, options: options, lookback: lookback)
    let fits = try SideBySide.run(anchors.count, session: session) { index, session in
      let facts = NetworkFacts(
        data, options: options, lookback: lookback, anchor: anchors[index], targets: targets)
      let initial = weights.flatMap { $0.facts.shape == facts.shape ? $0.weights : nil }
      let report = try train(facts, data.panel, split, targets, from: initial, session)
      let fitted = FittedRecurrentForecaster(
        architecture: architecture, facts: facts, weights: report.weights)
      return (fitted: fitted, loss: report.bestValidationLoss ?? .infinity)
    }
    return fits.reduce(fits[0]) { $1.loss < $0.loss ? $1 : $0 }.fitted
  }

  /// Trains one network.
  ///
  /// - Throws: `Failure` when the loss is not finite even at a quarter of the rate.
  private func train(
    _ facts: NetworkFacts, _ panel: Panel, _ split: TrainingSplit, _ targets: [[Double]],
    from weights: [Float]?,
    _ session: Session
  ) throws(Failure) -> TrainingReport {
    let context = facts.context(panel, targets: targets, isTraining: true)
    let source = WindowSource(context: context, windows: split.training, writesTargets: true)
    let validation = split.validation.map { WindowSource(context: context, windows: $0, writesTargets: true) }
    var training = options.training
    training.batch = split.batch(training.batch)
    let report = try train(
      architecture.network(facts.shape, options.network), training, on: panel, source, validation: validation,
      from: weights, session)
    guard case .diverged(let epoch, let batch) = report.ending else { return report }
    throw Failure(
      .notFinite,
      "the loss of \(name) is not finite in epoch \(epoch), batch \(batch), even at a quarter of the rate",
      fix: "--learning-rate \(options.training.learningRate / 10) or --scaler standard")
  }

  private func train(
    _ network: some Network, _ options: TrainingOptions, on panel: Panel, _ source: any BatchSource,
    validation: (any BatchSource)?, from weights: [Float]?, _ session: Session
  ) throws(Failure) -> TrainingReport {
    let observer = TrainingObserver(reportingTo: session, as: name)
    let threads = try session.threads(toTrain: network, options, on: panel, as: name)
    return Trainer(network, options: options, pool: session.pool(threads: threads), observer: observer)
      .train(on: source, validation: validation, from: weights)
  }
}

extension TrainingData {
  /// The transformed target of each series; rows past the training range are left out, so nobody can read them.
  func transformedTargets(_ transform: Transform) throws(Failure) -> [[Double]] {
    var targets: [[Double]] = []
    for (series, rows) in zip(panel.series, rows) {
      targets.append(try series.transformedTarget(0..<rows.upperBound, by: transform))
    }
    return targets
  }
}
