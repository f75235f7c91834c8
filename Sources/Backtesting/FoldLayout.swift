import Files
import TimeSeries

/// Where the cutoffs of folds lie: positions on the clock that series share, or rows of each series on its own.
struct FoldLayout: Sendable {
  private let backtest: Backtest

  init(_ backtest: Backtest) { self.backtest = backtest }

  /// The position on `clock` of the cutoff of a fold: the number of instants that are known.
  func position(of fold: Int, on clock: SharedClock) -> Int {
    clock.position(rowsAfter(fold), before: clock.instants.count)
  }

  /// The number of rows of `series` that are known at the cutoff of a fold, on its own clock; negative where it is too short.
  func row(of fold: Int, in series: Series) -> Int { series.count - rowsAfter(fold) }

  /// Whether a fold and the next are at least a horizon apart on `clock`, so that no row need be forecast twice.
  func areApart(_ fold: Int, on clock: SharedClock) -> Bool { backtest.step >= backtest.horizon }

  /// Rows of the clock from a cutoff to the end.
  private func rowsAfter(_ fold: Int) -> Int {
    backtest.horizon + (backtest.folds - 1 - fold) * backtest.step
  }

  /// Throws when there are fewer rows than the folds need.
  func requireRoom(in rows: Int) throws(Failure) {
    let least = backtest.leastTrainingRows + backtest.gap
    let needed = backtest.rowsAfterFirstCutoff + least
    guard needed > rows else { return }
    let spare = rows - least - backtest.horizon
    throw Failure(
      .data,
      "\(backtest.folds) folds of horizon \(backtest.horizon), \(backtest.step) rows apart, need \(needed) rows, "
        + "and there are \(rows)",
      fix: spare >= 0 ? "--folds \(spare / backtest.step + 1)" : "a smaller --horizon, or more rows")
  }
}
