import Forecasting
import TimeSeries

/// The last values of every series of a panel are forecast once, as in the M competitions and the Monash
/// archive.
struct LastValues: Sendable {
  /// Values of each series that are forecast.
  let horizon: Int
  /// What models aim at.
  var objective = Objective.mase
  /// The scores.
  let metrics: [Metric]

  /// Makes the trial.
  func trial(_ panel: Panel) -> Trial {
    let rows = panel.series.map { 0..<$0.count - horizon }
    var options = ForecasterOptions(horizon: horizon)
    options.objective = objective
    return Trial(
      name: "h \(horizon)", panel: panel, rows: rows,
      cutoffs: rows.enumerated().map { Cutoff(series: $0, index: $1.upperBound) },
      options: options, metrics: metrics)
  }
}

extension AccuracyProtocol {
  /// Patients a month in 767 hospital departments (Monash archive).
  static let hospital = Self(
    name: "hospital", summary: "hospital, MASE", headline: .mean("MASE"), published: "chronos-2 0.740",
    goals: (0.763, 0.745),
    expectations: Expectation.list("naive", "MASE", ["h 12": "0.968"])
      + Expectation.list("seasonal-naive", "MASE", ["h 12": "0.921"]),
    trials: { data in
      let panel = try data.wide("hospital/hospital.csv")
      return [LastValues(horizon: 12, metrics: [.mase(season: 12)]).trial(panel)]
    })

  /// Cash a day at 111 machines (NN5, Monash archive).
  static let nn5 = Self(
    name: "nn5", summary: "nn5 daily, MASE", headline: .mean("MASE"), published: "TBATS 0.858",
    goals: (0.82, 0.80),
    expectations: Expectation.list("naive", "MASE", ["h 56": "1.927"])
      + Expectation.list("seasonal-naive", "MASE", ["h 56": "1.025"]),
    trials: { data in
      let panel = try data.wide("nn5_daily/nn5_daily_imputed_weekday_median.csv")
      return [LastValues(horizon: 56, metrics: [.mase(season: 7)]).trial(panel)]
    })

  /// 414 hourly series of the M4 competition.
  static let m4Hourly = Self(
    name: "m4-hourly", summary: "M4 hourly, OWA", headline: .mean("OWA"), published: "ES-RNN 0.440",
    goals: (0.475, 0.43),
    expectations: Expectation.list("naive", "OWA", ["h 48": "3.593"])
      + Expectation.list("seasonal-naive", "sMAPE", ["h 48": "13.912"])
      + Expectation.list("seasonal-naive", "MASE", ["h 48": "1.193"]),
    trials: { data in
      let mase = Metric.mase(season: 24)
      let metrics = [.owa(mase, naive2: (smape: 18.383, mase: 2.395)), .smape, mase]
      let files = try ["train", "test"].map { part in
        try data.panel(["m4_hourly/Hourly-\(part).csv"]) {
          $0.layout = .rows
          $0.season = 24
        }
      }
      return [
        LastValues(horizon: 48, objective: .smape, metrics: metrics).trial(files[0].followed(by: files[1]))
      ]
    })
}

extension Metric {
  /// The overall weighted average of the M4 competition: sMAPE and MASE beside those of the Naive2 forecast.
  ///
  /// Makridakis, Spiliotis and Assimakopoulos (2020), doi:10.1016/j.ijforecast.2019.04.014.
  fileprivate static func owa(_ mase: Metric, naive2: (smape: Double, mase: Double)) -> Self {
    Self(name: "OWA") {
      (Metric.smape.score($0) / naive2.smape + mase.score($0) / naive2.mase) / 2
    }
  }
}

extension Panel {
  /// The panel with the values of `next` after its own, series by series.
  fileprivate func followed(by next: Panel) -> Panel {
    var panel = self
    panel.series = zip(series, next.series).map { first, next in
      let target = first.target + next.target
      return Series(
        id: first.id, times: target.indices.map { Instant(seconds: Int64($0)) }, target: target)
    }
    return panel
  }
}
