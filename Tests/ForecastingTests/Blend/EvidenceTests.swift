@testable import Forecasting
import Testing

@Suite("Evidence for a combination")
struct EvidenceTests {
  /// The share for gains relative to the sum of both losses.
  private func share(gains: [Double], threshold: Double) -> Double {
    let simple = gains.indices.map { Double(10 + 5 * $0) }
    let losses = zip(simple, gains).map { $0 * (1 - $1) / (1 + $1) }
    return Evidence.share(losses: losses, against: simple, threshold: threshold)
  }

  @Test("keeps nothing of a loss, and nearly all of a gain that is the same in every block")
  func extremes() {
    #expect(share(gains: [-0.1, -0.2, -0.15], threshold: 0.5) == 0)
    #expect(share(gains: [0, 0, 0], threshold: 0.5) == 0)
    #expect(share(gains: [0.1, 0.1, 0.1], threshold: 2) > 0.999)
  }

  @Test("asks for more against the naive forecast")
  func naive() {
    // Mean 0.1, four blocks, t near 1.
    let gains = [-0.1, 0.3, -0.0732050807568877, 0.273205080756888]
    let variance = gains.reduce(0) { $0 + ($1 - 0.1) * ($1 - 0.1) } / 3
    let found = share(gains: gains, threshold: 0.5)
    #expect(abs(found - (1 - 0.25 * variance / 0.04)) < 1e-12)
    #expect(found > 0.5 && found < 1)
    #expect(share(gains: gains, threshold: 2) == 0)
  }

  @Test("in a single block, a gain counts by its size")
  func single() {
    #expect(Evidence.share(losses: [5], against: [10], threshold: 2) == 0.75)
    #expect(Evidence.share(losses: [9.9], against: [10], threshold: 0.5) < 0.02)
    #expect(Evidence.share(losses: [10.2], against: [10], threshold: 0.5) == 0)
  }

  @Test("needs nothing more of a combination without error")
  func exact() {
    #expect(Evidence.share(losses: [0, 0], against: [3, 1], threshold: 2) == 1)
  }
}
