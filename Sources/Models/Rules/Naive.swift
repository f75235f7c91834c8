import Forecasting
import Windowing

/// The last observed value, for every lead: the best forecast of a random walk.
public struct Naive: ForecastRule {
  /// The registry's name.
  public static let name = "naive"

  /// Creates the rule; the season is not used.
  public init(season: Int = 1) {}

  /// The last observed value, repeated.
  ///
  /// - Complexity: O(horizon).
  public func point(after history: History, horizon: Int) -> [Double] {
    Array(repeating: history.lastObserved, count: horizon)
  }
}
