import Platform
import TimeSeries

/// The size that the errors of a series may be expected to have, as far as it is known at a cutoff.
///
/// It is made of mean absolute changes over ``lag`` rows: the mean of all changes known, and the mean of the
/// newest ones, which follows volatility. Errors divided by it are alike over time, and over series of
/// different sizes.
struct ErrorScale: Codable, Sendable, Hashable {
  /// Rows between the values that are compared; 0 for the size of the values themselves.
  var lag: Int
  /// The rows after which the weight of a change is halved, in the mean of the newest ones.
  var halfLife: Double
  /// The exponent of the mean of the newest changes; that of the mean of all is the rest to 1.
  var share: Double

  /// Changes of the mean size that stand in for those before the first, in the mean of the newest.
  private static let priorChanges = 2.0
  /// The least that the newest changes are taken for, as a share of the mean change: a quiet hour is no proof
  /// of quiet.
  private static let leastShare = 0.1

  /// The scales that may suit a series with a season of so many rows; the first is the plainest.
  static func candidates(season: Int) -> [ErrorScale] {
    let lags = season > 1 ? [1, season, 0] : [1, 0]
    return lags.flatMap { lag in
      [ErrorScale(lag: lag, halfLife: 7, share: 0)]
        + [7.0, 30].flatMap { halfLife in
          [0.5, 1].map { ErrorScale(lag: lag, halfLife: halfLife, share: $0) }
        }
    }
  }

  /// Computes the scale at each of `rows` from the rows of `series` before it.
  ///
  /// Changes over a gap between segments are ignored.
  ///
  /// - Parameters:
  ///   - series: The series.
  ///   - rows: The rows, in ascending order.
  /// - Returns: One scale a row; `.nan` where no change is known, and 0 where there never was one.
  func values(of series: Series, at rows: [Int]) -> [Double] {
    guard let last = rows.last else { return [] }
    let decay = exp2(-1 / halfLife)
    var (sum, count, newest, weight) = (0.0, 0.0, 0.0, 0.0)
    var start = 0
    var values: [Double] = []
    values.reserveCapacity(rows.count)
    var segments = series.segments.makeIterator()
    var segment = segments.next() ?? 0..<series.count
    for row in 0...last {
      while values.count < rows.count, rows[values.count] == row {
        values.append(scale(sum: sum, count: count, newest: newest, weight: weight))
      }
      guard row < series.count else { continue }
      if row >= segment.upperBound, let next = segments.next() { segment = next }
      start = max(start, segment.lowerBound)
      let earlier = row - lag
      guard lag == 0 || earlier >= start else { continue }
      let change = abs(series.target[row] - (lag == 0 ? 0 : series.target[earlier]))
      guard !change.isNaN else { continue }
      sum += change
      count += 1
      newest = decay * newest + change
      weight = decay * weight + 1
    }
    return values
  }

  private func scale(sum: Double, count: Double, newest: Double, weight: Double) -> Double {
    guard count > 0 else { return .nan }
    guard sum > 0, sum.isFinite else { return 0 }
    let mean = sum / count
    guard share > 0 else { return mean }
    let recent = (newest + Self.priorChanges * mean) / (weight + Self.priorChanges)
    return pow(mean, 1 - share) * pow(max(recent, Self.leastShare * mean), share)
  }
}
