import TimeSeries

/// Jumps of a price that look like splits for which nobody has adjusted it, by the rule of `PriceSteps`.
///
/// It looks at a finished file, not at what was known at a cutoff: nothing may be forecast from it. A fall by
/// half in a day may be real; the name says that the prices look so.
public struct UnadjustedSplits: Sendable, Hashable, Codable {
  /// One jump.
  public struct Jump: Sendable, Hashable, Codable {
    /// The row after the jump, from 0: the day.
    public let row: Int
    /// The row of the price before it.
    public let previousRow: Int
    /// The price after the jump as a share of that before.
    public let ratio: Double
    /// The new shares of the split it looks like, as 3 of 3 for 2.
    public let newShares: Int
    /// The old shares, as 2 of 3 for 2.
    public let oldShares: Int
    /// How many times the usual change its logarithm is; `nil` where most prices do not change.
    public let timesUsual: Double?

    fileprivate init(_ step: PriceSteps.Step, in prices: [Double]) {
      (row, previousRow) = (step.after, step.before)
      ratio = prices[step.after] / prices[step.before]
      // Factors are whole, but for 3/2.
      let isFall = step.factor > 1
      let factor = isFall ? step.factor : 1 / step.factor
      let few = factor < 2 ? 2 : 1
      let many = Int((factor * Double(few)).rounded())
      (newShares, oldShares) = isFall ? (many, few) : (few, many)
      timesUsual = step.timesUsual.isFinite ? step.timesUsual : nil
    }
  }

  /// The jumps, in order.
  public let jumps: [Jump]
  /// The number of prices that were looked at.
  public let count: Int

  /// Looks for jumps in prices in the order of time, `.nan` where one is missing.
  ///
  /// - Throws: `NoFigure` of fewer than ten prices.
  public init(prices: [Double]) throws(NoFigure) {
    count = prices.count { !$0.isNaN }
    guard count >= PriceSteps.leastCount else {
      throw .tooFew(found: count, needed: PriceSteps.leastCount)
    }
    jumps = PriceSteps(prices).steps.map { Jump($0, in: prices) }
  }
}
