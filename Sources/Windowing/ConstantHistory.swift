import Forecasting
import TimeSeries

extension Panel {
  /// Whether a series has had one value at every row observed before the cutoff, in `least` such rows or
  /// more.
  ///
  /// Such a series has no scale of its own: what a model of the whole panel forecasts of it is in the units
  /// of the others.
  ///
  /// - Complexity: O(rows) where it has, and up to the first change where it has not.
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
