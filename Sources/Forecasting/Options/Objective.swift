import Platform

/// The metric that forecasts will be judged by: it decides how series, windows and candidates are weighed,
/// and whether a forecast is a median or a mean.
public enum Objective: String, Codable, Sendable, CaseIterable {
  /// Absolute errors in the target's units: large series have more weight.
  case mae
  /// Absolute errors relative to how much their series changes over a season: every series counts alike.
  ///
  /// Hyndman and Koehler (2006), doi:10.1016/j.ijforecast.2006.03.001.
  case mase
  /// Absolute errors relative to the level of forecast and actual value: low levels weigh as much as high
  /// ones.
  case smape
  /// Squared errors in the target's units: the best forecast is the mean.
  case mse
  /// truth / forecast − log(truth / forecast) − 1, for variances: relative as `smape`, and the best forecast
  /// is the mean.
  ///
  /// Patton (2011), doi:10.1016/j.jeconom.2010.03.034.
  case qlike
}

extension Objective {
  /// Whether errors are measured by the level of what is forecast, instead of in one unit a series.
  package var isRelative: Bool { self == .smape || self == .qlike }

  /// Whether the best forecast of what may come is its mean, not its median; losses then grow with the square
  /// of errors.
  package var isOfMeans: Bool { self == .mse || self == .qlike }

  /// The least variance that QLIKE sees, in the typical level of the series: one at zero would weigh more
  /// than all others.
  private static let leastVariance = 1e-3

  /// The loss of a forecast, both values in a unit of their series.
  package func loss(_ forecast: Double, _ truth: Double) -> Double {
    switch self {
    case .mae, .mase: return abs(forecast - truth)
    case .smape:
      let size = abs(forecast) + abs(truth)
      return size > 0 ? 2 * abs(forecast - truth) / size : 0
    case .mse: return (forecast - truth) * (forecast - truth)
    case .qlike:
      let ratio = max(truth, Self.leastVariance) / max(forecast, Self.leastVariance)
      return ratio - log(ratio) - 1
    }
  }

  /// The derivative of the loss by the forecast; 0 at a kink.
  package func slope(_ forecast: Double, _ truth: Double) -> Double {
    let sign = forecast > truth ? 1.0 : forecast < truth ? -1 : 0
    switch self {
    case .mae, .mase: return sign
    case .smape:
      // (f − y) / (f + y) changes by 2 y / (f + y)²; of different signs, the loss is 2 wherever they are.
      let size = abs(forecast) + abs(truth)
      return size > 0 && forecast * truth >= 0 ? sign * 4 * abs(truth) / (size * size) : 0
    case .mse: return 2 * (forecast - truth)
    case .qlike:
      guard forecast > Self.leastVariance else { return 0 }
      return (1 - max(truth, Self.leastVariance) / forecast) / forecast
    }
  }
}
