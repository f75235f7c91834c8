import Forecasting
import Platform
import TimeSeries

/// How effects of holidays are measured.
package enum HolidayScale: String, Codable, Sendable {
  /// As differences.
  case absolute
  /// As factors, of values above zero alone: what is above zero stays so.
  case relative

  /// That on which a frame learns, or the user; of variances, which stay above zero, always factors.
  package init(_ frame: WindowFrame) {
    let isRelative = frame.isOfLogarithms || frame.transform == .logReturn || frame.objective == .qlike
    self = isRelative ? .relative : .absolute
  }

  /// A value as effects are measured on it; `.nan` where they are not.
  package func measured(_ value: Double) -> Double {
    switch self {
    case .absolute: value
    case .relative: value > 0 ? log(value) : .nan
    }
  }

  /// A value with an effect that was measured so.
  package func adding(_ effect: Double, to value: Double) -> Double {
    switch self {
    case .absolute: value + effect
    case .relative: value * exp(effect)
    }
  }
}
