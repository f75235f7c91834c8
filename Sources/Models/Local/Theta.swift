import Forecasting
import Windowing

/// The theta method: a share of the line through the rows, and simple exponential smoothing of what that
/// share leaves.
///
/// The share is 1 − 1/θ. The standard method, which won the M3 competition, has θ = 2: half of the line,
/// beside which the smoothed half is the mean of the line and of twice the rows minus the line. On series
/// with a lasting trend the slope is halved too, so θ is estimated as well, and taken where it lowers
/// Akaike's criterion for small samples (see ``ThetaFit``): θ = 1 is simple exponential smoothing, and the
/// largest θ goes on along the whole slope.
///
/// Where ``SeasonalityTest`` finds a season, rows are seasonally adjusted first (multiplicative classical
/// decomposition; additive where values or factors are not positive). On rows after those it was estimated
/// on, line and season stay, and the smoothed level follows.
///
/// Beside statsforecast 2.1, which leaves the first three errors out of its least squares, forecasts agree to
/// 0.1 % with Theta where θ = 2 is taken, and to 0.01 % with OptimizedTheta where it is not. Its AutoTheta
/// also has forms whose line is fitted again at every row, and chooses by squared errors, without a price for
/// a θ that is estimated.
///
/// Needs five observed values. Sources: Assimakopoulos and Nikolopoulos (2000),
/// doi:10.1016/S0169-2070(00)00066-2; Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler (2016),
/// doi:10.1016/j.ijforecast.2016.02.005, on θ.
package struct Theta: LocalModel {
  package static let name = "theta"

  private let decomposition: SeasonalDecomposition?
  private let line: ThetaFit.Line
  /// The share of the line that is not smoothed.
  private let share: Double
  /// Smooths what the share leaves.
  private var smoothing: SmoothingState
  /// Rows observed so far.
  private var count: Int

  package init?(estimatedOn rows: ArraySlice<Double>, past: [[Double]], season: Int, horizon: Int) {
    decomposition =
      SeasonalityTest.isSeasonal(rows.filledByLines, season: season)
      ? Self.decomposition(of: rows, season: season) : nil
    var adjusted = Array(rows)
    if let decomposition {
      for row in adjusted.indices { adjusted[row] = decomposition.adjusted(adjusted[row], row: row) }
    }
    guard let fit = ThetaFit(to: adjusted) else { return nil }
    (line, share, smoothing, count) = (fit.line, fit.share, fit.state, rows.count)
  }

  package mutating func observe(_ value: Double, past: [Double]) {
    let adjusted = decomposition?.adjusted(value, row: count) ?? value
    smoothing.observe(adjusted - share * line.value(at: count))
    count += 1
  }

  package func point(horizon: Int) -> [Double] {
    smoothing.point(horizon: horizon).enumerated().map { lead, level in
      let row = count + lead
      let mean = share * line.value(at: row) + level
      return decomposition?.seasonal(mean, row: row) ?? mean
    }
  }

  private static func decomposition(of rows: ArraySlice<Double>, season: Int) -> SeasonalDecomposition? {
    if let factors = SeasonalDecomposition(rows, season: season, kind: .multiplicative), !factors.isBounded {
      return factors
    }
    return SeasonalDecomposition(rows, season: season, kind: .additive)
  }
}
