import Forecasting
import Windowing

/// The mean of all observed values before the cutoff, for every lead.
public struct HistoricMean: ForecastRule {
  /// The registry's name.
  public static let name = "mean"

  /// Creates the rule; the season is not used.
  public init(season: Int = 1) {}

  /// The mean of the history, repeated.
  ///
  /// - Complexity: O(rows + horizon).
  public func point(after history: History, horizon: Int) -> [Double] {
    // Summing differences from one of the values keeps a constant history exact.
    let origin = history.lastObserved
    var sum = 0.0
    var count = 0.0
    for value in history.values where !value.isNaN {
      sum += value - origin
      count += 1
    }
    return Array(repeating: origin + sum / count, count: horizon)
  }
}
