import Platform

/// What returns of successive periods come to.
///
/// Returns are simple: 0.01 is a gain of 1 % of what was there when the period began, and everything is left
/// in, so that wealth is the product of 1 + return. What loses everything stays at nothing.
public struct Performance: Sendable, Hashable, Codable {
  /// The returns, one a period.
  public let returns: [Double]
  /// The number of periods in a year.
  public let periodsPerYear: Double
  /// What 1 has become: 1, then the wealth after each period.
  public let wealth: [Double]
  /// How far wealth lies below its highest so far; places are those of ``wealth``.
  public let drawdown: Drawdown
  /// The mean of the returns.
  public let mean: Double
  /// The standard deviation of the returns, with n - 1; `nil` of one.
  public let deviation: Double?

  /// Compounds returns.
  ///
  /// - Throws: `NoFigure` of no returns, one that is not finite, or a number of periods not above 0.
  public init(returns: [Double], periodsPerYear: Double) throws(NoFigure) {
    guard !returns.isEmpty else { throw .tooFew(found: 0, needed: 1) }
    if let row = returns.firstIndex(where: { !$0.isFinite }) { throw .notFinite(row: row) }
    guard periodsPerYear > 0, periodsPerYear.isFinite else { throw .notPositive(periodsPerYear) }
    var wealth = [1.0]
    var now = 1.0
    for value in returns {
      now *= max(0, 1 + value)
      wealth.append(now)
    }
    let moments = Moments(returns)
    (self.returns, self.periodsPerYear, self.wealth) = (returns, periodsPerYear, wealth)
    drawdown = Drawdown(wealth: wealth)
    mean = moments.mean
    deviation = moments.varies || moments.count < 2 ? moments.deviation : 0
  }

  /// The whole return, compounded.
  public var total: Double { (wealth.last ?? 1) - 1 }

  /// The return a year that compounds to the whole one.
  public var annualReturn: Double { pow(1 + total, periodsPerYear / Double(returns.count)) - 1 }

  /// The standard deviation a year, that of a period times the root of the periods; `nil` of one period.
  public var annualDeviation: Double? { deviation.map { $0 * periodsPerYear.squareRoot() } }

  /// The Sharpe ratio a year over an interest of 0, mean over deviation times the root of the periods; `nil`
  /// where returns do not vary, or of fewer than two.
  public var sharpe: Double? {
    deviation.flatMap { $0 > 0 ? mean / $0 * periodsPerYear.squareRoot() : nil }
  }
}
