import Forecasting
import Windowing
import Models

/// The gain of one combination over another, and how sure it is.
///
/// Errors are not independent within a series, nor within a block of time that all series share. The variance of the
/// mean gain is that of clusters of either kind, whichever is larger: a panel of a thousand series that move together
/// is one observation a horizon, and one of a thousand that do not is nearly a thousand. With many blocks series count for little.
/// - Source: Cameron, Gelbach and Miller (2011), doi:10.1198/jbes.2010.07136, of whose two one-way variances this takes
///   the larger.
struct PairedLosses: Sendable {
  /// The mean over cells of (before − after) / (before + after), relative half to the errors of the block, half to those of
  /// all: a stretch of large errors counts for more than a calm one, but does not drown it.
  let gain: Double
  /// The losses after, as a share of those before.
  let remainder: Double
  /// The variance of `gain`.
  let variance: Double
  /// The number of independent groups that would make the gain as sure, at least the number of blocks of equal size.
  let effectiveCount: Double

  /// How far the gain of a whole panel in one horizon is from the mean gain, before anything is known: few blocks do not
  /// show their spread, and would pass for certain.
  private static let commonDeviation = 0.02
  /// The same of one series beside the common part.
  private static let ownDeviation = 0.05
  /// Blocks above which the differences between series count for less and less.
  private static let fewBlocks = 5.0

  /// Compares the losses of two combinations, group by group.
  ///
  /// - Precondition: There is a group.
  /// - Parameters:
  ///   - cells: The number of cells of each group.
  ///   - isOfOthers: Whether the gain is asked for on series that come later.
  init(
    _ groups: [ValidationCells.Group], cells: [Int], before: [Double], after: [Double],
    isOfOthers: Bool = false
  ) {
    precondition(!groups.isEmpty, "losses of at least one group")
    let blocks = (groups.map(\.block).max() ?? -1) + 1
    var counts = [Double](repeating: 0, count: blocks)
    var (totals, gains) = (counts, counts)
    for (index, group) in groups.enumerated() {
      counts[group.block] += Double(cells[index])
      totals[group.block] += before[index] + after[index]
      gains[group.block] += before[index] - after[index]
    }
    let count = counts.reduce(0, +)
    let mean = totals.reduce(0, +) / count
    let shares = counts.map { $0 / count }
    // What the gains of a cell of each block are measured in.
    let units = zip(counts, totals).map { (mean + $1 / $0) / 2 }
    let relative = mean > 0 ? (0..<blocks).map { gains[$0] / (counts[$0] * units[$0]) } : []
    let gain = zip(shares, relative).reduce(0) { $0 + $1.0 * $1.1 }
    // What a group adds to the mean gain beyond its share of it.
    let surprises = groups.indices.map { index in
      let unit = units[groups[index].block]
      guard unit > 0 else { return 0.0 }
      return ((before[index] - after[index]) / unit - gain * Double(cells[index])) / count
    }
    let blockCount = 1 / shares.reduce(0) { $0 + $1 * $1 }
    let spread = zip(shares, relative).reduce(0) { $0 + $1.0 * ($1.1 - gain) * ($1.1 - gain) }
    let seriesCount = Double(Set(groups.map(\.series)).count)
    // A gain near its bound of 1 has little room to vary.
    let room = max(0, 1 - gain * gain)
    let expected =
      room
      * (Self.commonDeviation * Self.commonDeviation
        + Self.ownDeviation * Self.ownDeviation / max(1, seriesCount))
    let unbiased = blockCount > 1 ? spread * blockCount / (blockCount - 1) : spread
    let ofBlocks = (unbiased + expected / blockCount) / blockCount
    // Series that gain differently are no luck for these very series; what is, is what lasts longer than a block, and fades
    // with their number.
    let lasting = isOfOthers ? 1 : min(1, Self.fewBlocks / blockCount)
    let variance = max(ofBlocks, lasting * Self.variance(of: surprises, groups, seriesCount))
    let ofGroups = surprises.reduce(0) { $0 + $1 * $1 }
    self.gain = gain
    let lossBefore = before.reduce(0, +)
    remainder = lossBefore > 0 ? after.reduce(0, +) / lossBefore : 1
    self.variance = variance
    effectiveCount = max(blockCount, variance > 0 ? Double(groups.count) * ofGroups / variance : 1)
  }

  /// The variance of a sum of surprises that are independent between series only.
  private static func variance(
    of surprises: [Double], _ groups: [ValidationCells.Group], _ seriesCount: Double
  ) -> Double {
    guard seriesCount > 1 else { return 0 }
    var sums = [Double](repeating: 0, count: (groups.map(\.series).max() ?? -1) + 1)
    for (index, group) in groups.enumerated() { sums[group.series] += surprises[index] }
    return sums.reduce(0) { $0 + $1 * $1 } * seriesCount / (seriesCount - 1)
  }
}
