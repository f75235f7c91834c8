/// Kupiec's test: whether as many values lie beyond a forecast quantile as should.
///
/// Of `n` rows, `x` of which are exceedances, the likelihood ratio is -2 ln(pˣ(1-p)ⁿ⁻ˣ / (x/n)ˣ(1-x/n)ⁿ⁻ˣ),
/// with about a chi-squared distribution of one degree of freedom where the forecasts are right. It has
/// little power: of 250 rows at 1 % it does not tell apart 1 to 6 exceedances. It says nothing of whether
/// exceedances come together.
///
/// Source: Kupiec (1995), doi:10.3905/jod.1995.407942.
public struct UnconditionalCoverage: Sendable, Hashable, Codable {
  /// The likelihood ratio, at least 0.
  public let statistic: Double
  /// The probability of a ratio as large as this where the forecasts are right.
  public let probability: Double
  /// The number of exceedances.
  public let exceeded: Int
  /// The number of rows.
  public let count: Int

  /// The share of rows that are exceedances.
  public var share: Double { Double(exceeded) / Double(count) }

  /// Tests the number of exceedances.
  ///
  /// - Throws: `NoFigure` of no rows.
  public init(_ exceedances: Exceedances) throws(NoFigure) {
    try self.init(
      exceeded: exceedances.exceeded, of: exceedances.count, probability: exceedances.probability)
  }

  /// Tests a number of exceedances in `count` rows against their probability.
  ///
  /// - Throws: `NoFigure` of no rows, or where `probability` is not inside 0...1.
  public init(exceeded: Int, of count: Int, probability: Double) throws(NoFigure) {
    guard probability > 0, probability < 1 else { throw .notAShare(probability) }
    guard count > 0 else { throw .tooFew(found: 0, needed: 1) }
    let exceeded = min(max(exceeded, 0), count)
    func likelihood(_ probability: Double) -> Double {
      Binomial.logLikelihood(happened: exceeded, failed: count - exceeded, probability: probability)
    }
    statistic = max(0, 2 * (likelihood(Double(exceeded) / Double(count)) - likelihood(probability)))
    self.probability = ChiSquared.survival1(statistic)
    (self.exceeded, self.count) = (exceeded, count)
  }
}
