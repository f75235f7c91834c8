import Files
import Forecasting
import Models
import TimeSeries
import Training
import Windowing

/// A weighted mean of two networks and of simple forecasters, with weights by their errors over rows that
/// they were not fitted to.
///
/// One network forecasts the residuals of a ridge regression, the other one the target itself; both read the
/// lookback in patches.
///
/// Candidates are compared over the last rows, which none of them was fitted to, and simple forecasters over
/// earlier tails too. They are then fitted again to all rows; of each network the mean of both fits is used.
/// Recordings with clocks of their own are left out in turn instead. The weights are those of
/// ``BlendDecision``: a candidate must be better by more than the sampling error to receive most of the
/// weight, so that the blend is seldom much worse than the best simple forecaster.
package struct Blend: Forecaster {
  package static let name = "blend"
  package var name: String { Self.name }
  package let options: ForecasterOptions

  /// Creates an unfitted blend.
  package init(options: ForecasterOptions) { self.options = options }

  package func fit(_ data: TrainingData, session: Session) throws -> any FittedForecaster {
    try fitHoldingOut(data, session: session).fitted
  }

  /// Fits the blend; the held-out fits are those by which the candidates were compared, none of which was
  /// fitted to the rows that it forecasts.
  package func fitHoldingOut(
    _ data: TrainingData, session: Session
  ) throws -> (fitted: any FittedForecaster, heldOut: [HeldOutFit]) {
    let trial = try trial(data, session: session)
    let decision = trial.decision()
    for decision in trial.decisions + decision.reasons {
      session.note?(FitNote(.decision(decision), of: name))
    }
    let fitted = FittedCombination(
      name: name, options: options, members: try trial.parts(decision.weights, session: session),
      decimals: decision.isRounded ? Decimals(of: data) : nil)
    return (fitted, trial.heldOut(decision))
  }

  /// Fits the candidates without the validation rows, and forecasts those rows.
  func trial(_ data: TrainingData, session: Session) throws -> BlendTrial {
    var options = options
    options.training.validation = tailShare(data)
    return try BlendTrial(data, options: options, session: session)
  }

  /// The share of the rows in the validation tail: the one asked for, or if it is larger, that of three
  /// horizons, up to a quarter of the rows.
  ///
  /// It is smaller where that leaves two seasons of rows to fit to.
  ///
  /// The variance of a mean gain depends on the number of horizons in the tail, and one or two determine
  /// weights poorly. Without two seasons in the training rows no model can estimate a season, although it can
  /// from all rows: the tail would then compare other models than those that forecast.
  private func tailShare(_ data: TrainingData) -> Double {
    let rows = max(1, data.rows.map(\.count).max() ?? 1)
    let asked = max(options.training.validation, min(0.25, 3 * Double(options.horizon) / Double(rows)))
    let spare = rows - 2 * data.panel.season
    return spare >= options.horizon ? min(asked, Double(spare) / Double(rows)) : asked
  }
}
