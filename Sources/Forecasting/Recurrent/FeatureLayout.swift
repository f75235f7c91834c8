import TimeSeries

/// Which numbers a network reads at each step of the lookback and for each lead.
struct FeatureLayout: Codable, Sendable, Equatable {
  /// Whether inputs carry a mask and the time since the last observation, because training rows had gaps.
  var hasMask: Bool
  /// Past covariates.
  var past: Int
  /// Covariates known ahead.
  var future: Int
  /// Calendar harmonics.
  var calendar: Int
  /// Static covariates.
  var statics: Int

  /// Features of each step: target, mask and age, past, future, calendar, static.
  var stepFeatures: Int { 1 + (hasMask ? 2 : 0) + past + future + calendar + statics }
  /// Values of each lead: future covariates and calendar.
  var leadFeatures: Int { future + calendar }
}
