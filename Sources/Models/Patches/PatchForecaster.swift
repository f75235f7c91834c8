import Files
import Forecasting
import Layers
import LinearAlgebra
import TimeSeries
import Training
import Windowing

/// A recurrent network that reads patches of normalised windows and forecasts all leads at once: the target
/// itself, or the residuals of a ridge regression.
///
/// The normalisation of windows is chosen without a network (see ``FrameChoice``). For residuals, the output
/// layer starts at zero and the untrained network is the first candidate of early stopping: where no step
/// lowers the validation loss, the forecast is exactly the ridge's. Of the training options the steps, the
/// loss (see ``FrameChoice/loss``), the seed and the share of validation are used; the rest of the training
/// is ``PatchOptions/training(_:loss:)``'s.
/// - Source: Lin et al. (2023), "SegRNN", arXiv:2308.11200.
package struct PatchForecaster: Forecaster {
  /// What the network forecasts.
  package enum Branch: String, CaseIterable {
    /// The target itself.
    case direct = "segment-gru"
    /// The residuals of a ridge regression.
    case correction = "linear-gru"
  }

  package let branch: Branch
  package let options: ForecasterOptions

  /// Creates an unfitted network.
  package init(branch: Branch, options: ForecasterOptions) {
    self.branch = branch
    self.options = options
  }

  package var name: String { branch.rawValue }

  package func fit(_ data: TrainingData, session: Session) throws -> any FittedForecaster {
    try fitHoldingOut(data, session: session).fitted
  }

  /// Fits the network; the held-out fit is the same one, whose weights were fitted without the validation
  /// rows.
  package func fitHoldingOut(
    _ data: TrainingData, session: Session
  ) throws -> (fitted: any FittedForecaster, heldOut: [HeldOutFit]) {
    if branch == .direct { try options.patches.checkLag(lookback: lookback(data)) }
    let split = try split(data)
    try session.requireRoom(
      forRegressionOf: lookback(data), outputs: 1, copies: 9, isAskedFor: options.lookback != nil,
      on: data.panel, as: name)
    let choice = try FrameChoice(data, split: split, options: options, lookback: lookback(data))
    let lag = options.patches.lagDecision(data.panel, lookback: choice.framed.lookback)
    for decision in choice.decisions + [branch == .direct ? lag : nil].compactMap(\.self) {
      session.note?(FitNote(.decision(decision), of: name))
    }
    let task = try PatchTask(branch, data, split: split, options: options, like: choice)
    let fitted = try train(task, session: session).fitted
    return (fitted, split.validation == nil ? [] : [HeldOutFit(fitted, without: split.tail)])
  }

  /// The lookback asked for, or the rule's.
  package func lookback(_ data: TrainingData) -> Int {
    options.lookback ?? LookbackRule(data, horizon: options.horizon, reading: .windows).lookback
  }

  /// The windows that train and those that validate.
  package func split(_ data: TrainingData) throws(Failure) -> TrainingSplit {
    try TrainingSplit(data, options: options, lookback: lookback(data))
  }
}

/// A fitted network with the number of steps that it took.
package struct PatchFit {
  /// The forecaster.
  package let fitted: FittedPatchForecaster
  /// The number of steps of the optimiser that gave the kept weights; 0 for the untrained ones.
  package let steps: Int
}

extension PatchForecaster {
  /// Trains the network with early stopping.
  ///
  /// - Throws: `Failure` where the loss is not finite even at a quarter of the learning rate.
  package func train(_ task: PatchTask, session: Session) throws(Failure) -> PatchFit {
    let framed = task.framed
    let facts = PatchFacts(task, options: options)
    let source = facts.source(framed, task.training, writesTargets: true)
    let validation = task.validation.map {
      facts.source(framed, $0, writesTargets: true, calendar: source.context.calendar)
    }
    var training = options.patches.training(options.training, loss: task.loss)
    var report = try train(
      facts, on: framed.panel, source, validation: validation, training, tolerance: task.tolerance,
      session: session)
    var steps = report.bestStep
    // Where the validation loss still falls at the end of the default schedule, a second one continues from
    // its weights.
    if validation != nil, options.training.maxSteps == nil, steps > 0,
      10 * report.stepOfLeastLoss > 9 * options.patches.steps
    {
      training.seed &+= 1
      let more = try train(
        facts, on: framed.panel, source, validation: validation, training, tolerance: task.tolerance,
        from: report.weights, session: session)
      if more.bestStep > 0 {
        steps = options.patches.steps + more.bestStep
        report = more
      }
    }
    var fitted = FittedPatchForecaster(branch: branch, facts: facts, weights: report.weights)
    if options.objective.isOfMeans, let windows = task.validation {
      let forecasts = fitted.normalised(framed, windows, session: session)
      fitted.facts.correction = MeanCorrection.best(for: forecasts, framed, windows).correction
    }
    return PatchFit(fitted: fitted, steps: steps)
  }

  /// Fits the network for a given number of steps, without validation.
  ///
  /// - Parameters:
  ///   - task: The training windows, and the ridge regression whose residuals are learnt.
  ///   - steps: The number of steps; for 0 the weights are the initial ones.
  ///   - correction: The correction of its forecasts from medians to means.
  ///   - session: The session of the fit.
  /// - Returns: The fitted network.
  /// - Throws: `Failure` where the loss is not finite even at a quarter of the learning rate.
  package func fit(
    _ task: PatchTask, steps: Int, correction: MeanCorrection, session: Session
  ) throws(Failure) -> FittedPatchForecaster {
    var facts = PatchFacts(task, options: options)
    facts.correction = correction
    guard steps > 0 else {
      let weights = facts.network.parameters.initialValues(seed: options.training.seed)
      return FittedPatchForecaster(branch: branch, facts: facts, weights: weights)
    }
    var training = options.training
    training.patience = 0
    training.maxSteps = steps
    let report = try train(
      facts, on: task.framed.panel, facts.source(task.framed, task.training, writesTargets: true),
      validation: PatchSource<EvenlySpacedWindows>?.none,
      options.patches.training(training, loss: task.loss), session: session)
    return FittedPatchForecaster(branch: branch, facts: facts, weights: report.weights)
  }

  private func train(
    _ facts: PatchFacts, on panel: Panel, _ source: some BatchSource, validation: (some BatchSource)?,
    _ training: TrainingOptions, tolerance: Double = 0, from weights: [Float]? = nil, session: Session
  ) throws(Failure) -> TrainingReport {
    let observer = TrainingObserver(reportingTo: session, as: name)
    let threads = try session.threads(toTrain: facts.network, training, on: panel, as: name)
    let report = Trainer(
      facts.network, options: training, tolerance: tolerance, team: session.team(threads: threads),
      observer: observer
    ).train(on: source, validation: validation, from: weights)
    guard case .diverged(let epoch, let batch) = report.ending else { return report }
    throw Failure(
      .notFinite,
      "the loss of \(name) is not finite in epoch \(epoch), batch \(batch), even at a quarter of the rate",
      fix: "check the series for extreme values with foresee inspect")
  }
}
