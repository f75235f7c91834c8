import Backtesting
import Forecasting
import TimeSeries

extension AccuracyProtocol {
  /// Closing prices of two indices, five days ahead: 250 cutoffs five days apart, after one fit.
  static let tickers = Self(
    name: "tickers", summary: "S&P 500 and Nasdaq close, MAE / naive",
    headline: .ratio("MAE", to: ["naive"]), goals: (1.003, 0.997), expectations: [],
    trials: { data in
      try ["sp500", "nasdaq"].map { name in
        let panel = try data.panel(["tickers/\(name).csv"]) {
          $0.time = "Date"
          $0.targets = ["Close"]
        }
        let (horizon, folds) = (5, 250)
        var options = ForecasterOptions(horizon: horizon)
        options.objective = .mae
        let start = panel.longest - horizon * folds
        return Trial(
          name: name, panel: panel, rows: [0..<start],
          cutoffs: (0..<folds).map { Cutoff(series: 0, index: start + $0 * horizon) },
          options: options, metrics: [.mae, .dieboldMariano])
      }
    })
}

extension Metric {
  /// The statistic of Diebold and Mariano against repeating the last value; below about -2, better beyond
  /// chance.
  ///
  /// Forecasts must not overlap.
  fileprivate static let dieboldMariano = Self(name: "DM against naive") { forecasts in
    let losses = forecasts.compactMap { forecast in forecast.mean { abs($0 - $1) } }
    let naive = forecasts.compactMap { forecast in
      let last = forecast.history.last ?? .nan
      return forecast.mean { abs(last - $1) }
    }
    return (try? DieboldMariano(losses, against: naive, overlap: 1))?.statistic ?? .nan
  }
}
