import Forecasting
import Models
import Platform
import TimeSeries
import Windowing

/// A test of the hypothesis that the series of a panel are random walks, whose best forecast is the last
/// value.
///
/// The changes of a random walk have mean 0 and no autocorrelation. Five statistics are computed over the
/// last training rows of all series: the sum of the changes; for q = 2, 4 and 8 the sum Σ_k (1 − k/q) c_t
/// c_{t−k} over k < q, which is the numerator of the variance ratio over q steps; and the sum of c_t c_{t−m}
/// for the season m. The terms of all series at one row are added first, and each sum is divided by the root
/// of the sum of their squares: series that move together then count as one observation, and the statistic is
/// robust to a variance that changes over time. The test statistic is the largest of the five absolute
/// values.
/// - Source: Lo and MacKinlay (1988), doi:10.1093/rfs/1.1.41, on the robust variance ratio; Chow and Denning
///   (1993), doi:10.1016/0304-4076(93)90051-6, on the largest of several.
struct RandomWalkTest: Sendable, Equatable {
  /// The largest of the absolute statistics, each of which has about the absolute value of a standard normal
  /// distribution under the hypothesis.
  let statistic: Double

  /// The number of statistics of which the largest is taken.
  private static let count = 5.0
  /// The prior probability of the hypothesis; it is large since series that are often forecast, as prices and
  /// exchange rates, are nearly random walks.
  private static let prior = 0.75
  /// The posterior probability below which 0 is returned.
  private static let least = 0.05

  /// The posterior probability of the hypothesis; 0 where it is below 0.05.
  ///
  /// With Φ the normal distribution function, the p-value of the largest of k = 5 statistics is p = 1 − (2
  /// Φ(z) − 1)ᵏ. The posterior odds are the prior odds times −e p ln p for p < 1/e, and the prior odds
  /// otherwise: this is the least Bayes factor of the hypothesis over a class of alternatives.
  /// - Source: Sellke, Bayarri and Berger (2001), doi:10.1198/000313001300339950.
  var probability: Double {
    let chance = -expm1(Self.count * log1p(-erfc(statistic / 2.0.squareRoot())))
    let factor = chance < exp(-1) ? -exp(1) * chance * log(chance) : 1
    let odds = Self.prior / (1 - Self.prior) * (chance > 0 ? factor : 0)
    let probability = odds / (1 + odds)
    return probability < Self.least ? 0 : probability
  }

  /// Creates the test with a known statistic.
  init(statistic: Double) { self.statistic = statistic }

  /// The largest number of rows of a series that are tested; the last ones are taken.
  private static let mostRows = 20_000

  /// Tests the last training rows of `data`.
  init(_ data: TrainingData) {
    let season = data.panel.season
    let longest = min(Self.mostRows, data.rows.map(\.count).max() ?? 0)
    // The terms of each row: for the mean, for three variance ratios and for the season.
    var sums = Array(repeating: Array(repeating: 0.0, count: longest + 1), count: 5)
    for (series, rows) in zip(data.panel.series, data.rows) {
      let changes = Self.changes(of: series, rows.suffix(longest))
      for (place, change) in changes.enumerated() where !change.isNaN {
        // Rows are counted from the end, where series that share a clock mostly end together.
        let row = changes.count - place
        func product(_ lag: Int) -> Double {
          let before = lag <= place ? changes[place - lag] : .nan
          return before.isNaN ? 0 : change * before
        }
        sums[0][row] += change
        for (number, steps) in [2, 4, 8].enumerated() {
          sums[1 + number][row] += (1..<steps).reduce(0.0) {
            $0 + (1 - Double($1) / Double(steps)) * product($1)
          }
        }
        if season > 1 { sums[4][row] += product(season) }
      }
    }
    statistic = sums.map(Self.statistic).max() ?? 0
  }

  /// The changes from row to row inside the segments of a series, divided by the mean absolute change; `.nan`
  /// where a value is missing.
  ///
  /// Changes are first bounded by `UsualChange`. The result is empty for a series that does not change.
  private static func changes(of series: Series, _ rows: Range<Int>) -> [Double] {
    let starts = Set(series.segments.map(\.lowerBound))
    let changes = rows.dropFirst().map { row in
      starts.contains(row) ? .nan : series.target[row] - series.target[row - 1]
    }
    var usual = UsualChange(count: changes.count)
    for change in changes { usual.add(abs(change)) }
    let most = usual.most
    let sizes = changes.filter { !$0.isNaN }.map { min(most, abs($0)) }
    let unit = sizes.reduce(0, +) / Double(max(1, sizes.count))
    guard unit > 0, unit.isFinite else { return [] }
    return changes.map { $0.isNaN ? $0 : max(-most, min(most, $0)) / unit }
  }

  /// The absolute sum of the rows, divided by the root of the sum of their squares; 0 where all are 0.
  private static func statistic(_ rows: [Double]) -> Double {
    let squares = rows.reduce(0) { $0 + $1 * $1 }
    return squares > 0 ? abs(rows.reduce(0, +)) / squares.squareRoot() : 0
  }
}
