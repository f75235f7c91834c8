@testable import Forecasting
import Testing
import TimeSeries

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

  @Test("rejects few of many walks, alone or together, of any volatility")
  func size() {
    let single = (1...200 as ClosedRange<UInt64>).count { !test([walk($0)], season: 7).isPossible }
    #expect(single <= 16, "\(single) of 200 at 5 %")
    let shared = walk(500)
    let panels = (1...60 as ClosedRange<UInt64>).count { seed in
      let own = walk(600 + seed)
      return !test([0.2, 1, 3].map { size in zip(walk(seed), own).map { size * ($0 + 0.1 * $1) } }).isPossible
    }
    #expect(panels <= 7, "\(panels) of 60 at 5 %")
    let bursts = shared.indices.map { $0 / 50 % 2 == 0 ? shared[$0] : 5 * shared[$0] - 400 }
    #expect(shared.count == bursts.count)
  }

  @Test("rejects a drift, a memory, a level that comes back and a season")
  func power() {
    let noise = ClosedFormPanel.noise(400)
    #expect(!test([walk(1, drift: 0.3)]).isPossible)
    #expect(!test([walk(1, memory: 0.4)]).isPossible)
    #expect(!test([noise]).isPossible)
    #expect(
      !test([noise.indices.map { ClosedFormPanel.season($0, 24) + 0.1 * noise[$0] }], season: 24).isPossible)
  }

  @Test("says nothing against a series that never changes, or of two rows")
  func nothing() {
    #expect(test([[7, 7, 7, 7, 7]]).isPossible)
    #expect(test([[7, 8]]).isPossible)
    #expect(test([[.nan, .nan]]).isPossible)
  }

  @Test("changes over missing cells are none, and a broken value does not decide")
  func broken() {
    var values = walk(3)
    let expected = test([values])
    values[100] = 1e12
    #expect(test([values]).isPossible == expected.isPossible)
  }
}
