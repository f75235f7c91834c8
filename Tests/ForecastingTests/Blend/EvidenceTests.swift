@testable import Forecasting
import Testing

@Suite("Evidence for a combination")
struct EvidenceTests {
  private func share(gains: [Double], threshold: Double) -> Double {
    let simple = gains.map { _ in 10.0 }
    return Evidence.share(losses: gains.map { 10 - $0 }, against: simple, threshold: threshold)
  }

  @Test("keeps nothing of a loss, and all of a gain that is the same in every block")
  func extremes() {
    #expect(share(gains: [-1, -2, -1.5], threshold: 0.5) == 0)
    #expect(share(gains: [0, 0, 0], threshold: 0.5) == 0)
    #expect(share(gains: [1, 1, 1], threshold: 2) == 1)
  }

  @Test("asks for more against the naive forecast")
  func naive() {
    // Mean 1, variance 4, four blocks: t = 1.
    let gains = [-1, 3, -0.7320508075688772, 2.732050807568877]
    let variance = gains.reduce(0) { $0 + ($1 - 1) * ($1 - 1) } / 3
    let found = share(gains: gains, threshold: 0.5)
    #expect(abs(found - (1 - 0.25 * variance / 4)) < 1e-12)
    #expect(found > 0.5 && found < 1)
    #expect(share(gains: gains, threshold: 2) == 0)
  }

  @Test("in a single block, a gain counts by its size")
  func single() {
    #expect(abs(share(gains: [5], threshold: 2) - 0.75) < 1e-15)
    #expect(share(gains: [0.1], threshold: 0.5) < 0.02)
    #expect(share(gains: [-0.2], threshold: 0.5) == 0)
  }
}
