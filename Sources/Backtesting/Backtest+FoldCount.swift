public import TimeSeries

extension Backtest {
  /// The folds that the later half of the rows of `panel` has room for, at least one.
  ///
  /// - Complexity: O(log n) layouts of folds, for the most folds n that half of the rows would hold.
  public func foldsInLaterHalf(of panel: Panel) -> Int {
    let rows =
      clock == .own ? panel.series.map(\.count).max() ?? 0 : SharedClock(of: panel).rowCount
    let most = max(1, (rows / 2 - horizon) / max(1, step) + 1)
    // Fewer where series are too short for the first of them.
    var (low, high) = (1, most)
    while low < high {
      let middle = (low + high + 1) / 2
      var backtest = self
      backtest.folds = middle
      if (try? Folds(backtest, of: panel)) == nil { high = middle - 1 } else { low = middle }
    }
    return low
  }
}
