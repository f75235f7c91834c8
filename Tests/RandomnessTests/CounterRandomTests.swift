import Randomness
import Testing

@Suite("Counter-based random numbers")
struct CounterRandomTests {
  /// The known-answer tests published with the Random123 library.
  @Test(
    "Philox4x32-10 gives the published answers",
    arguments: [
      (
        SIMD4<UInt32>(0, 0, 0, 0), SIMD2<UInt32>(0, 0),
        SIMD4<UInt32>(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8)
      ),
      (
        SIMD4<UInt32>(repeating: .max), SIMD2<UInt32>(repeating: .max),
        SIMD4<UInt32>(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd)
      ),
      (
        SIMD4<UInt32>(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344),
        SIMD2<UInt32>(0xa409_3822, 0x299f_31d0),
        SIMD4<UInt32>(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1)
      ),
    ])
  func knownAnswers(counter: SIMD4<UInt32>, key: SIMD2<UInt32>, expected: SIMD4<UInt32>) {
    #expect(Philox.block(counter: counter, key: (key.x, key.y)) == expected)
  }

  @Test("Seed is the key; index and stream are the counter, low word first")
  func wordOrder() {
    let random = CounterRandom(seed: 0x299f_31d0_a409_3822, stream: 0x0370_7344_1319_8a2e)
    #expect(random.bits(at: 0x85a3_08d3_243f_6a88) == (0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
  }

  @Test("Uniform numbers lie in [0, 1) and fill it evenly")
  func uniform() {
    let random = CounterRandom(seed: 7, stream: 3)
    let draws = (0..<20_000).map { random.uniform(at: UInt64($0)) }
    #expect(draws.allSatisfy { (0..<1).contains($0) })
    var counts = [Int](repeating: 0, count: 20)
    for draw in draws { counts[Int(draw * 20)] += 1 }
    // Each of the 20 cells holds 1000 ± 31 (one standard deviation): five of them are allowed.
    #expect(counts.allSatisfy { abs($0 - 1000) < 155 })
  }

  @Test("Streams and children of a seed differ")
  func streams() {
    let random = CounterRandom(seed: 1)
    #expect(random.uniform(at: 0) != CounterRandom(seed: 1, stream: 1).uniform(at: 0))
    #expect(random.uniform(at: 0) != CounterRandom(seed: 2).uniform(at: 0))
    #expect(random.substream(0) != random.substream(1))
    #expect(random.substream(4) == random.substream(4))
  }
}
