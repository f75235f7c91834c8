import Files
import Forecasting
import Models
import TimeSeries
import Training
import Windowing

/// A recurrent hybrid that never loses much to the simple forecasts: a ridge regression corrected by a network of
/// segments, the same network alone, and simple forecasts, combined by what the validation tail shows.
///
/// Candidates are judged by the last rows, which they were not fitted to, and simple forecasts by earlier tails too. What was
/// judged is fitted again to all rows, and of each network the mean of both fits is used. Recordings on clocks of their own
/// are left out in turn instead. Weights are those of ``BlendDecision``.
package struct Blend: Forecaster {
  package static let name = "blend"
  package var name: String { Self.name }
  package let options: ForecasterOptions

  /// Creates an unfitted blend.
  package init(options: ForecasterOptions) { self.options = options }

  package func fit(_ data: TrainingData, session: Session) throws -> any FittedForecaster {
    try fitHoldingOut(data, session: session).fitted
  }

  /// What was judged had not learnt from what it was judged by.
  package func fitHoldingOut(
    _ data: TrainingData, session: Session
  ) throws -> (fitted: any FittedForecaster, heldOut: [HeldOutFit]) {
    let trial = try trial(data, session: session)
    let decision = trial.decision()
    for note in trial.notes + decision.notes { session.note?("\(name): \(note)") }
    let fitted = FittedCombination(
      name: name, options: options, members: try trial.parts(decision.weights, session: session),
      decimals: decision.isRounded ? Decimals(of: data) : nil)
    return (fitted, trial.heldOut(decision))
  }

  /// Fits and judges the candidates.
  func trial(_ data: TrainingData, session: Session) throws -> BlendTrial {
    var options = options
    options.training.validation = tailShare(data)
    return try BlendTrial(data, options: options, session: session)
  }

  /// The share of the rows that validates: the one asked for, or as much as three horizons need, up to a quarter; less where
  /// that leaves two seasons of rows to learn from.
  ///
  /// Weights and evidence are counted in horizons: a tail of one says nearly nothing. Without two seasons no model learns a
  /// season, which it does from all rows: the tail would judge another model than the one that forecasts.
  private func tailShare(_ data: TrainingData) -> Double {
    let rows = max(1, data.rows.map(\.count).max() ?? 1)
    let asked = max(options.training.validation, min(0.25, 3 * Double(options.horizon) / Double(rows)))
    let spare = rows - 2 * data.panel.season
    return spare >= options.horizon ? min(asked, Double(spare) / Double(rows)) : asked
  }
}
