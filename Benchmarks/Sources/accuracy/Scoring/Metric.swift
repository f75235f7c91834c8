import Forecasting
import TimeSeries

/// A forecast with its actual values.
struct ScoredForecast: Sendable {
  /// Which of the trial's fits it is by, from 0.
  let round: Int
  /// The series' position in its panel.
  let series: Int
  /// The known values of the series, up to the cutoff.
  let history: ArraySlice<Double>
  /// The forecast, one number a lead.
  let point: [Double]
  /// What came, one number a lead; `.nan` where nothing was observed.
  let truth: ArraySlice<Double>

  init(_ forecast: Forecast, of panel: Panel, at cutoff: Cutoff, round: Int) {
    self.round = round
    let target = panel.series[cutoff.series].target
    series = cutoff.series
    history = target[..<cutoff.index]
    point = forecast.point
    truth = target[cutoff.index..<cutoff.index + forecast.point.count]
  }

  /// The mean of `loss` of forecast and truth over the observed leads; `nil` without one.
  func mean(_ loss: (Double, Double) -> Double) -> Double? {
    var (sum, count) = (0.0, 0.0)
    for (forecast, truth) in zip(point, truth) where !truth.isNaN {
      sum += loss(forecast, truth)
      count += 1
    }
    return count > 0 ? sum / count : nil
  }
}

/// A way to score forecasts: smaller is better.
struct Metric: Sendable {
  /// The name.
  let name: String
  /// The score of all forecasts of a trial.
  let score: @Sendable ([ScoredForecast]) -> Double

  /// The mean of a score that every forecast has on its own.
  static func mean(
    _ name: String, _ score: @escaping @Sendable (ScoredForecast) -> Double?
  ) -> Self {
    Self(name: name) { forecasts in
      let scores = forecasts.compactMap(score)
      return scores.reduce(0, +) / Double(scores.count)
    }
  }
}

extension Metric {
  /// The mean squared error.
  static let mse = mean("MSE") { forecast in forecast.mean { ($0 - $1) * ($0 - $1) } }

  /// The mean absolute error.
  static let mae = mean("MAE") { forecast in forecast.mean { abs($0 - $1) } }

  /// The mean absolute scaled error: each forecast in units of what the seasonal naive one misses on its
  /// history.
  ///
  /// Hyndman and Koehler (2006), doi:10.1016/j.ijforecast.2006.03.001.
  static func mase(season: Int, name: String = "MASE") -> Self {
    mean(name) { forecast in
      let (new, old) = (forecast.history.dropFirst(season), forecast.history.dropLast(season))
      let changes = zip(new, old).map { abs($0 - $1) }.filter { !$0.isNaN }
      let unit = changes.reduce(0, +) / Double(changes.count)
      return forecast.mean { abs($0 - $1) }.map { $0 / unit }
    }
  }

  /// The symmetric mean absolute percentage error, from 0 to 200.
  static let smape = mean("sMAPE") { forecast in
    forecast.mean { $0 == $1 ? 0 : 200 * abs($0 - $1) / (abs($0) + abs($1)) }
  }
}
