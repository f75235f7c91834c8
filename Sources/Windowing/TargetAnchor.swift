import Forecasting
import TimeSeries
import Training

/// The value that a network's forecast of a lead is a difference from; it is the forecast of an untrained
/// network, whose outputs are 0.
package enum TargetAnchor: String, Codable, Sendable {
  /// The last observed value of the lookback: the naive forecast.
  case lastValue
  /// The value one season before the lead: the seasonal-naive forecast.
  case season
  /// The mean of the lookback.
  ///
  /// It is used for targets that are differences, which are nearly uncorrelated with the last one.
  case mean

  /// The anchors with which a network is trained, the first of them being the default.
  ///
  /// With enough windows a network learns a season by itself. With fewer than ten batches of windows,
  /// differences from the value one season earlier may be easier to learn: one network is trained with each
  /// anchor, which is quick for so few windows, and the one with the smaller validation loss is kept.
  package static func candidates(
    for split: TrainingSplit, season: Int, options: ForecasterOptions, lookback: Int
  ) -> [TargetAnchor] {
    guard [.none, .log, .log1p].contains(options.givenTransform) else { return [.mean] }
    let isShort = split.training.count < TrainingSplit.leastBatches * options.training.batch
    guard isShort, split.validation != nil, season > 1, season <= lookback else { return [.lastValue] }
    return [.lastValue, .season]
  }

  /// The last row before the origin that lies a whole number of seasons before a lead (from 0).
  package static func seasonalRow(_ origin: Int, _ lead: Int, _ season: Int) -> Int {
    origin + lead % season - season
  }
}
