import Platform

/// Steps in the prices of a series that look like splits for which nobody has adjusted them.
///
/// A step is a change between two successive prices that holds three things. It is within 8 % of a usual
/// factor of splits, or of its inverse: 1.5, 2 to 8, 10, 15, 20, 25, 30, 40, 50 or 100. Its logarithm is more
/// than eight times the median of all, in absolute value. And it stays: up to three prices before it, and up
/// to three, at least one, after it lie within a quarter of those beside the step, as they do not around a
/// single wrong price. Of prices that are not all above 0 there are none.
public struct PriceSteps: Sendable, Hashable {
  /// One step.
  public struct Step: Sendable, Hashable {
    /// The row before it, from 0.
    public let before: Int
    /// The row after it.
    public let after: Int
    /// The factor that it is nearest to: above 1 where the price falls, as 2 where it halves, and its inverse
    /// where it rises.
    public let factor: Double
    /// How many times as large as the median its logarithm is; infinite where most prices do not change.
    public let timesUsual: Double
  }

  /// The steps, in order.
  public private(set) var steps: [Step] = []

  /// The fewest prices that are looked at.
  public static let leastCount = 10
  private static let factors: [Double] = [1.5, 2, 3, 4, 5, 6, 7, 8, 10, 15, 20, 25, 30, 40, 50, 100]
  /// The share by which a step may differ from a factor: prices change meanwhile.
  private static let tolerance = 0.08
  /// The least factor that is looked at.
  private static let least = 1.4
  /// Usual changes that a split exceeds by far.
  private static let outlier = 8.0

  /// Whether a column of this name holds prices.
  static func isPrice(_ name: String) -> Bool {
    let lower = name.lowercased()
    return ["close", "open", "price", "last", "high", "low", "settle"].contains { lower.contains($0) }
      && !lower.contains("adj")
  }

  /// Looks at `values`, oldest first, `.nan` where one is missing.
  public init(_ values: [Double]) {
    guard Self.hasSteps(values) else { return }
    let rows = values.indices.filter { !values[$0].isNaN }
    guard rows.count >= Self.leastCount else { return }
    let changes = zip(rows, rows.dropFirst()).map { abs(log(values[$1] / values[$0])) }
    let usual = changes.sorted()[changes.count / 2]
    for (index, change) in changes.enumerated()
    where change > log(Self.least) && change > Self.outlier * usual {
      let (before, after) = (rows[index], rows[index + 1])
      guard let factor = Self.factors.first(where: { abs(exp(change) / $0 - 1) < Self.tolerance }),
        index + 2 < rows.count,
        Self.areNear(rows[(index + 2)...].prefix(3).map { values[$0] }, values[after]),
        Self.areNear(rows[..<index].suffix(3).map { values[$0] }, values[before])
      else { continue }
      steps.append(
        Step(
          before: before, after: after, factor: values[after] < values[before] ? factor : 1 / factor,
          timesUsual: change / usual))
    }
  }

  /// Whether a positive value follows one that is larger or smaller by a factor worth looking at, and all are
  /// positive.
  ///
  /// Hardly any file of prices has such a step, and one pass without memory tells so.
  private static func hasSteps(_ values: [Double]) -> Bool {
    var last = Double.nan
    var found = false
    for value in values where !value.isNaN {
      guard value > 0, value.isFinite else { return false }
      if value > least * last || last > least * value { found = true }
      last = value
    }
    return found
  }

  /// Whether values stay near one beside a step: around a single odd value is no split.
  private static func areNear(_ values: [Double], _ value: Double) -> Bool {
    values.allSatisfy { abs(log($0 / value)) < log(1.25) }
  }
}
