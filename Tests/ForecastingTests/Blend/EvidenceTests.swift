@testable import Forecasting
import Glibc
import Testing

@Suite("Evidence for a combination")
struct EvidenceTests {
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

  private func share(_ gains: [[Double]], prior: Evidence.Prior) -> Double {
    Evidence.share(paired(gains), prior: prior)
  }

  @Test("keeps nothing of a loss, and nearly all of a gain that is the same in many blocks")
  func extremes() {
    #expect(share([[-0.1, -0.2, -0.15]], prior: .simple) == 0)
    #expect(share([[0, 0, 0]], prior: .simple) == 0)
    #expect(share([[Double](repeating: 0.1, count: 40)], prior: .naive) > 0.98)
  }

  @Test("is the probability that there is a gain, by the densities of what was seen")
  func posterior() {
    let found = paired([[-0.1, 0.3, 0.0, 0.2]])
    func density(_ variance: Double) -> Double {
      exp(-found.gain * found.gain / variance / 2) / variance.squareRoot()
    }
    let (nothing, gain) = (0.1 * density(found.variance), 0.9 * density(found.variance + 0.03 * 0.03))
    #expect(abs(Evidence.share(found, prior: .simple) - gain / (nothing + gain)) < 1e-12)
  }

  @Test("of gains as sure as each other the larger is believed more")
  func sizes() {
    let signs = (0..<40).map { $0 % 2 == 0 ? 1.0 : -1 }
    let (small, large) = (signs.map { 0.005 + 0.016 * $0 }, signs.map { 0.05 + 0.181 * $0 })
    func certainty(_ gains: [Double]) -> Double {
      paired([gains]).gain / paired([gains]).variance.squareRoot()
    }
    #expect(abs(certainty(large) / certainty(small) - 1) < 0.02)
    #expect(share([large], prior: .naive) > 0.25 && share([small], prior: .naive) == 0)
  }

  @Test("what series that come later gain is no surer than how much those seen differ, however long they are")
  func others() {
    let gains = (0..<4).map { series in [Double](repeating: [0.3, 0.1, -0.1, 0.1][series], count: 100) }
    let (own, others) = (paired(gains), paired(gains, isOfOthers: true))
    #expect(own.gain == others.gain)
    // The variance of a mean of four: the sum of squares 0.08, over three, over four.
    #expect(abs(others.variance - 0.08 / 3 / 4) < 1e-9)
    #expect(own.variance < 0.1 * others.variance)
    #expect(Evidence.share(own, prior: .naive) > 0.9 && Evidence.share(others, prior: .naive) < 0.5)
  }

  @Test("the gain is the mean over blocks, and its variance that of the mean with one typical block more")
  func oneSeries() {
    let gains = [-0.1, 0.3, 0.0, 0.2]
    let found = paired([gains])
    let spread = gains.reduce(0) { $0 + ($1 - 0.1) * ($1 - 0.1) }
    #expect(abs(found.gain - 0.1) < 1e-12)
    #expect(abs(found.variance - (spread / 3 + 0.99 * (0.02 * 0.02 + 0.05 * 0.05) / 4) / 4) < 1e-12)
    #expect(abs(found.effectiveCount - 4) < 1e-9)
  }

  @Test("a block counts by its cells")
  func blocks() {
    let groups = (0..<3).map { ValidationCells.Group(series: 0, block: $0) }
    let found = PairedLosses(groups, cells: [50, 50, 1], before: [110, 110, 1.1], after: [90, 90, 2.9])
    #expect(abs(found.gain - (0.1 * 100 - 0.45) / 101) < 1e-12)
  }

  @Test("a stretch of large errors counts for more than a calm one, and does not drown it")
  func stretches() {
    let groups = (0..<2).map { ValidationCells.Group(series: 0, block: $0) }
    let found = PairedLosses(groups, cells: [10, 10], before: [90, 1_100], after: [110, 900])
    // (before - after) of a cell, in units of the mean of its block's errors and of all.
    let mean = 110.0
    let (calm, large) = (-2 / ((mean + 20) / 2), 20 / ((mean + 200) / 2))
    #expect(abs(found.gain - (calm + large) / 2) < 1e-12)
  }

  @Test("a tie is the simple forecast's, and a gain by a hair is nearly one")
  func ties() {
    let signs = (0..<40).map { $0 % 2 == 0 ? 0.1 : -0.1 }
    #expect(share([signs], prior: .simple) == 0)
    #expect(share([signs.map { $0 + 1e-6 }], prior: .simple) < 0.01)
    #expect(share([signs.map { $0 + 0.02 }], prior: .simple) > 0.5)
  }

  @Test("asks for more against the naive forecast")
  func naive() {
    let gains = [[-0.1, 0.3, 0.0, 0.2]]
    #expect(share(gains, prior: .simple) > 0.5)
    #expect(share(gains, prior: .naive) < 0.3)
  }

  @Test("a single block of one series proves little, the same block of many series that differ proves more")
  func single() {
    #expect(share([[0.1]], prior: .naive) < 0.45)
    let many = (0..<200).map { [0.1 + ($0 % 2 == 0 ? 0.05 : -0.05)] }
    #expect(share(many, prior: .naive) > 0.9)
    #expect(paired(many).effectiveCount > 1)
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

  @Test("needs nothing more of a combination without error")
  func exact() {
    #expect(share([[1, 1]], prior: .naive) == 1)
  }
}
