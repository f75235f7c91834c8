public import Forecasting

/// Something that looks at the fits of a backtest, besides their forecasts, before they are let go of.
public protocol FitExaminer: Sendable {
  /// Looks at a fit, which forecasts at the cutoffs of `folds`. Fits may be looked at side by side.
  ///
  /// - Parameters:
  ///   - fitted: The fit.
  ///   - model: The name of its column in the predictions.
  ///   - folds: The folds that it forecasts, earliest first.
  ///   - session: How its forecasts are run.
  /// - Throws: what its forecasts throw.
  func examine(
    _ fitted: any FittedForecaster, of model: String, at folds: [Fold], session: Session
  ) throws
}
