import Files
import Forecasting
import Layers
import LinearAlgebra
import TimeSeries
import Training
import Windowing

/// The training of a recurrent network on windows of a panel.
struct RecurrentTraining: Sendable {
  /// What says when training ends, and which weights are kept.
  enum Length: Sendable {
    /// The weights that forecast these windows best, and early stopping by them; the last weights without
    /// windows.
    case validated(EvenlySpacedWindows?)
    /// As many steps as an earlier training took to its best weights, at its learning rates.
    ///
    /// Validation chose among the noisy weights at the ends of epochs. Nothing chooses here: the weights that
    /// are kept are their average over the last epoch.
    case repeated(TrainingReport)
  }

  /// Which network is trained.
  let architecture: NetworkArchitecture
  /// What the user asked for.
  let options: ForecasterOptions
  /// The panel that windows are cut from.
  let panel: Panel
  /// The transformed target of each series, up to the last row that may be read.
  let targets: [[Double]]
  /// Windows a step.
  let batch: Int

  /// Trains a network.
  ///
  /// - Parameters:
  ///   - facts: The shape of the network, and the normalisation of its windows.
  ///   - windows: The training windows.
  ///   - length: The rule by which training ends and weights are kept.
  ///   - weights: The weights that training starts at; `nil` for initial weights drawn from the seed.
  ///   - session: The session of the fit.
  /// - Returns: The kept weights, with the losses of the epochs.
  /// - Throws: `Failure` when the loss is not finite even at a quarter of the rate.
  func train(
    _ facts: NetworkFacts, on windows: Windows, _ length: Length, from weights: [Float]?, session: Session
  ) throws(Failure) -> TrainingReport {
    let context = facts.context(panel, targets: targets, isTraining: true)
    let source = WindowSource(context: context, windows: windows, writesTargets: true)
    let report = try train(
      facts.network(architecture), on: source, length, from: weights, session: session)
    guard case .diverged(let epoch, let batch) = report.ending else { return report }
    throw Failure(
      .notFinite,
      "the loss of \(architecture.name) is not finite in epoch \(epoch), batch \(batch), even at a quarter of the rate",
      fix: "--learning-rate \(options.training.learningRate / 10) or --scaler standard")
  }

  private func train(
    _ network: some Network, on source: WindowSource<Windows>, _ length: Length, from weights: [Float]?,
    session: Session
  ) throws(Failure) -> TrainingReport {
    let name = architecture.name
    var training = options.training
    training.batch = batch
    if case .repeated(let earlier) = length {
      training.averaging = 1 - 1 / Double(max(2, earlier.course.epochSteps))
    }
    let threads = try session.threads(toTrain: network, training, on: panel, as: name)
    let trainer = Trainer(
      network, options: training, team: session.team(threads: threads),
      observer: TrainingObserver(reportingTo: session, as: name))
    switch length {
    case .validated(let windows):
      let validation = windows.map {
        WindowSource(context: source.context, windows: $0, writesTargets: true)
      }
      return trainer.train(on: source, validation: validation, from: weights)
    case .repeated(let earlier):
      return trainer.train(on: source, as: earlier, from: weights)
    }
  }
}
