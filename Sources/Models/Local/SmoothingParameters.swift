import Forecasting
import Windowing

/// How fast an exponential smoothing model follows.
struct SmoothingParameters: Sendable, Equatable {
  /// The share α of an error that the level takes up.
  var level: Double
  /// The share β that the trend takes up; 0 without a trend.
  var trend = 0.0
  /// The share γ that the season takes up; 0 without a season.
  var season = 0.0
  /// The factor φ of the trend from step to step; 1 where it is not damped.
  var damping = 1.0
}

/// What one row does to the states of an exponential smoothing model.
///
/// With q = l + φ b the level expected, μ = q, q + s or q s, and d = y − μ:
/// ```
/// l ← q + α d      or  q + α d / s      (multiplicative season)
/// b ← φ b + β d    or  φ b + β d / s
/// s ← s + γ d      or  s + γ d / q
/// ```
/// The kind of error changes what is minimised, not the states. A missing row has d = 0.
struct SmoothingStep {
  /// The level expected, q.
  let base: Double
  /// The trend after damping, φ b.
  let slope: Double
  /// The season's state from one season ago.
  let season: Double
  let kind: SmoothingForm.Season

  @inline(__always)
  init(
    level: Double, slope: Double, season: Double, kind: SmoothingForm.Season, damping: Double
  ) {
    self.slope = damping * slope
    base = level + self.slope
    self.season = season
    self.kind = kind
  }

  /// The row expected, μ.
  @inline(__always)
  var expected: Double {
    switch kind {
    case .none: base
    case .additive: base + season
    case .multiplicative: base * season
    }
  }

  /// The states after the row was `error` above what was expected.
  @inline(__always)
  func states(
    after error: Double, _ parameters: SmoothingParameters
  ) -> (level: Double, slope: Double, season: Double) {
    let isFactor = kind == .multiplicative
    let own = isFactor ? error / season : error
    return (
      base + parameters.level * own, slope + parameters.trend * own,
      season + parameters.season * (isFactor ? error / base : error)
    )
  }
}
