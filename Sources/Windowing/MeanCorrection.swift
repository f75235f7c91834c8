import Forecasting
import TimeSeries

/// What makes means of forecasts whose exponentials are medians: half the variance of the logarithm's errors, by lead.
///
/// Errors are taken to be as large as their window's scale: the mean of a lognormal variable is exp(μ + s² v / 2), with the
/// variance v of the errors of a lead in a window's scale s.
package struct MeanCorrection: Sendable, Equatable {
  /// The variance of each lead's errors; zeros correct nothing.
  package var variances: [Double]

  /// A correction of nothing.
  package init(horizon: Int) { variances = Array(repeating: 0, count: horizon) }

  /// A correction that was stored.
  package init(variances: [Double]) { self.variances = variances }

  /// What is added to the normalised forecast of a lead.
  func shift(lead: Int, _ normalisation: Normalisation) -> Double {
    0.5 * normalisation.scale * variances[lead]
  }

  /// Measures the errors of `forecasts`, normalised and by window, each lead around its mean error.
  ///
  /// Of large scales more is seen: a quiet window, in whose scale every error is large, counts for little.
  private init(_ forecasts: [[Double]], _ framed: FramedWindows, _ windows: some Collection<Window>) {
    var weights = [Double](repeating: 0, count: framed.horizon)
    var (sums, squares) = (weights, weights)
    for (forecast, window) in zip(forecasts, windows) {
      let normalisation = framed.normalisation(of: window)
      let weight = normalisation.scale * normalisation.scale
      for lead in 0..<framed.horizon {
        let error = framed.target(of: window, lead: lead, normalisation) - forecast[lead]
        guard !error.isNaN else { continue }
        weights[lead] += weight
        sums[lead] += weight * error
        squares[lead] += weight * error * error
      }
    }
    variances = weights.indices.map { lead in
      guard weights[lead] > 0 else { return 0 }
      let mean = sums[lead] / weights[lead]
      return max(0, squares[lead] / weights[lead] - mean * mean)
    }
  }

  /// The correction of validation forecasts, normalised and by window, with the loss that is left.
  ///
  /// Only means of logarithms' exponentials are corrected, and only where that makes the loss smaller.
  package static func best(
    for forecasts: [[Double]], _ framed: FramedWindows, _ windows: some Collection<Window>
  ) -> (correction: Self, loss: Double) {
    let none = Self(horizon: framed.horizon)
    let loss = framed.loss(of: forecasts, windows, none)
    guard framed.frame.objective.isOfMeans, framed.frame.isOfLogarithms else {
      return (none, loss)
    }
    let found = Self(forecasts, framed, windows)
    let other = framed.loss(of: forecasts, windows, found)
    return other < loss ? (found, other) : (none, loss)
  }
}

extension FramedWindows {
  /// The mean loss of the objective over the observed leads of windows; infinite without any.
  fileprivate func loss(
    of forecasts: [[Double]], _ windows: some Collection<Window>, _ correction: MeanCorrection
  ) -> Double {
    var (sum, count) = (0.0, 0.0)
    for (forecast, window) in zip(forecasts, windows) {
      let target = panel.series[window.series].target
      let unit = units[window.series]
      for (lead, value) in point(forecast, of: window, correction).enumerated()
      where !target[window.origin + lead].isNaN {
        sum += frame.objective.loss(value / unit, target[window.origin + lead] / unit)
        count += 1
      }
    }
    return count > 0 && sum.isFinite ? sum / count : .infinity
  }
}
