import TestSupport
import Testing

@testable import Combining
@testable import Forecasting

@Suite("Two combinations compared")
struct PairedLossesTests {
  /// The comparison of `gains[series][block]`, relative to the sum of both losses.
  private func paired(_ gains: [[Double]], isOfOthers: Bool = false) -> PairedLosses {
    var (groups, before, after): ([ValidationCells.Group], [Double], [Double]) = ([], [], [])
    for (series, row) in gains.enumerated() {
      for (block, gain) in row.enumerated() {
        let size = 10.0
        groups.append(ValidationCells.Group(series: series, block: block))
        before.append(size * (1 + gain))
        after.append(size * (1 - gain))
      }
    }
    return PairedLosses(
      groups, cells: groups.map { _ in 10 }, before: before, after: after, isOfOthers: isOfOthers)
  }

  @Test("what series that come later gain is no surer than how much those seen differ, however long they are")
  func others() {
    let gains = (0..<4).map { series in [Double](repeating: [0.3, 0.1, -0.1, 0.1][series], count: 100) }
    let (own, others) = (paired(gains), paired(gains, isOfOthers: true))
    #expect(own.gain == others.gain)
    // The variance of a mean of four: the sum of squares 0.08, over three, over four.
    // Each of the four is a sum over 100 blocks of differences of numbers near 10, known to 2e-15, over 4,000.
    #expect(abs(others.variance - 0.08 / 3 / 4) < 1e-15)
    #expect(own.variance < 0.1 * others.variance)
  }

  @Test("the gain is the mean over blocks, and its variance that of the mean with one typical block more")
  func oneSeries() {
    let gains = [-0.1, 0.3, 0.0, 0.2]
    let found = paired([gains])
    let spread = gains.reduce(0) { $0 + ($1 - 0.1) * ($1 - 0.1) }
    // Differences of numbers near 10, known to 2e-15, over 100, and squares of them below 0.1.
    #expect(abs(found.gain - 0.1) < 1e-15)
    #expect(abs(found.variance - (spread / 3 + 0.99 * (0.02 * 0.02 + 0.05 * 0.05) / 4) / 4) < 1e-15)
    #expect(found.effectiveCount == 4, "quarters are exact")
  }

  @Test("a block counts by its cells")
  func blocks() {
    let groups = (0..<3).map { ValidationCells.Group(series: 0, block: $0) }
    let found = PairedLosses(groups, cells: [50, 50, 1], before: [110, 110, 1.1], after: [90, 90, 2.9])
    // As above.
    #expect(abs(found.gain - (0.1 * 100 - 0.45) / 101) < 1e-15)
  }

  @Test("a stretch of large errors counts for more than a calm one, and does not drown it")
  func stretches() {
    let groups = (0..<2).map { ValidationCells.Group(series: 0, block: $0) }
    let found = PairedLosses(groups, cells: [10, 10], before: [90, 1_100], after: [110, 900])
    // (before - after) of a cell, in units of the mean of its block's errors and of all.
    let mean = 110.0
    let (calm, large) = (-2 / ((mean + 20) / 2), 20 / ((mean + 200) / 2))
    // Whole numbers, whose quotients are rounded once or twice.
    #expect(Distance.ulps(found.gain, (calm + large) / 2) <= 4)
  }

  @Test("series that move together count once a block, series that do not count each")
  func clusters() {
    let noise = ClosedFormPanel.noise(800, seed: 9).map { 0.2 * $0 }
    let together = (0..<100).map { _ in (0..<8).map { 0.05 + noise[$0] } }
    let apart = (0..<100).map { series in (0..<8).map { 0.05 + noise[8 * series + $0] } }
    #expect(paired(together).effectiveCount < 20)
    #expect(paired(apart).effectiveCount > 100)
    #expect(paired(together).variance > 4 * paired(apart).variance)
  }

  @Test("series whose gains last over all blocks are not counted block by block, but more with every block")
  func lasting() {
    let noise = ClosedFormPanel.noise(10, seed: 3).map { 0.2 * $0 }
    func count(blocks: Int) -> Double {
      paired(noise.map { own in (0..<blocks).map { _ in 0.05 + own } }).effectiveCount
    }
    // Five hundred gains of ten series: whether they go on is seen ten times as well as by five blocks.
    #expect(count(blocks: 5) < 15)
    #expect(count(blocks: 50) > 50 && count(blocks: 50) < 100)
  }
}
