public import LinearAlgebra

/// How a network is trained, every field with its default.
public struct TrainingOptions: Codable, Sendable, Equatable {
  /// The optimiser's update rule.
  public var optimizer = OptimizerKind.adam
  /// The learning rate, or its peak under a schedule.
  public var learningRate = 1e-3
  /// Decoupled weight decay (AdamW), or L2 regularisation (SGD); Adam has none.
  public var weightDecay = 0.0
  /// The momentum of SGD, in [0, 1).
  public var momentum = 0.9
  /// How the learning rate changes over the steps.
  public var schedule = ScheduleKind.constant
  /// Steps over which the rate rises linearly from 0.
  public var warmUpSteps = 0
  /// The largest global gradient norm, to which larger gradients are scaled down; 0 turns clipping off.
  public var clip = 1.0
  /// Windows a step; a forecaster may use fewer on short series.
  public var batch = 32
  /// The most epochs: passes over the training windows (see `minEpochSteps`).
  public var maxEpochs = 100
  /// The fewest optimiser steps of an epoch: where the windows make fewer, they are passed over again, so
  /// that patience is not counted in handfuls of steps on short series.
  public var minEpochSteps = 50
  /// The most optimiser steps; when given, it replaces `maxEpochs`.
  ///
  /// No epoch then takes more than a tenth of them, or `minEpochSteps`: a pass over many windows may need all
  /// the steps, and would be validated once.
  public var maxSteps: Int?
  /// Optimiser steps of an epoch, whatever the number of windows; when given, it replaces `minEpochSteps`.
  public var epochSteps: Int?
  /// The optimiser step before which no epoch is validated or lessens the patience; `nil` validates every
  /// epoch.
  ///
  /// The untrained weights are validated in any case, and are kept where training ends before that step.
  public var firstValidationStep: Int?
  /// The largest weight, in [0, 1), of the previous average of the weights in the next one; 0 turns averaging
  /// off.
  ///
  /// With averaging, the average is validated and returned.
  public var averaging = 0.0
  /// Epochs without a validation loss as good as the best trained one before training stops; 0 turns
  /// validation off.
  public var patience = 10
  /// The tail of the training range that validates, as a share in (0, 1); of a very long one only evenly
  /// spaced windows do.
  public var validation = 0.2
  /// The loss that is minimised.
  public var loss = Loss.mae
  /// The levels of the quantiles that are learnt beside the median, in (0, 1), where the loss is of
  /// quantiles; `nil` for ``usualQuantileLevels``.
  public var quantileLevels: [Double]?
  /// The seed of initial weights, shuffling and dropout.
  public var seed: UInt64 = 1

  /// Creates the default options.
  public init() {}
}

extension TrainingOptions {
  /// The quantiles that are learnt where nobody says which: tenths, and the ends of 95 %.
  public static let usualQuantileLevels = [0.025, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.975]

  /// Levels nearer to each other are one.
  private static let leastDistance = 1e-9

  /// The levels of the quantiles that are learnt, rising, the median's among them; empty where points are
  /// learnt.
  public var learntLevels: [Double] {
    guard loss == .quantile else { return [] }
    var levels = [0.5]
    for level in quantileLevels ?? Self.usualQuantileLevels
    where levels.allSatisfy({ abs($0 - level) >= Self.leastDistance }) {
      levels.append(level)
    }
    return levels.sorted()
  }
}

/// The optimiser's update rule.
public enum OptimizerKind: String, Codable, Sendable, CaseIterable {
  /// Kingma and Ba (2015), arXiv:1412.6980.
  case adam
  /// Adam with decoupled weight decay: Loshchilov and Hutter (2019), arXiv:1711.05101.
  case adamw
  /// Gradient descent with momentum.
  case sgd
}

/// How the learning rate changes over the steps.
public enum ScheduleKind: String, Codable, Sendable, CaseIterable {
  /// It does not.
  case constant
  /// Half a cosine from the peak to 0 over all steps (Loshchilov and Hutter 2017, arXiv:1608.03983).
  case cosine
  /// Halved after each quarter of all steps.
  case step
  /// Halved when the validation loss has not improved for half the patience.
  case plateau
}
