/// Decides from validation losses whether to keep the weights, go on or stop.
///
/// A value, not a callback: feed it losses, it answers.
public struct EarlyStopping: Sendable {
  /// What to do after an epoch.
  public enum Answer: Sendable, Equatable {
    /// The best loss so far: keep these weights.
    case improved
    /// Not the best; go on.
    case waiting
    /// Not the best for `patience` epochs: stop.
    case stop
  }

  private let patience: Int
  /// The best loss seen; `nil` before the first.
  public private(set) var best: Double?
  /// Epochs since the best.
  public private(set) var epochsWithoutImprovement = 0

  /// Creates the rule; a `patience` of 0 never stops.
  public init(patience: Int) { self.patience = patience }

  /// Takes the loss of an epoch. A loss that is not a number never improves.
  public mutating func observe(_ loss: Double) -> Answer {
    if best.map({ loss < $0 }) ?? !loss.isNaN {
      best = loss
      epochsWithoutImprovement = 0
      return .improved
    }
    epochsWithoutImprovement += 1
    return patience > 0 && epochsWithoutImprovement >= patience ? .stop : .waiting
  }
}
