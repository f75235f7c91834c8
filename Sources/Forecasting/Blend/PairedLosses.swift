/// The gain of one combination over another, and how sure it is.
///
/// Errors are not independent within a series, nor within a block of time that all series share. The variance of the
/// mean gain is that of clusters of either kind, whichever is larger: a panel of a thousand series that move together
/// is one observation a horizon, and one of a thousand that do not is nearly a thousand.
/// - Source: Cameron, Gelbach and Miller (2011), doi:10.1198/jbes.2010.07136, of whose two one-way variances this takes
///   the larger.
struct PairedLosses: Sendable {
  /// The mean over blocks of (before − after) / (before + after): relative to the errors of its block, so that a stretch
  /// of large errors does not drown the others.
  let gain: Double
  /// The variance of `gain`.
  let variance: Double
  /// The number of independent groups that would make the gain as sure, at least the number of blocks.
  let effectiveCount: Double

  /// How far the gain of a whole panel in one horizon is from the mean gain, before anything is known: few blocks do not
  /// show their spread, and would pass for certain.
  private static let commonDeviation = 0.03
  /// The same of one series beside the common part.
  private static let ownDeviation = 0.1

  /// Compares the losses of two combinations, group by group.
  init(_ groups: [ValidationCells.Group], before: [Double], after: [Double]) {
    let blocks = (groups.map(\.block).max() ?? -1) + 1
    let series = (groups.map(\.series).max() ?? -1) + 1
    var totals = [Double](repeating: 0, count: blocks)
    var gains = totals
    for (index, group) in groups.enumerated() {
      totals[group.block] += before[index] + after[index]
      gains[group.block] += before[index] - after[index]
    }
    let relative = zip(gains, totals).map { $1 > 0 ? $0 / $1 : 0 }
    let count = Double(max(1, blocks))
    let gain = relative.reduce(0, +) / count
    // What a group adds to the mean gain beyond its share of the losses.
    let surprises = groups.indices.map { index in
      let total = totals[groups[index].block]
      guard total > 0 else { return 0.0 }
      return (before[index] - after[index] - gain * (before[index] + after[index])) / (total * count)
    }
    var bySeries = [Double](repeating: 0, count: series)
    for (index, group) in groups.enumerated() { bySeries[group.series] += surprises[index] }
    let seen = Double(Set(groups.map(\.series)).count)
    let ofSeries =
      seen > 1 ? bySeries.reduce(0) { $0 + $1 * $1 } * seen / (seen - 1) : 0
    let expected =
      Self.commonDeviation * Self.commonDeviation + Self.ownDeviation * Self.ownDeviation / max(1, seen)
    let spread = relative.reduce(0) { $0 + ($1 - gain) * ($1 - gain) }
    let ofBlocks = (spread + expected) / (count * count)
    let variance = max(ofSeries, ofBlocks)
    let ofGroups = surprises.reduce(0) { $0 + $1 * $1 }
    self.gain = gain
    self.variance = variance
    effectiveCount = max(count, variance > 0 ? Double(groups.count) * ofGroups / variance : count)
  }
}
