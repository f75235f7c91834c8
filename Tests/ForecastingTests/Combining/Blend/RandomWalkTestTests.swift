import Testing
import TimeSeries

@testable import Combining
@testable import Forecasting

@Suite("The test for random walks")
struct RandomWalkTestTests {
  private func test(_ targets: [[Double]], season: Int = 1) -> RandomWalkTest {
    RandomWalkTest(TrainingData(panel: ClosedFormPanel.make(targets, season: season)))
  }

  private func walk(_ seed: UInt64, _ count: Int = 400, drift: Double = 0, memory: Double = 0) -> [Double] {
    var (level, last) = (100.0, 0.0)
    return ClosedFormPanel.noise(count, seed: seed).map { step in
      last = memory * last + step
      level += last + drift
      return level
    }
  }

  @Test("speaks against few of many walks, alone or together")
  func size() {
    let single = (1...200 as ClosedRange<UInt64>).count { test([walk($0)], season: 7).probability < 0.5 }
    #expect(single <= 16, "\(single) of 200 at 5 %")
    let panels = (1...60 as ClosedRange<UInt64>).count { seed in
      let own = walk(600 + seed)
      return test([0.2, 1, 3].map { size in zip(walk(seed), own).map { size * ($0 + 0.1 * $1) } }).probability
        < 0.5
    }
    #expect(panels <= 7, "\(panels) of 60 at 5 %")
  }

  @Test("speaks against a drift, a memory, a level that comes back and a season")
  func power() {
    let noise = ClosedFormPanel.noise(400)
    let season = noise.indices.map { ClosedFormPanel.season($0, 24) + 0.1 * noise[$0] }
    for rows in [walk(1, drift: 0.3), walk(1, memory: 0.4), noise, season] {
      #expect(test([rows], season: 24).probability < 0.1)
    }
  }

  @Test("says nothing against a series that never changes, or of two rows")
  func nothing() {
    for rows in [[7, 7, 7, 7, 7], [7, 8], [.nan, .nan]] {
      #expect(test([rows]).probability == 0.75)
    }
  }

  @Test("what is left of three quarters falls with the p-value, and is nothing where that is small")
  func probability() {
    let probabilities = [0, 1.5, 2.5, 3, 4, 9].map { RandomWalkTest(statistic: $0).probability }
    #expect(probabilities[0] == 0.75 && probabilities[1] == 0.75)
    // One of five normal variables is beyond 2.57 by a chance of one in twenty: 3 × −e 0.05 ln 0.05 = 1.22.
    #expect(abs(RandomWalkTest(statistic: 2.5688).probability - 1.22 / 2.22) < 0.005)
    #expect(zip(probabilities[1...], probabilities[2...]).allSatisfy(>=))
    #expect(probabilities[5] == 0)
  }

  @Test("changes over missing cells are none, and a broken value does not decide")
  func broken() {
    var values = walk(3)
    let expected = test([values])
    values[100] = 1e12
    #expect(abs(test([values]).probability - expected.probability) < 0.1)
  }
}
