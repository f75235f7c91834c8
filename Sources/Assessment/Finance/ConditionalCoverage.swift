/// Christoffersen's tests: whether exceedances of a forecast quantile come independently of each other, and
/// whether they are both independent and as many as should be.
///
/// Independence is tested against a first-order Markov chain: the likelihood ratio compares one probability
/// of an exceedance with two, after a row with one and after a row without, and has one degree of freedom.
/// Coverage and independence together are tested by the sum of this ratio and Kupiec's over all rows, with
/// two. Only rows with a neighbour before them are counted as transitions: a missing row breaks the chain.
///
/// Source: Christoffersen (1998), doi:10.2307/2527341.
public struct ConditionalCoverage: Sendable, Hashable, Codable {
  /// The likelihood ratio of independence, at least 0.
  public let independenceStatistic: Double
  /// The probability of a ratio as large as this of independent exceedances.
  public let independenceProbability: Double
  /// The likelihood ratio of coverage and independence together, at least 0.
  public let statistic: Double
  /// The probability of a ratio as large as this where the forecasts are right.
  public let probability: Double
  /// How often a row without an exceedance came after such a row.
  public let calmAfterCalm: Int
  /// How often an exceedance came after a row without one.
  public let exceededAfterCalm: Int
  /// How often a row without an exceedance came after one.
  public let calmAfterExceeded: Int
  /// How often an exceedance came after another.
  public let exceededAfterExceeded: Int

  /// Tests the order of exceedances.
  ///
  /// - Throws: `NoFigure` of fewer than two rows in sequence, or where no row, or every one, has an
  ///   exceedance before it.
  public init(_ exceedances: Exceedances) throws(NoFigure) {
    var counts = [[0, 0], [0, 0]]
    for (before, after) in zip(exceedances.hits, exceedances.hits.dropFirst()) {
      guard let before, let after else { continue }
      counts[before ? 1 : 0][after ? 1 : 0] += 1
    }
    let transitions = counts.joined().reduce(0, +)
    guard transitions > 0 else { throw .tooFew(found: exceedances.count, needed: 2) }
    let (calm, exceeded) = (counts[0], counts[1])
    guard exceeded[0] + exceeded[1] > 0 else { throw .noneHappened }
    guard calm[0] + calm[1] > 0 else { throw .constant }
    func likelihood(_ counts: [Int]) -> Double {
      Binomial.logLikelihood(
        happened: counts[1], failed: counts[0], probability: Double(counts[1]) / Double(counts[0] + counts[1])
      )
    }
    let together = likelihood([calm[0] + exceeded[0], calm[1] + exceeded[1]])
    independenceStatistic = max(0, 2 * (likelihood(calm) + likelihood(exceeded) - together))
    independenceProbability = ChiSquared.survival1(independenceStatistic)
    statistic = try UnconditionalCoverage(exceedances).statistic + independenceStatistic
    probability = ChiSquared.survival2(statistic)
    (calmAfterCalm, exceededAfterCalm) = (calm[0], calm[1])
    (calmAfterExceeded, exceededAfterExceeded) = (exceeded[0], exceeded[1])
  }
}
