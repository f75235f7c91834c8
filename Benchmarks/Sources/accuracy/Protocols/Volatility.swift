import Forecasting
import Foundation
import TimeSeries

extension AccuracyProtocol {
  /// The realised variance of the S&P 500, a day ahead, learnt from the 1,000 days before.
  ///
  /// A day's forecast reads up to 22 days before the first that is learnt. Models are fitted again every 22
  /// days, networks every 250. The two halves of the variance, of rising and of falling prices, are known up
  /// to the cutoff.
  static let volatility = Self(
    name: "sp500-variance", summary: "S&P 500 realised variance, QLIKE", headline: .mean("QLIKE"),
    published: "log-HAR 0.125", goals: (0.122, 0.119), specialists: ["log-har"],
    expectations: [
      Expectation(trial: "1 day", model: "naive", metric: "QLIKE", score: "0.1686"),
      Expectation(trial: "1 day", model: "rolling-har", metric: "QLIKE", score: "0.1399"),
      Expectation(trial: "1 day", model: "rolling-log-har", metric: "QLIKE", score: "0.1253"),
    ],
    trials: { data in
      let panel = try data.panel(["realized_vol/sp500_realized_1997_2013.csv"]) {
        $0.time = "date"
        $0.targets = ["RV"]
        $0.past = ["RVn", "RVp"]
      }
      let known = ReferenceHAR.days + ReferenceHAR.month
      let rounds = { (period: Int) in
        stride(from: known, to: panel.longest, by: period).map { start in
          Trial.Round(
            rows: [start - known..<start],
            cutoffs: (start..<min(start + period, panel.longest)).map { Cutoff(series: 0, index: $0) })
        }
      }
      var options = ForecasterOptions(horizon: 1)
      options.objective = .qlike
      return [
        Trial(
          name: "1 day", panel: panel, rounds: rounds(22), networkRounds: rounds(250), options: options,
          metrics: [.qlike, .mse])
      ]
    })
}

extension Metric {
  /// The quasi-likelihood loss of a variance forecast.
  ///
  /// A forecast that is not positive counts as the least variance that was ever seen. Patton (2011),
  /// doi:10.1016/j.jeconom.2010.03.034.
  fileprivate static let qlike = mean("QLIKE") { forecast in
    let least = forecast.history.min() ?? 0
    return forecast.mean { variance, truth in
      let ratio = truth / (variance > 0 ? variance : least)
      return ratio - log(ratio) - 1
    }
  }
}
