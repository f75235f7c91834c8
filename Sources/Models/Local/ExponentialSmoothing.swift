import Forecasting
import Windowing

/// The forms of exponential smoothing that one of the zoo's models chooses from.
package protocol SmoothingFamily: Sendable {
  /// The registry's name.
  static var name: String { get }

  /// The least share α of an error that the level takes up.
  static var leastLevel: Double { get }

  /// Whether there are forms with a season among them.
  static var modelsSeason: Bool { get }

  /// The forms that are tried for a series.
  ///
  /// - Parameters:
  ///   - positive: Whether all its observed values are positive.
  ///   - seasonal: Whether it has a season, and rows for two of them.
  /// - Returns: The forms, of which the one with the least information criterion is kept.
  static func forms(positive: Bool, seasonal: Bool) -> [SmoothingForm]
}

extension SmoothingFamily {
  package static var leastLevel: Double { SmoothingCoordinates.least }
  package static var modelsSeason: Bool { true }
}

/// Simple exponential smoothing, ETS(A,N,N): a level that follows by a constant share α of each error.
///
/// α in 0.0001...0.9999 and the initial level by least squares, as statsforecast's AutoETS("ANN"), with whose
/// forecasts it agrees to 0.02 %. Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice,
/// section 8.1.
package enum SimpleSmoothing: SmoothingFamily {
  package static let name = "ses"
  package static let modelsSeason = false

  package static func forms(positive: Bool, seasonal: Bool) -> [SmoothingForm] {
    [SmoothingForm(error: .additive, trend: .none, season: .none)]
  }
}

/// Holt's linear trend, ETS(A,A,N): level and trend, each following by a constant share of the errors; not
/// damped.
///
/// On seasonal rows the least squares are those of a slope that follows the season, and a long forecast goes
/// on along the last of it: a fit to such rows says so (see ``LocalForecaster``). Damped trends are among the
/// forms of ``AutomaticSmoothing``.
///
/// α, β < α and the initial states by least squares; statsforecast's Holt may damp the trend, and lets β
/// exceed α. Source: Holt (1957), reprinted as doi:10.1016/j.ijforecast.2003.09.015.
package enum HoltSmoothing: SmoothingFamily {
  package static let name = "holt"
  package static let modelsSeason = false

  package static func forms(positive: Bool, seasonal: Bool) -> [SmoothingForm] {
    [SmoothingForm(error: .additive, trend: .additive, season: .none)]
  }
}

/// Exponential smoothing with the form of least AICc: additive or multiplicative errors, no trend, a trend or
/// a damped one, no season, an additive or a multiplicative one.
///
/// Forms with multiplicative errors or seasons are for series of positive values that stay away from zero
/// (see ``SmoothingFit``); seasonal ones for series with two seasons at least, of any length. Parameters stay
/// in the usual region, initial states are estimated with them. Source: Hyndman, Koehler, Snyder and Grose
/// (2002), doi:10.1016/S0169-2070(01)00110-8.
///
/// Beside statsforecast 2.1's AutoETS on classical series: where both choose the same form and it has
/// converged, AICc agrees to 0.01 and forecasts to 0.01 % (Australian beer); elsewhere the exact gradient
/// finds a lower AICc: 1390.9 for airline passengers (statsforecast 1458.1), 1559.7 for milk (1603.2), 3634.0
/// for wine (3639.2) and 2019.5 for wool (2026.3). In 7 of 809 fits to 220 yearly, quarterly and monthly
/// series, statsforecast's parameters reach a lower AICc of their form inside the usual region, by 0.8 at
/// most. It also differs by smoothing seasons longer than 24, and by requiring β < α and γ < 1 − α as R does.
package enum AutomaticSmoothing: SmoothingFamily {
  package static let name = "ets"

  package static func forms(positive: Bool, seasonal: Bool) -> [SmoothingForm] {
    SmoothingForm.candidates(positive: positive, seasonal: seasonal)
  }
}

/// The same with a level that takes up a tenth of each error at least.
///
/// On rows whose level never moved, α is estimated as nearly 0: the level is then the mean of all there was,
/// and when it does move, the forecasts stay behind for as long as the series was. At a tenth they follow in
/// ten rows, for which the error on rows that do stay grows by a fortieth: the variance of one step is 1 + α
/// / (2 − α) times that of the noise.
package enum ResponsiveSmoothing: SmoothingFamily {
  package static let name = "responsive-ets"
  package static let leastLevel = 0.1

  package static func forms(positive: Bool, seasonal: Bool) -> [SmoothingForm] {
    AutomaticSmoothing.forms(positive: positive, seasonal: seasonal)
  }
}

/// Exponential smoothing of a family of forms: the one of least AICc, by maximum likelihood.
///
/// Needs five observed values; a series too short for a form goes without it.
package struct ExponentialSmoothing<Family: SmoothingFamily>: LocalModel {
  package static var name: String { Family.name }
  package static var modelsSeason: Bool { Family.modelsSeason }
  private var state: SmoothingState

  package init?(estimatedOn rows: ArraySlice<Double>, past: [[Double]], season: Int, horizon: Int) {
    let values = Array(rows)
    let forms = Family.forms(
      positive: values.allSatisfy { !($0 <= 0) }, seasonal: season > 1 && values.count / 2 >= season)
    guard
      let fit = SmoothingFit.best(
        of: forms, leastLevel: Family.leastLevel, for: values, season: season)
    else { return nil }
    state = fit.state
  }

  package mutating func observe(_ value: Double, past: [Double]) { state.observe(value) }

  package func point(horizon: Int) -> [Double] { state.point(horizon: horizon) }
}
