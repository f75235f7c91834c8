import Forecasting
import Platform
import Models
import TimeSeries
import Windowing

/// Whether a panel may be random walks, for which nothing forecasts better than the last value.
///
/// A random walk has changes without a mean and without autocorrelation. Both are tested over all training rows, at lags that
/// add up to variance ratios over 2, 4 and 8 steps and at the season. Of a panel the products of all series at one row are
/// added before their spread is taken: series that move together are one observation, and a volatility that moves does
/// not pass for dependence.
/// - Source: Lo and MacKinlay (1988), doi:10.1093/rfs/1.1.41; Chow and Denning (1993), doi:10.1016/0304-4076(93)90051-6.
struct RandomWalkTest: Sendable, Equatable {
  /// The largest of the statistics, each of about a standard normal distribution for random walks.
  let statistic: Double

  /// The number of statistics, of which the largest is kept.
  private static let count = 5.0
  /// The prior probability of random walks: prices and rates, for which people forecast most, look like them.
  private static let prior = 0.75
  /// A probability below which nothing is said for random walks.
  private static let least = 0.05

  /// The probability of random walks after the test; 0 where it is small.
  ///
  /// Of a p-value the odds can fall to −e p ln p of what they were and no further, whatever the alternative. That is what they
  /// do here.
  /// - Source: Sellke, Bayarri and Berger (2001), doi:10.1198/000313001300339950.
  var probability: Double {
    let chance = -expm1(Self.count * log1p(-erfc(statistic / 2.0.squareRoot())))
    let factor = chance < exp(-1) ? -exp(1) * chance * log(chance) : 1
    let odds = Self.prior / (1 - Self.prior) * (chance > 0 ? factor : 0)
    let probability = odds / (1 + odds)
    return probability < Self.least ? 0 : probability
  }

  /// A test with a known result.
  init(statistic: Double) { self.statistic = statistic }

  /// Rows that are tested, the last ones.
  private static let mostRows = 20_000

  /// Tests the last training rows of `data`.
  init(_ data: TrainingData) {
    let season = data.panel.season
    let longest = min(Self.mostRows, data.rows.map(\.count).max() ?? 0)
    // Of the mean, of three variance ratios and of the season.
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

  /// The changes from row to row inside the segments of a series, `.nan` where one is missing, relative to their mean size
  /// and bounded by what is usual; empty for a series that does not change.
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

  /// The sum over rows, relative to the deviation that the sum of uncorrelated rows has.
  private static func statistic(_ rows: [Double]) -> Double {
    let squares = rows.reduce(0) { $0 + $1 * $1 }
    return squares > 0 ? abs(rows.reduce(0, +)) / squares.squareRoot() : 0
  }
}
