import Forecasting
import TimeSeries

extension AccuracyProtocol {
  /// Vital signs of ten patients, each forecast by what was learnt of the nine others: every second, 30
  /// seconds ahead.
  static let vitals = Self(
    name: "vitals", summary: "vitals, MAE / best of naive and linear",
    headline: .ratio("MAE", to: ["naive", "linear"]), goals: (0.98, 0.92), expectations: [],
    trials: { data in
      let files = ["02", "03", "06", "07", "10", "11", "14", "15", "18", "19"].map {
        "vitals/bidmc_\($0)_Numerics.csv"
      }
      let lookback = 120
      var options = ForecasterOptions(horizon: 30, lookback: lookback)
      options.objective = .mae
      return try ["HR", "RESP", "SpO2"].map { sign in
        let panel = try data.panel(files) {
          $0.time = "Time [s]"
          $0.targets = [sign]
        }
        let rounds = panel.series.indices.map { unseen in
          Trial.Round(
            rows: panel.series.enumerated().map { $0.offset == unseen ? 0..<0 : 0..<$0.element.count },
            cutoffs: (lookback...panel.series[unseen].count - options.horizon).map {
              Cutoff(series: unseen, index: $0)
            })
        }
        return Trial(
          name: sign, panel: panel, rounds: rounds,
          options: options, metrics: [.mae])
      }
    })
}
