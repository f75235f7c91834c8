import Glibc

/// Jumps of a price that look like splits for which nobody has adjusted it.
///
/// A change between two successive prices is named where three things hold. It is within 5 % of a usual factor of splits, or of
/// its inverse: 2, 3, 3/2, 4, 5, 7, 10 or 20. Its logarithm is further from the median of all such logarithms than eight
/// robust deviations (1.4826 times the median distance from the median). And the next change does not take it back to within
/// 5 %, as it does after a single wrong price. Only prices above 0 count, and gaps are stepped over.
///
/// It looks at a finished file, not at what was known at a cutoff: nothing may be forecast from it. A fall by half in a day may be
/// real; the name says that the prices look so.
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
    /// How many robust deviations it lies from the median; `nil` where more than half of the changes are equal.
    public let deviations: Double?
  }

  /// The jumps, in order.
  public let jumps: [Jump]
  /// The number of changes that were looked at.
  public let count: Int

  /// The fewest changes of which a robust deviation is taken.
  static let leastCount = 20
  private static let factors = [(2, 1), (3, 1), (3, 2), (4, 1), (5, 1), (7, 1), (10, 1), (20, 1)]
  private static let tolerance = log(1.05)
  private static let leastDeviations = 8.0

  /// Looks for jumps in prices in the order of time.
  ///
  /// - Throws: `NoFigure` of fewer than 20 changes.
  public init(prices: [Double]) throws(NoFigure) {
    let rows = prices.indices.filter { prices[$0] > 0 && prices[$0].isFinite }
    let changes = zip(rows, rows.dropFirst()).map { log(prices[$1] / prices[$0]) }
    guard changes.count >= Self.leastCount else {
      throw .tooFew(found: changes.count, needed: Self.leastCount)
    }
    let median = Percentiles(of: changes).value(at: 0.5) ?? 0
    let deviation = 1.4826 * (Percentiles(of: changes.map { abs($0 - median) }).value(at: 0.5) ?? 0)
    count = changes.count
    jumps = changes.indices.compactMap { place in
      let change = changes[place]
      let deviations = abs(change - median) / deviation
      guard deviations > Self.leastDeviations, let split = Self.split(like: change) else { return nil }
      if place + 1 < changes.count, abs(change + changes[place + 1]) <= Self.tolerance { return nil }
      if place > 0, abs(change + changes[place - 1]) <= Self.tolerance { return nil }
      return Jump(
        row: rows[place + 1], previousRow: rows[place], ratio: exp(change), newShares: split.new,
        oldShares: split.old, deviations: deviations.isFinite ? deviations : nil)
    }
  }

  /// The split nearest to a change of the logarithm, where one is within the tolerance: 2 for 1 halves a price.
  private static func split(like change: Double) -> (new: Int, old: Int)? {
    let nearest = factors.min {
      abs(abs(change) - log(Double($0.0) / Double($0.1)))
        < abs(abs(change) - log(Double($1.0) / Double($1.1)))
    }
    guard let (many, few) = nearest, abs(abs(change) - log(Double(many) / Double(few))) <= tolerance else {
      return nil
    }
    return change < 0 ? (many, few) : (few, many)
  }
}
