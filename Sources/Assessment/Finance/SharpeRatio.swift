/// A Sharpe ratio of a period with what is needed to say how sure it is.
///
/// The ratio is not annualised: mean over deviation of the returns of one period, over an interest of 0. An
/// estimate of it varies by √((1 - γ₃ SR + (γ₄ - 1)/4 SR²) / (n - 1)), with skewness γ₃ and kurtosis γ₄ (3 of
/// a normal distribution): more where returns lean to losses or have heavy tails. Periods are taken for
/// independent.
///
/// Sources: Bailey and López de Prado (2012), doi:10.21314/JOR.2012.255, for the probability and the least
/// track record; (2014), doi:10.2139/ssrn.2460551, for the deflated ratio.
public struct SharpeRatio: Sendable, Hashable, Codable {
  /// Mean over deviation of a period's return.
  public let value: Double
  /// The skewness of the returns.
  public let skewness: Double
  /// The kurtosis of the returns; 3 of a normal distribution.
  public let kurtosis: Double
  /// The number of returns.
  public let count: Int

  /// The ratio of a sample of returns.
  ///
  /// - Throws: `NoFigure` of fewer than three returns, ones that do not vary, or one that is not finite.
  public init(returns: [Double]) throws(NoFigure) {
    guard returns.count >= 3 else { throw .tooFew(found: returns.count, needed: 3) }
    if let row = returns.firstIndex(where: { !$0.isFinite }) { throw .notFinite(row: row) }
    let moments = Moments(returns)
    guard moments.varies, let deviation = moments.deviation, let skewness = moments.skewness,
      let kurtosis = moments.kurtosis
    else { throw .constant }
    self.init(value: moments.mean / deviation, skewness: skewness, kurtosis: kurtosis, count: returns.count)
  }

  /// A ratio that is known already.
  public init(value: Double, skewness: Double, kurtosis: Double, count: Int) {
    (self.value, self.skewness, self.kurtosis, self.count) = (value, skewness, kurtosis, count)
  }

  /// The variance of the estimate times n - 1; `nil` where skewness and kurtosis belong to no distribution.
  private var variance: Double? {
    let variance = 1 - skewness * value + (kurtosis - 1) / 4 * value * value
    return variance > 0 && variance.isFinite ? variance : nil
  }

  /// The probabilistic Sharpe ratio: how probable it is that the true ratio lies above `threshold`, a ratio
  /// of a period too; `nil` of fewer than two returns or moments of no distribution.
  public func probability(above threshold: Double = 0) -> Double? {
    guard count > 1, let variance else { return nil }
    return Normal.cumulative((value - threshold) * (Double(count - 1) / variance).squareRoot())
  }

  /// The least track record: how many returns it takes until a ratio like this one is above `threshold` with
  /// `confidence`; `nil` where it does not lie above it.
  public func leastCount(above threshold: Double = 0, confidence: Double = 0.95) -> Double? {
    guard value > threshold, confidence > 0, confidence < 1, let variance else { return nil }
    let distance = Normal.quantile(confidence) / (value - threshold)
    return 1 + variance * distance * distance
  }

  /// The deflated Sharpe ratio: how probable it is that the true ratio lies above the best that as many
  /// trials without skill would have shown; `nil` as of ``probability(above:)``.
  public func deflated(by trials: SharpeTrials) -> Double? { probability(above: trials.expectedMaximum) }
}
