import Files
import Layers
import LinearAlgebra
import TimeSeries
import Training

/// What the values of a window are measured from.
public enum WindowAnchor: String, Codable, Sendable, CaseIterable {
  /// The last observed value.
  case last
  /// The mean of the last season.
  case season
}

/// The sizes of a network that reads its lookback in patches of consecutive steps, and its training, whose
/// length is given in steps of the optimiser and not in passes over the windows.
public struct PatchOptions: Codable, Sendable, Equatable {
  /// The number of time steps in a patch; `nil` for a divisor of the lookback near a fourteenth of it, and
  /// at least 4.
  public var length: Int?
  /// The number of units of the embedding and of the recurrent state; `nil` for 64, or for 32 where a blend
  /// leaves recordings out in turn and so fits six networks.
  public var units: Int?
  /// The dropout of the decoded states, in [0, 1).
  public var dropout = 0.2
  /// The number of steps of the optimiser in one schedule of the learning rate, where the training options
  /// set no limit.
  public var steps = 500
  /// The number of windows in a batch, on which one step of the optimiser is made.
  public var batch = 128

  /// The centre of windows; `nil` for the one whose typical distance from the targets of the training windows
  /// is the smaller one.
  public var anchor: WindowAnchor?
  /// The lag in steps of the value before each lead that a network without a ridge regression reads, and 0
  /// for none; `nil` for the longest season that the lookback holds.
  public var seasonLag: Int?
  /// Whether estimated effects of holidays are removed before anything is learnt and added to forecasts;
  /// `nil` for whether that lowers the cross-validated error of a ridge regression.
  public var holidays: Bool?
  /// Whether the network learns an embedding of each series; `nil` for whether the series are few and long
  /// and share a clock (see `SeriesEmbedding`).
  public var embedding: Bool?

  /// The default number of units.
  package static let units = 64
  /// The number of steps of the optimiser between two validations.
  private static let checkSteps = 25
  /// The least patience, in validations: fewer losses above the best one may be due to chance.
  private static let leastChecks = 6

  /// Creates the default options.
  public init() {}

  /// The sizes of a network for a lookback.
  package func sizes(lookback: Int) -> PatchSizes {
    PatchSizes(patch: length(lookback: lookback).steps, units: units ?? Self.units, dropout: dropout)
  }

  /// The number of time steps in a patch for a lookback, with the reason.
  ///
  /// A divisor of the lookback is preferred, so that no patch has to be padded.
  package func length(lookback: Int) -> (steps: Int, reason: String) {
    if let length { return (min(length, lookback), "as asked for") }
    let wanted = max(4, (lookback + 7) / 14)
    let divisors = (max(2, wanted / 2)...2 * wanted).filter { lookback % $0 == 0 }
    guard let nearest = divisors.min(by: { abs($0 - wanted) < abs($1 - wanted) }) else {
      return (min(wanted, lookback), "about a fourteenth of the lookback")
    }
    return (nearest, "a divisor of the lookback, about a fourteenth of it")
  }

  /// The training of the network by AdamW, with a schedule and validations of its own.
  ///
  /// The learning rate rises linearly at first, and then falls to 0 by a cosine. The weights are averaged
  /// exponentially, and validated every 25 steps after the first quarter of the schedule.
  ///
  /// The weights that are kept are the latest ones whose validation loss is within the tolerance of the least
  /// one (see `TrainingSplit.tolerance(horizon:)`): a lower loss early in training is often due to chance in
  /// a short tail. There is no validation in the first quarter, when the weights are neither the starting
  /// point, which is a simple forecast or the weights of an earlier schedule, nor those of a network that has
  /// settled after the rise of the learning rate. The patience is a third of the schedule, since losses at
  /// the peak of the rate fluctuate; a network that has not come within the tolerance for that long has been
  /// trained at a falling rate already, and is not expected to.
  ///
  /// - Parameters:
  ///   - given: The options of the user, of which the number of steps, the seed, whether the patience is 0,
  ///     and the share of rows for validation are used.
  ///   - loss: The loss that was chosen.
  /// - Returns: The options of the training.
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
