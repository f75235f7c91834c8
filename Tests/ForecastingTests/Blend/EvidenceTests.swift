@testable import Forecasting
import Testing

@Suite("Evidence for a combination")
struct EvidenceTests {
  @Test("keeps nothing of a loss, and nearly all of a gain that is the same in every block")
  func extremes() {
    #expect(Evidence.share(gains: [-1, -2, -1.5], overNaive: false) == 0)
    #expect(Evidence.share(gains: [0, 0, 0], overNaive: false) == 0)
    #expect(Evidence.share(gains: [1, 1, 1], overNaive: true) == 1)
  }

  @Test("asks for more against the naive forecast")
  func naive() {
    // Mean 1, variance 4, four blocks: t = 1.
    let gains = [-1.0, -0.7320508075688772, 2.732050807568877, 3]
    #expect(Evidence.share(gains: gains, overNaive: true) == 0)
    let mean = gains.reduce(0, +) / 4
    let variance = gains.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 3
    let expected = 1 - 0.25 * variance / (4 * mean * mean)
    #expect(abs(Evidence.share(gains: gains, overNaive: false) - expected) < 1e-15)
    #expect(expected > 0.5 && expected < 1)
  }

  @Test("believes half of a gain in a single block, and no loss")
  func single() {
    #expect(Evidence.share(gains: [0.2], overNaive: false) == 0.5)
    #expect(Evidence.share(gains: [-0.2], overNaive: false) == 0)
  }
}
