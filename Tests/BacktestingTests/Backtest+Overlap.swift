import Forecasting
import TimeSeries

@testable import Backtesting

extension Backtest {
  /// How many folds apart none forecast a target time in common.
  func overlap(on panel: Panel) throws -> Int {
    let folds = try Folds(self, of: panel)
    let plan = ForecastPlan(folds, of: panel, asked: .none)
    return PredictedFolds(
      of: plan.predictions.rows, ofRow: plan.foldOfRow, count: folds.count, isShared: folds[0].time != nil
    ).overlap
  }
}
