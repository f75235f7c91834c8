import Forecasting
import Windowing

/// Whether rows have a season, by their autocorrelation at its length.
///
/// The season is there when |r_m| > 1.645 √((1 + 2 Σ_{i<m} r_i²) / n): one-sided at 95 %, the variance being
/// Bartlett's.
/// - Source: Assimakopoulos and Nikolopoulos (2000), doi:10.1016/S0169-2070(00)00066-2; as in Fiorucci,
///   Pellegrini, Louzada, Petropoulos and Koehler (2016), doi:10.1016/j.ijforecast.2016.02.005.
enum SeasonalityTest {
  private static let quantile = 1.6448536269514722

  /// Tests `rows`, which have no missing ones, for a season of `season` steps, which they must show twice.
  static func isSeasonal(_ rows: [Double], season: Int) -> Bool {
    guard season > 1, rows.count / 2 >= season else { return false }
    let mean = rows.reduce(0, +) / Double(rows.count)
    let centred = rows.map { $0 - mean }
    let variance = centred.reduce(0) { $0 + $1 * $1 }
    guard variance > 0 else { return false }
    func correlation(_ lag: Int) -> Double {
      var sum = 0.0
      for row in lag..<centred.count { sum += centred[row] * centred[row - lag] }
      return sum / variance
    }
    let squares = (1..<season).reduce(0.0) { $0 + correlation($1) * correlation($1) }
    return abs(correlation(season)) > quantile * ((1 + 2 * squares) / Double(rows.count)).squareRoot()
  }
}
