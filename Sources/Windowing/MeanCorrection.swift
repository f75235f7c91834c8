import Forecasting
import TimeSeries

/// The correction from the median to the mean of forecasts whose logarithms were learnt: half the variance of
/// the errors of the logarithm, for each lead.
///
/// The exponential of a normal variable with mean μ and variance σ² has the median exp(μ) and the mean exp(μ
/// + σ² / 2). The errors of a window are assumed to have the standard deviation s √v, with the scale s of the
/// window and a variance v of each lead that all windows share, so that the mean is exp(μ + s² v / 2).
package struct MeanCorrection: Sendable, Equatable {
  /// The variance v of the normalised errors of each lead; a correction of zeros changes nothing.
  package var variances: [Double]

  /// Creates a correction of zeros.
  package init(horizon: Int) { variances = Array(repeating: 0, count: horizon) }

  /// Creates a correction of known variances.
  package init(variances: [Double]) { self.variances = variances }

  /// The term s v / 2 that is added to the normalised forecast of a lead: times the scale s of the window, it
  /// is s² v / 2 in the logarithm.
  func shift(lead: Int, _ normalisation: Normalisation) -> Double {
    0.5 * normalisation.scale * variances[lead]
  }

  /// Estimates the variances from `forecasts`, which are normalised, one array for each window.
  ///
  /// With the normalised errors e of a lead, their weights s² and the weighted mean ē, v = Σ s² (e − ē)² / Σ
  /// s². The weights keep a window of small scale, in which a normalised error may be very large, from
  /// dominating the estimate.
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

  /// The correction estimated from validation forecasts, which are normalised, one array for each window,
  /// with the mean loss of the forecasts after it.
  ///
  /// The correction is zero unless the objective is minimised by means and the frame has logarithms, and zero
  /// too where the estimated correction does not lower the loss.
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
  /// The mean loss of the objective over the observed leads of `windows`; infinite where there is none, or
  /// where the sum is not finite.
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
