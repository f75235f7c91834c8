import Forecasting

/// What became of a model's intervals of one level.
public struct MeasuredInterval: Sendable, Equatable, Codable {
  /// A band that holds a share with a probability of nine in ten.
  public struct Band: Sendable, Equatable, Codable {
    /// The lower end, in 0...1.
    public var lower: Double
    /// The upper end, in 0...1.
    public var upper: Double
  }

  /// The probability inside that was asked for, in percent.
  public var level: Double
  /// The share of the values that lay inside.
  public var coverage: Double?
  /// Where that share lies when more folds like these are forecast; `nil` of fewer than five blocks of
  /// folds, of which each holds at least the cube root of their number.
  public var band: Band?
  /// The share held by the narrow, the middle and the wide third of the intervals of each series and lead;
  /// `nil` of too few rows.
  public var byWidth: [Double]?
  /// The share of the forecasts that held at every lead.
  public var joint: Double?
  /// The mean width, in the target's units.
  public var width: Double?
  /// The mean interval score, in the target's units.
  public var winkler: Double?
}

extension MeasuredInterval {
  /// The intervals of each model of `predictions`, as far as it has them.
  static func all(of predictions: Predictions, _ scores: Scores, in folds: PredictedFolds)
    -> [[MeasuredInterval]]
  {
    let intervals = Interval.all(predictions.asked)
    return predictions.models.indices.map { model in
      intervals.filter { predictions.models[model].has($0) }.map { interval in
        let value = { (metric: Metric) in scores.value(metric, model: model) }
        let shares = CoverageShares(
          predictions, model: model, interval, foldOfRow: folds.ofRow, foldCount: folds.count)
        return MeasuredInterval(
          level: interval.level, coverage: value(.coverage(of: interval)),
          band: shares.band(overlap: folds.overlap),
          byWidth: WidthThirds(predictions, model: model, interval).shares,
          joint: value(.joint(of: interval)),
          width: value(.width(of: interval)), winkler: value(.winkler(of: interval)))
      }
    }
  }
}

extension Predictions.Column {
  /// Whether the model has both ends of an interval.
  fileprivate func has(_ interval: Interval) -> Bool { has(interval.lower) && has(interval.upper) }
}
