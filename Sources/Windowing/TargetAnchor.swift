import Forecasting
import TimeSeries
import Training

/// What a network's forecast of a lead is measured from; an untrained network forecasts just that.
package enum TargetAnchor: String, Codable, Sendable {
  /// The last observed value of the lookback: the naive forecast.
  case lastValue
  /// The value one season before the lead: the seasonal-naive forecast.
  case season
  /// The mean of the lookback, for targets that are differences, whose last value says little about the next.
  case mean

  /// The anchors worth training a network from, the first being the default.
  ///
  /// A network learns a season by itself where it sees enough windows. Where they make fewer than ten batches, it may
  /// do better to start from the season before: both are trained, which is quick there, and the validation loss
  /// decides.
  package static func candidates(
    for split: TrainingSplit, season: Int, options: ForecasterOptions, lookback: Int
  ) -> [TargetAnchor] {
    guard [.none, .log, .log1p].contains(options.givenTransform) else { return [.mean] }
    let isShort = split.training.count < TrainingSplit.leastBatches * options.training.batch
    guard isShort, split.validation != nil, season > 1, season <= lookback else { return [.lastValue] }
    return [.lastValue, .season]
  }

  /// The row a whole number of seasons before a lead, the latest before the origin.
  package static func seasonalRow(_ origin: Int, _ lead: Int, _ season: Int) -> Int {
    origin + lead % season - season
  }
}
