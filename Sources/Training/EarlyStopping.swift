/// Decides from validation losses whether to keep the weights, go on or stop.
///
/// A value, not a callback: feed it losses, it answers.
public struct EarlyStopping: Sendable {
  /// What to do after an epoch.
  public enum Answer: Sendable, Equatable {
    /// The best loss so far: these weights may be kept.
    case improved
    /// Not clearly worse than the best: these weights may be kept, since they come later.
    case asGood
    /// Not the best; go on.
    case waiting
    /// Neither for `patience` epochs: stop.
    case stop
  }

  private let patience: Int
  private let tolerance: Double
  /// The best loss seen; `nil` before the first.
  public private(set) var best: Double?
  /// Epochs since the best, or the last that was as good.
  public private(set) var epochsWithoutImprovement = 0

  /// Creates the rule.
  ///
  /// - Parameters:
  ///   - patience: Epochs without a loss as good as the best after which it stops; 0 never stops.
  ///   - tolerance: The share by which a loss may lie above the best one and be as good.
  public init(patience: Int, tolerance: Double = 0) {
    self.patience = patience
    self.tolerance = tolerance
  }

  /// Compares the loss of an epoch with the least one so far.
  ///
  /// A loss that is not a number never improves.
  ///
  /// - Complexity: O(1).
  public mutating func observe(_ loss: Double) -> Answer {
    if best.map({ loss < $0 }) ?? !loss.isNaN {
      best = loss
      epochsWithoutImprovement = 0
      return .improved
    }
    if tolerance > 0, let best, loss <= (1 + tolerance) * best {
      epochsWithoutImprovement = 0
      return .asGood
    }
    epochsWithoutImprovement += 1
    return patience > 0 && epochsWithoutImprovement >= patience ? .stop : .waiting
  }
}
