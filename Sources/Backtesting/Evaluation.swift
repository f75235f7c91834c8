import Forecasting
import TimeSeries

/// What predictions are worth: every metric, a test of each model against one of them, and what became of
/// intervals.
///
/// It is the same whoever made the predictions, a backtest or another program.
public struct Evaluation: Sendable {
  /// Every forecast with its actual value.
  public let predictions: Predictions
  /// Every metric.
  public let scores: Scores
  /// The metric by which models are compared: MASE of several series, so that the largest does not decide,
  /// and MAE of one.
  public let comparedMetric: Metric
  /// The name of the model that all others are tested against; it need not be among them.
  public let reference: String
  /// Each model's tests of that metric against the reference, in the order of the predictions' columns; `nil`
  /// for the reference itself, and for all where it is missing.
  public let comparisons: [Comparison?]
  /// For each model the test of its calls of direction at lead 1, where direction is scored and can be
  /// tested.
  public let directions: [PesaranTimmermann?]
  /// For each model the intervals that it has.
  public let intervals: [[MeasuredInterval]]
  /// What MASE divides by, for each series.
  package let scales: [Double?]
  /// The folds that the rows belong to.
  package let folds: PredictedFolds
  /// The parts of ``comparedMetric`` by fold, over all leads and at each.
  package let errors: PairedErrors
  /// Whether folds forecast target times in common.
  package let foldsOverlap: Bool

  /// Scores `predictions`, which must have actual values.
  ///
  /// - Parameters:
  ///   - predictions: The forecasts, with their actual values.
  ///   - folds: The fold of each row.
  ///   - horizon: The number of leads.
  ///   - scales: For each series the divisor of MASE; `nil` where it is not known.
  ///   - metrics: The metrics that are computed.
  ///   - reference: The name of the model that others are tested against.
  init(
    _ predictions: Predictions, in folds: PredictedFolds, horizon: Int, scales: [Double?], metrics: [Metric],
    against reference: String
  ) {
    self.predictions = predictions
    self.reference = reference
    self.scales = scales
    self.folds = folds
    scores = Scores(predictions, horizon: horizon, scales: scales, metrics: metrics)
    let errors = PairedErrors(predictions, foldOfRow: folds.ofRow, foldCount: folds.count, scales: scales)
    self.errors = errors
    comparedMetric = errors.metric
    let place = scores.models.firstIndex(of: reference)
    comparisons = scores.models.indices.map { model in
      guard let place, model != place else { return nil }
      return Comparison(errors, of: model, against: place, in: folds)
    }
    directions = scores.models.indices.map { model in
      metrics.contains(.direction) ? PesaranTimmermann(predictions, model: model, in: folds) : nil
    }
    intervals = MeasuredInterval.all(of: predictions, scores, in: folds)
    foldsOverlap = folds.overlap > 1
  }
}
