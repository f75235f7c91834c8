import Forecasting
import Windowing

/// The straight line through the first and the last observed value of the last segment, continued.
///
/// With one observed value there the slope is 0; with none the forecast is ``Naive``'s.
/// Source: Hyndman & Athanasopoulos, Forecasting: Principles and Practice, section 5.2.
public struct Drift: ForecastRule {
  /// The registry's name.
  public static let name = "drift"

  /// Creates the rule; the season is not used.
  public init(season: Int = 1) {}

  /// The line at the `horizon` rows after the history.
  ///
  /// - Complexity: O(rows + horizon).
  public func point(after history: History, horizon: Int) -> [Double] {
    let rows = history.segment
    guard let first = rows.firstIndex(where: { !$0.isNaN }), let last = rows.lastIndex(where: { !$0.isNaN }),
      first < last
    else { return Array(repeating: history.lastObserved, count: horizon) }
    let slope = (rows[last] - rows[first]) / Double(last - first)
    return (0..<horizon).map { rows[last] + slope * Double(rows.endIndex + $0 - last) }
  }
}
