/// One line of a training log.
public struct EpochRecord: Sendable, Equatable {
  /// The model's name.
  public var model: String
  /// The parts of the work that the network is trained for, such as a target and a member, from the outermost
  /// on; empty where there is one network alone.
  public var path: [String]
  /// The epoch, from 1.
  public var epoch: Int
  /// Optimiser steps done by its end.
  public var step: Int
  /// The mean training loss over the epoch.
  public var loss: Double
  /// The validation loss at its end, on the same scale; `nil` where it was not validated.
  public var validationLoss: Double?
  /// The learning rate of its last step.
  public var learningRate: Double
  /// Whether this epoch's weights are the best so far, or as good.
  public var isBest: Bool
  /// Whether it is of a network that is trained again on all rows, after others have told for how long.
  public var isRefit: Bool

  /// Creates a record.
  public init(
    model: String, path: [String] = [], epoch: Int, step: Int, loss: Double, validationLoss: Double?,
    learningRate: Double, isBest: Bool, isRefit: Bool = false
  ) {
    self.model = model
    self.path = path
    self.epoch = epoch
    self.step = step
    self.loss = loss
    self.validationLoss = validationLoss
    self.learningRate = learningRate
    self.isBest = isBest
    self.isRefit = isRefit
  }

  /// What the network is called: its model's name and the parts of the work, from the innermost on, as
  /// "gru 2 HR" of the second member for a target.
  public var name: String { ([model] + path.reversed()).joined(separator: " ") }
}
