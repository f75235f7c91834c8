import Forecasting
import TimeSeries

extension AccuracyProtocol {
  /// Births a day in the United States: the last 600 days, 30 at a time, after one fit (GIFT-Eval).
  static let births = Self(
    name: "us_births", summary: "us_births, MASE (m 1)", headline: .mean("MASE"),
    published: "xLSTM-Mixer 0.313",
    goals: (0.32, 0.305),
    expectations: Expectation.list("naive", "MASE", ["20 x 30": "1.865"])
      + Expectation.list("seasonal-naive", "MASE", ["20 x 30": "0.596"]),
    trials: { data in
      let panel = try data.wide("us_births/us_births.csv")
      let (horizon, windows) = (30, 20)
      let start = panel.longest - windows * horizon
      return [
        Trial(
          name: "20 x 30", panel: panel, rows: [0..<start],
          cutoffs: (0..<windows).map { Cutoff(series: 0, index: start + $0 * horizon) },
          options: ForecasterOptions(horizon: horizon),
          metrics: [.mase(season: 1), .mase(season: 7, name: "MASE (m 7)")])
      ]
    })
}
