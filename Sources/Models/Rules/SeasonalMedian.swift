import Forecasting
import Windowing

/// The median of the last three observed values of the same place in the season.
///
/// Three are the fewest that outvote one unusual season, and so the ones that lag least behind a trend; each
/// more costs half a season of lag. Without a season it is the median of the last three observed values. A
/// phase without an observed value in the last segment falls back to the last observed value, as in
/// ``SeasonalNaive``.
package struct SeasonalMedian: ForecastRule {
  package static let name = "seasonal-median"
  /// Seasons looked at.
  private static let seasons = 3
  /// Steps a season lasts; 1 means no season.
  package let season: Int

  package init(season: Int) {
    precondition(season >= 1, "a season lasts at least one step, found \(season)")
    self.season = season
  }

  package func point(after history: History, horizon: Int) -> [Double] {
    let rows = history.segment
    let phases = (0..<min(season, horizon)).map { phase in
      let values = stride(from: rows.endIndex + phase - season, through: rows.startIndex, by: -season).lazy
        .map { rows[$0] }.filter { !$0.isNaN }.prefix(Self.seasons)
      return values.median ?? history.lastObserved
    }
    return (0..<horizon).map { phases[$0 % season] }
  }
}
