/// What training did, and the weights it found.
public struct TrainingReport: Sendable {
  /// The losses of one epoch, in the loss' own units.
  public struct Epoch: Sendable, Equatable {
    /// The epoch, from 1.
    public let epoch: Int
    /// Optimiser steps done by its end.
    public let step: Int
    /// The mean training loss over the epoch, before each step.
    public let loss: Double
    /// The validation loss at its end; `nil` where it was not validated.
    public let validationLoss: Double?
    /// The learning rate of its last step.
    public let learningRate: Double
    /// Whether its weights are the best so far, or as good, and better than the untrained ones.
    public let isBest: Bool
  }

  /// How the steps were divided into epochs, and how the learning rate went along them.
  public struct Course: Sendable, Equatable {
    /// Optimiser steps of an epoch.
    public internal(set) var epochSteps = 1
    /// The steps that the schedule of the learning rate is laid out for.
    public internal(set) var scheduledSteps = 1
    /// Steps done whenever the rate was halved, by a plateau or after a loss that was not finite; ascending.
    public internal(set) var halvings: [Int] = []
  }

  /// Why training ended.
  public enum Ending: Sendable, Equatable {
    /// No validation loss was as good as the best trained one for `patience` epochs.
    case patience
    /// All epochs or steps are done.
    case completed
    /// The loss or a gradient was not finite in `batch` of `epoch` (from 1), even at a quarter of the rate.
    case diverged(epoch: Int, batch: Int)
  }

  /// The best weights by validation loss, or the last that are as good; the last ones without validation.
  public internal(set) var weights: [Float]
  /// Every epoch.
  public internal(set) var epochs: [Epoch] = []
  /// The epoch the weights come from; 0 when no epoch improved on the initial ones.
  public internal(set) var bestEpoch = 0
  /// Optimiser steps done by the end of that epoch; 0 for the initial weights.
  public var bestStep: Int { bestEpoch > 0 ? epochs[bestEpoch - 1].step : 0 }
  /// Optimiser steps done by the end of the epoch with the least validation loss; 0 without validation.
  public var stepOfLeastLoss: Int {
    let steps = epochs.compactMap { epoch in epoch.validationLoss.map { (loss: $0, step: epoch.step) } }
    return steps.filter { !$0.loss.isNaN }.min { $0.loss < $1.loss }?.step ?? 0
  }
  /// The validation loss of the weights; `nil` without validation.
  public internal(set) var bestValidationLoss: Double?
  /// How the steps went.
  public internal(set) var course = Course()
  /// Why training ended.
  public internal(set) var ending = Ending.completed
}

/// How far training has come.
public struct TrainingProgress: Sendable {
  /// The epoch under way, from 1.
  public let epoch: Int
  /// The most epochs there can be.
  public let maxEpochs: Int
  /// The share of the largest possible number of steps that is done.
  public let fraction: Double
  /// The mean training loss so far this epoch.
  public let loss: Double
  /// The validation loss of the last epoch.
  public let validationLoss: Double?
  /// Windows trained so far.
  public let windows: Int
}

/// Who watches training; nothing here changes its result.
public struct TrainingObserver: Sendable {
  /// Called after every step.
  public var progress: (@Sendable (TrainingProgress) -> Void)?
  /// Called after every epoch.
  public var epoch: (@Sendable (TrainingReport.Epoch) -> Void)?

  /// Creates an observer; by default nobody watches.
  public init(
    progress: (@Sendable (TrainingProgress) -> Void)? = nil,
    epoch: (@Sendable (TrainingReport.Epoch) -> Void)? = nil
  ) {
    self.progress = progress
    self.epoch = epoch
  }
}
