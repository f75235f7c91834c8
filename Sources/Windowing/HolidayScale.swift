import Forecasting
import Platform
import TimeSeries

/// The scale on which effects of holidays are additive.
package enum HolidayScale: String, Codable, Sendable {
  /// The values themselves: an effect is a difference.
  case absolute
  /// The logarithm: an effect is a factor.
  ///
  /// It is defined for values above zero only, and forecasts above zero stay above zero.
  case relative

  /// The scale of a frame: relative where logarithms or log returns are learnt, and where variances are
  /// forecast, which must stay positive; absolute otherwise.
  package init(_ frame: WindowFrame) {
    let isRelative = frame.isOfLogarithms || frame.transform == .logReturn || frame.objective == .qlike
    self = isRelative ? .relative : .absolute
  }

  /// The value on this scale; `.nan` where the scale is not defined for it.
  package func measured(_ value: Double) -> Double {
    switch self {
    case .absolute: value
    case .relative: value > 0 ? log(value) : .nan
    }
  }

  /// The value after adding `effect` on this scale: y + e, or y · exp(e).
  package func adding(_ effect: Double, to value: Double) -> Double {
    switch self {
    case .absolute: value + effect
    case .relative: value * exp(effect)
    }
  }
}
