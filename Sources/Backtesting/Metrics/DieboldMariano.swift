/// The Diebold-Mariano test of equal accuracy, with the small-sample correction of Harvey, Leybourne and
/// Newbold.
///
/// Sources: https://doi.org/10.1080/07350015.1995.10524599, https://doi.org/10.1016/S0169-2070(96)00719-4.
public struct DieboldMariano: Sendable, Equatable, Codable {
  /// The corrected statistic; negative where the first forecast has the smaller losses.
  public let statistic: Double
  /// The two-sided probability of a statistic this far from 0 when both forecasts are equally accurate.
  public let probability: Double
  /// The number of losses compared.
  public let count: Int

  /// Compares two sequences of losses at the same cutoffs.
  ///
  /// The long-run variance of the differences is the sum of their autocovariances up to lag `overlap - 1`;
  /// where that is not positive, Bartlett's weights make it so.
  ///
  /// - Parameter overlap: Cutoffs a forecast reaches over, at least 1: the horizon in steps, rounded up.
  /// - Returns: `nil` with fewer than two losses, with as many as the overlap or fewer, or when the differences do
  ///   not vary.
  public init?(_ losses: [Double], against others: [Double], overlap: Int) {
    precondition(losses.count == others.count && overlap >= 1, "as many losses on both sides")
    let differences = zip(losses, others).map { $0 - $1 }
    let n = Double(differences.count)
    let h = Double(overlap)
    guard differences.count >= 2, differences.count > overlap, let mean = differences.mean() else {
      return nil
    }
    let covariances = (0..<overlap).map { lag in
      (zip(differences.dropFirst(lag), differences).lazy.map { ($0 - mean) * ($1 - mean) }.mean() ?? 0)
        * (n - Double(lag)) / n
    }
    var variance = covariances[0] + 2 * covariances.dropFirst().reduce(0, +)
    if variance <= 0 {
      variance = covariances[0]
      for lag in 1..<max(overlap, 2) where lag < overlap {
        variance += 2 * (1 - Double(lag) / h) * covariances[lag]
      }
    }
    // Differences that are equal but for rounding do not vary.
    guard variance > 1e-28 * mean * mean, variance.isFinite else { return nil }
    let correction = ((n + 1 - 2 * h + h * (h - 1) / n) / n).squareRoot()
    statistic = correction * mean / (variance / n).squareRoot()
    probability = StudentT.twoSidedProbability(statistic, degreesOfFreedom: n - 1)
    count = differences.count
  }
}
