import Forecasting
import Windowing

/// The form of an exponential smoothing model, ETS(error, trend, season).
///
/// - Source: Hyndman, Koehler, Snyder and Grose (2002), doi:10.1016/S0169-2070(01)00110-8; notation of
///   Hyndman, Koehler, Ord and Snyder (2008), doi:10.1007/978-3-540-71918-2.
package struct SmoothingForm: Hashable, Sendable {
  /// How errors enter.
  package enum ErrorKind: Sendable { case additive, multiplicative }
  /// How the level goes on; multiplicative trends are left out, as in R's `ets`, because they run away.
  package enum Trend: Sendable, CaseIterable { case none, additive, damped }
  /// How the season enters.
  package enum Season: Sendable, CaseIterable { case none, additive, multiplicative }

  var error: ErrorKind
  var trend: Trend
  var season: Season

  /// Whether it describes positive values only.
  var needsPositive: Bool { error == .multiplicative || season == .multiplicative }

  /// The number of values estimated: smoothing parameters, initial states and the variance of the errors.
  func parameterCount(season length: Int) -> Int {
    var count = 3
    if trend != .none { count += 2 }
    if trend == .damped { count += 1 }
    if season != .none { count += length }
    return count
  }

  /// The forms to choose from, simple ones first.
  ///
  /// An additive error with a multiplicative season is left out, as in R's `ets`: its variance is not
  /// bounded.
  static func candidates(positive: Bool, seasonal: Bool) -> [Self] {
    let seasons: [Season] = seasonal ? Season.allCases : [.none]
    return seasons.flatMap { season in
      Trend.allCases.flatMap { trend in
        [ErrorKind.additive, .multiplicative].map { Self(error: $0, trend: trend, season: season) }
      }
    }
    .filter { form in
      (positive || !form.needsPositive) && !(form.error == .additive && form.season == .multiplicative)
    }
  }
}
