import Forecasting
import TimeSeries

extension Panel {
  /// Whether all observed values of a series before the cutoff are equal, in at least `least` rows.
  ///
  /// Such a series has no scale of its own: a model fitted to several series would give it forecasts in the
  /// scale of the others.
  ///
  /// - Complexity: O(rows) where all are equal, and up to the first change otherwise.
  func isConstant(before cutoff: Cutoff, least: Int) -> Bool {
    let target = series[cutoff.series].target
    var (first, count) = (Double.nan, 0)
    for value in target[..<min(cutoff.index, target.count)] where !value.isNaN {
      if count == 0 { first = value }
      guard value == first else { return false }
      count += 1
    }
    return count >= least
  }
}
