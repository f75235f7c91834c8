public import Forecasting

/// An examiner of the fits of a backtest, besides their forecasts, before they are discarded.
public protocol FitExaminer: Sendable {
  /// Examines a fit, which forecasts at the cutoffs of `folds`.
  ///
  /// Several fits may be examined at the same time.
  ///
  /// - Parameters:
  ///   - fitted: The fit.
  ///   - model: The name of its column in the predictions.
  ///   - folds: The folds that it forecasts, earliest first.
  ///   - session: The session in which its forecasts are run.
  /// - Throws: The error of its forecasts.
  func examine(
    _ fitted: any FittedForecaster, of model: String, at folds: [Fold], session: Session
  ) throws
}
