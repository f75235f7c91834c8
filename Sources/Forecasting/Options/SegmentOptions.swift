import Files
import Layers
import LinearAlgebra
import TimeSeries
import Training

/// The centre of a window.
public enum WindowAnchor: String, Codable, Sendable, CaseIterable {
  /// Its last value.
  case last
  /// The mean of its last season.
  case season
}

/// A network that reads segments, and its training: the budget is in steps of the optimiser, not in passes.
public struct SegmentOptions: Codable, Sendable, Equatable {
  /// Steps of a segment; `nil` for about a fourteenth of the lookback, at least 4.
  public var length: Int?
  /// Units of the embedding and of the recurrent state; `nil` for 64, or half of that for each of the six networks of a blend
  /// that leaves recordings out in turn.
  public var units: Int?
  /// The dropout of the decoded states, in [0, 1).
  public var dropout = 0.2
  /// Steps of the optimiser in one schedule, where the training options do not limit them.
  public var steps = 500
  /// Windows a step.
  public var batch = 128

  /// The centre of windows; `nil` for what is nearest to the targets of the training windows.
  public var anchor: WindowAnchor?
  /// Steps before each lead whose value a network without a ridge reads, 0 for none; `nil` for the longest season in the
  /// lookback.
  public var seasonLag: Int?
  /// Whether what holidays added in earlier years is taken off; `nil` for where that helps a ridge.
  public var holidays: Bool?
  /// Whether the network learns an embedding of each series; `nil` for where series are few, long and share a clock.
  public var embedding: Bool?

  /// Units where nobody names a number.
  package static let units = 64
  /// Steps between two validations.
  private static let checkSteps = 25
  /// Validations that are not as good, after which training may stop, at least: fewer are luck.
  private static let leastChecks = 6

  /// Creates the default options.
  public init() {}

  /// The sizes of a network.
  package func sizes(lookback: Int) -> SegmentSizes {
    SegmentSizes(segment: length(lookback: lookback).steps, units: units ?? Self.units, dropout: dropout)
  }

  /// Steps of a segment for a lookback, and why: a divisor of it near a fourteenth, so that no segment is padded.
  package func length(lookback: Int) -> (steps: Int, reason: String) {
    if let length { return (min(length, lookback), "as asked for") }
    let wanted = max(4, (lookback + 7) / 14)
    let divisors = (max(2, wanted / 2)...2 * wanted).filter { lookback % $0 == 0 }
    guard let nearest = divisors.min(by: { abs($0 - wanted) < abs($1 - wanted) }) else {
      return (min(wanted, lookback), "about a fourteenth of the lookback")
    }
    return (nearest, "a divisor of the lookback, about a fourteenth of it")
  }

  /// How the network is trained: AdamW with a warm-up, then half a cosine down to nothing, averaged weights, and a
  /// validation every 25 steps of the last three quarters.
  ///
  /// Training keeps the best weights on the way, or the last that are as good by ``TrainingSplit/tolerance(horizon:)``: a dip, of a
  /// network that has hardly learnt, is often the luck of a short tail. The first quarter is not even asked: its weights are
  /// neither what training starts from, a simple forecast or the weights of an earlier schedule, nor those of a network that
  /// has settled since the rate rose. Patience at the peak of the rate would judge networks that are still moving; what was
  /// not as good for a third of the schedule after that quarter has seen the rate fall, and comes back no more.
  /// - Parameters:
  ///   - given: What the user said, of which steps, seed and share of validation are used.
  ///   - loss: The loss that was chosen.
  package func training(_ given: TrainingOptions, loss: Loss) -> TrainingOptions {
    let steps = given.maxSteps ?? steps
    var training = TrainingOptions()
    training.optimizer = .adamw
    training.learningRate = 8e-3
    training.weightDecay = 1e-3
    training.schedule = .cosine
    training.averaging = 0.99
    training.batch = batch
    training.epochSteps = Self.checkSteps
    training.maxSteps = steps
    training.warmUpSteps = min(30, steps / 4)
    training.firstValidationStep = steps / 4
    training.patience = given.patience > 0 ? max(Self.leastChecks, steps / (3 * Self.checkSteps)) : 0
    training.validation = given.validation
    training.loss = loss
    training.seed = given.seed
    return training
  }
}
