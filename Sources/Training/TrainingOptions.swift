/// How a network is trained, every field with its default.
public struct TrainingOptions: Codable, Sendable, Equatable {
  /// The optimiser's update rule.
  public enum OptimizerKind: String, Codable, Sendable, CaseIterable { case adam, adamw, sgd }
  /// How the learning rate changes over the steps.
  public enum ScheduleKind: String, Codable, Sendable, CaseIterable { case constant, cosine, step, plateau }
  /// The training loss.
  public enum LossKind: String, Codable, Sendable, CaseIterable { case mse, mae, huber }

  /// The update rule.
  public var optimizer = OptimizerKind.adam
  /// The learning rate, or its peak under a schedule.
  public var learningRate = 1e-3
  /// Decoupled weight decay (AdamW), or L2 regularisation (SGD).
  public var weightDecay = 0.0
  /// The momentum of SGD, in [0, 1).
  public var momentum = 0.9
  /// How the learning rate changes.
  public var schedule = ScheduleKind.constant
  /// Steps over which the rate rises linearly from 0.
  public var warmUpSteps = 0
  /// The largest global gradient norm; larger gradients are scaled down to it. 0 turns clipping off.
  public var clip = 1.0
  /// Windows a step.
  public var batch = 32
  /// The most passes over the training windows.
  public var maxEpochs = 100
  /// The most optimiser steps; `nil` for no bound but `maxEpochs`.
  public var maxSteps: Int?
  /// Epochs without a better validation loss before training stops; 0 turns validation off.
  public var patience = 10
  /// The tail of the training range that validates, as a share in (0, 1).
  public var validation = 0.2
  /// The loss that is minimised.
  public var loss = LossKind.mae
  /// The seed of initial weights, shuffling and dropout.
  public var seed: UInt64 = 1

  /// Creates the default options.
  public init() {}
}
