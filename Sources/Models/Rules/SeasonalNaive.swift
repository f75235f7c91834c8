import Forecasting
import Windowing

/// The value one season ago, or the last observed one of that phase.
///
/// A lead falls back to the last observed value of the series, as ``Naive`` has it, when there is no season
/// (one step) or when no row of its phase is observed in the last segment.
public struct SeasonalNaive: ForecastRule {
  /// The registry's name.
  public static let name = "seasonal-naive"
  /// Steps a season lasts; 1 means no season.
  public let season: Int

  /// Creates the rule for a season of `season` steps.
  public init(season: Int) {
    precondition(season >= 1, "a season lasts at least one step, found \(season)")
    self.season = season
  }

  /// For every lead the last observed value a whole number of seasons earlier.
  ///
  /// - Complexity: O(horizon) where the last season is observed, and O(rows + horizon) otherwise.
  public func point(after history: History, horizon: Int) -> [Double] {
    guard season > 1 else { return Array(repeating: history.lastObserved, count: horizon) }
    let rows = history.segment
    // A phase that has not been observed lately is searched for back to the start of the segment: once.
    let phases = (0..<min(season, horizon)).map { phase in
      stride(from: rows.endIndex + phase - season, through: rows.startIndex, by: -season).lazy
        .map { rows[$0] }.first { !$0.isNaN } ?? history.lastObserved
    }
    return (0..<horizon).map { phases[$0 % season] }
  }
}
