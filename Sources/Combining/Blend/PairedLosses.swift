import Forecasting
import Models
import Windowing

/// The mean gain of one combination of forecasts over another, and the variance of that mean.
///
/// Losses are compared in pairs, by groups: the cells of one series in one block of time. Errors are
/// correlated within a series, and between all series within a block. The variance of the mean gain is
/// therefore that of a mean of clusters: the larger one of the variance with blocks as clusters and the
/// variance with series as clusters. A thousand series whose errors move together count as one observation
/// per block; a thousand independent series count as nearly a thousand. With more than five blocks the
/// variance between series is reduced.
/// - Source: Cameron, Gelbach and Miller (2011), doi:10.1198/jbes.2010.07136, of whose two one-way clustered
///   variances this takes the larger.
struct PairedLosses: Sendable {
  /// The mean relative gain g = Σ_b w_b g_b over blocks, with the share w_b of block b in all cells and g_b =
  /// (mean of before − after in b) / u_b.
  ///
  /// The unit is u_b = (m_b + m) / 2, with the mean m_b of before + after over the cells of block b and the
  /// mean m over all cells. A block with large losses so counts for more than one with small losses, but less
  /// than in proportion to its losses. The gain lies in [−1, 1].
  let gain: Double
  /// The sum of the losses after, divided by the sum of the losses before; 1 where the latter is 0.
  let remainder: Double
  /// The estimated variance of `gain`.
  let variance: Double
  /// The number of independent groups with the same variance of the mean gain, at least the effective number
  /// of blocks, 1 / Σ w_b².
  ///
  /// It is the number of groups divided by the design effect, which is `variance` relative to its value for
  /// independent groups.
  ///
  /// - Source: Kish (1965), Survey Sampling, on the design effect.
  let effectiveCount: Double

  /// The prior standard deviation of the gain of a block that is common to all series.
  ///
  /// It has the weight of one further block, since the sample variance of few blocks is often far too small.
  private static let commonDeviation = 0.02
  /// The prior standard deviation of the gain of one series in one block, besides the common part.
  private static let ownDeviation = 0.05
  /// The number of blocks above which the variance between series is multiplied by 5 / number of blocks.
  private static let fewBlocks = 5.0

  /// Compares the losses of two combinations, group by group.
  ///
  /// - Precondition: There is at least one group.
  /// - Parameters:
  ///   - groups: The series and the block of each group.
  ///   - cells: The number of cells of each group.
  ///   - before: The sum of the losses of the first combination over the cells of each group.
  ///   - after: The sum of the losses of the second combination over the cells of each group.
  ///   - isOfOthers: Whether the gain is wanted for series that are not among these, so that the variance
  ///     between series counts in full.
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
    // The unit u_b of the gains of each block.
    let units = zip(counts, totals).map { (mean + $1 / $0) / 2 }
    let relative = mean > 0 ? (0..<blocks).map { gains[$0] / (counts[$0] * units[$0]) } : []
    let gain = zip(shares, relative).reduce(0) { $0 + $1.0 * $1.1 }
    // The deviation of each group's contribution to the mean gain from the contribution expected of its
    // number of cells.
    let surprises = groups.indices.map { index in
      let unit = units[groups[index].block]
      guard unit > 0 else { return 0.0 }
      return ((before[index] - after[index]) / unit - gain * Double(cells[index])) / count
    }
    let blockCount = 1 / shares.reduce(0) { $0 + $1 * $1 }
    let spread = zip(shares, relative).reduce(0) { $0 + $1.0 * ($1.1 - gain) * ($1.1 - gain) }
    let seriesCount = Double(Set(groups.map(\.series)).count)
    // The prior variance is multiplied by 1 − g², since a gain near its bound of 1 can vary little.
    let room = max(0, 1 - gain * gain)
    let expected =
      room
      * (Self.commonDeviation * Self.commonDeviation
        + Self.ownDeviation * Self.ownDeviation / max(1, seriesCount))
    let unbiased = blockCount > 1 ? spread * blockCount / (blockCount - 1) : spread
    let ofBlocks = (unbiased + expected / blockCount) / blockCount
    // For the same series, a persistent difference of gains between series is no sampling error. Only what
    // lasts longer than a block and does not persist is, and its share falls with the number of blocks.
    let lasting = isOfOthers ? 1 : min(1, Self.fewBlocks / blockCount)
    let variance = max(ofBlocks, lasting * Self.variance(of: surprises, groups, seriesCount))
    let ofGroups = surprises.reduce(0) { $0 + $1 * $1 }
    self.gain = gain
    let lossBefore = before.reduce(0, +)
    remainder = lossBefore > 0 ? after.reduce(0, +) / lossBefore : 1
    self.variance = variance
    effectiveCount = max(blockCount, variance > 0 ? Double(groups.count) * ofGroups / variance : 1)
  }

  /// The variance of the sum of the groups' deviations, clustered by series: S / (S − 1) · Σ_s d_s², with the
  /// sum d_s of the deviations of series s of S; 0 for one series.
  private static func variance(
    of surprises: [Double], _ groups: [ValidationCells.Group], _ seriesCount: Double
  ) -> Double {
    guard seriesCount > 1 else { return 0 }
    var sums = [Double](repeating: 0, count: (groups.map(\.series).max() ?? -1) + 1)
    for (index, group) in groups.enumerated() { sums[group.series] += surprises[index] }
    return sums.reduce(0) { $0 + $1 * $1 } * seriesCount / (seriesCount - 1)
  }
}
