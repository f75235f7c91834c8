import Files
import Layers
import LinearAlgebra
import TimeSeries
import Training

/// A recurrent network that reads segments of normalised windows and forecasts all leads at once, alone or as the
/// correction of a ridge regression.
///
/// How windows are normalised is chosen by what needs no network (see ``FrameChoice``). As a
/// correction, the output starts at zero and the untrained network is the first candidate: where nothing is gained,
/// the forecast is exactly the ridge's. Of the training options the steps, the loss (see ``FrameChoice/loss``), the seed and
/// the share of validation are used; the rest of the training is ``SegmentOptions/training(_:loss:)``'s.
/// - Source: Lin et al. (2023), "SegRNN", arXiv:2308.11200.
struct SegmentForecaster: Forecaster {
  /// What the network forecasts.
  enum Branch: String, CaseIterable {
    /// The target itself.
    case direct = "segment-gru"
    /// What a ridge regression leaves.
    case correction = "linear-gru"
  }

  let branch: Branch
  let options: ForecasterOptions

  var name: String { branch.rawValue }

  func fit(_ data: TrainingData, session: Session) throws -> any FittedForecaster {
    if branch == .direct { try options.segments.checkLag(lookback: lookback(data)) }
    let split = try split(data)
    let choice = try FrameChoice(data, split: split, options: options, lookback: lookback(data))
    let lag = options.segments.lagNote(data.panel, lookback: choice.framed.lookback)
    for note in choice.notes + [branch == .direct ? lag : nil].compactMap(\.self) {
      session.note?("\(name): \(note)")
    }
    return try train(data, split, choice, session: session).fitted
  }

  /// The lookback asked for, or the rule's.
  func lookback(_ data: TrainingData) -> Int {
    options.lookback ?? LookbackRule(data, horizon: options.horizon, reading: .windows).lookback
  }

  /// The windows that train and those that validate.
  func split(_ data: TrainingData) throws(Failure) -> TrainingSplit {
    try TrainingSplit(data, options: options, lookback: lookback(data))
  }
}

/// A fit with what a fit on more rows needs to know of it.
struct SegmentFit {
  /// The forecaster.
  let fitted: FittedSegmentForecaster
  /// Steps of the optimiser after which the network validated best, or as well for the last time; 0 for none.
  let steps: Int
}

extension SegmentForecaster {
  /// Trains the network under the chosen frame.
  ///
  /// - Throws: `Failure` when the loss is not finite even at a quarter of the rate.
  func train(
    _ data: TrainingData, _ split: TrainingSplit, _ choice: FrameChoice, session: Session
  ) throws(Failure) -> SegmentFit {
    let facts = SegmentFacts(
      split.measured, options: options, framed: choice.framed, sizes: choice.sizes,
      ridge: branch == .correction ? choice.fit.ridge : nil)
    let source = facts.source(choice.framed, split.training, writesTargets: true)
    let validation = split.validation.map {
      facts.source(choice.framed, $0, writesTargets: true, calendar: source.context.calendar)
    }
    var training = options.segments.training(options.training, loss: choice.loss)
    var report = try train(
      facts, on: data.panel, source, validation: validation, training, tolerance: choice.tolerance,
      session: session)
    var steps = report.bestStep
    // Still improving at the end of a schedule that nobody asked for: once more, from where it came to.
    if validation != nil, options.training.maxSteps == nil, steps > 0,
      10 * report.stepOfLeastLoss > 9 * options.segments.steps
    {
      training.seed &+= 1
      let more = try train(
        facts, on: data.panel, source, validation: validation, training, tolerance: choice.tolerance,
        from: report.weights, session: session)
      if more.bestStep > 0 {
        steps = options.segments.steps + more.bestStep
        report = more
      }
    }
    var fitted = FittedSegmentForecaster(branch: branch, facts: facts, weights: report.weights)
    if options.objective.isOfMeans, let windows = split.validation {
      let forecasts = fitted.normalised(choice.framed, windows, session: session)
      fitted.facts.correction = MeanCorrection.best(for: forecasts, choice.framed, windows).correction
    }
    return SegmentFit(fitted: fitted, steps: steps)
  }

  /// Fits other rows for as many steps as an earlier fit found best.
  ///
  /// - Throws: `Failure` when the loss is not finite even at a quarter of the rate.
  func fit(_ rows: SegmentRefit, like fit: SegmentFit, session: Session) throws(Failure)
    -> FittedSegmentForecaster
  {
    var facts = SegmentFacts(
      rows.measured, options: options, framed: rows.framed, sizes: rows.sizes,
      ridge: branch == .correction ? rows.ridge : nil)
    facts.correction = fit.fitted.facts.correction
    guard fit.steps > 0 else {
      let weights = facts.network.parameters.initialValues(seed: options.training.seed)
      return FittedSegmentForecaster(branch: branch, facts: facts, weights: weights)
    }
    var training = options.training
    training.patience = 0
    training.maxSteps = fit.steps
    let report = try train(
      facts, on: rows.framed.panel, facts.source(rows.framed, rows.windows, writesTargets: true),
      validation: SegmentSource<EvenlySpacedWindows>?.none,
      options.segments.training(training, loss: rows.loss), session: session)
    return FittedSegmentForecaster(branch: branch, facts: facts, weights: report.weights)
  }

  private func train(
    _ facts: SegmentFacts, on panel: Panel, _ source: some BatchSource, validation: (some BatchSource)?,
    _ training: TrainingOptions, tolerance: Double = 0, from weights: [Float]? = nil, session: Session
  ) throws(Failure) -> TrainingReport {
    let observer = TrainingObserver(reportingTo: session, as: name)
    let threads = try session.threads(toTrain: facts.network, training, on: panel, as: name)
    let report = Trainer(
      facts.network, options: training, tolerance: tolerance, pool: session.pool(threads: threads),
      observer: observer
    ).train(on: source, validation: validation, from: weights)
    guard case .diverged(let epoch, let batch) = report.ending else { return report }
    throw Failure(
      .notFinite,
      "the loss of \(name) is not finite in epoch \(epoch), batch \(batch), even at a quarter of the rate",
      fix: "check the series for extreme values with foresee inspect")
  }
}
