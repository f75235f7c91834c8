import Files
import Forecasting
import TimeSeries
import Windowing

extension PatchOptions {
  /// Steps before each lead whose value a network without a ridge reads, 0 for none.
  package func seasonLag(_ panel: Panel, lookback: Int) -> Int {
    let seasons = [LookbackRule.longerSeason(panel.season, panel.spacing) ?? 1, panel.season]
    return seasonLag ?? seasons.first { $0 > 1 && $0 <= lookback } ?? 0
  }

  /// Refuses a lag that was asked for and lies outside the lookback.
  ///
  /// - Throws: `Failure` (data).
  package func checkLag(lookback: Int) throws(Failure) {
    guard let seasonLag, !(0...lookback).contains(seasonLag) else { return }
    throw Failure(
      .data, "a lag of \(seasonLag) steps is not in the lookback of \(lookback)",
      fix: "--season-lag of 0 to \(lookback), or a longer --lookback")
  }

  /// The choice of the lag; `nil` where there is none.
  package func lagDecision(_ panel: Panel, lookback: Int) -> Decision? {
    let steps = seasonLag(panel, lookback: lookback)
    let reason = seasonLag == nil ? "the longest season in the lookback" : "as asked for"
    guard steps > 0 else { return nil }
    return Decision("lag of the value that segment-gru reads", .text("\(steps) steps"), reason: reason)
  }
}
