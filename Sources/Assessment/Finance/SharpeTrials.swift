import Platform

/// The trials of which the best was kept.
///
/// The more strategies were tried, the better the best of them looks by chance alone. Trials are taken for
/// independent: those that differ little count for more than they are, so that the deflated ratio errs to the
/// side of doubt.
public struct SharpeTrials: Sendable, Hashable, Codable {
  /// The number of trials, all of them: also those that nobody showed.
  public let count: Int
  /// The variance of their Sharpe ratios of a period.
  public let variance: Double

  /// Euler's constant.
  private static let gamma = 0.577_215_664_901_532_9

  /// Takes a number of trials and the variance of their ratios.
  public init(count: Int, variance: Double) {
    (self.count, self.variance) = (count, variance)
  }

  /// Takes the Sharpe ratios of all trials; ones that are not finite are left out.
  public init(ratios: [Double]) {
    let finite = ratios.filter(\.isFinite)
    let deviation = Moments(finite).deviation ?? 0
    self.init(count: finite.count, variance: deviation * deviation)
  }

  /// The best ratio to be expected of trials without skill, about √V ((1 - γ) Z(1 - 1/N) + γ Z(1 - 1/(N e)));
  /// 0 of a single trial.
  ///
  /// Source: Bailey and López de Prado (2014), doi:10.2139/ssrn.2460551.
  public var expectedMaximum: Double {
    guard count > 1, variance > 0 else { return 0 }
    let number = Double(count)
    let spread =
      (1 - Self.gamma) * -Normal.quantile(1 / number) + Self.gamma * -Normal.quantile(1 / (number * M_E))
    return variance.squareRoot() * spread
  }
}
