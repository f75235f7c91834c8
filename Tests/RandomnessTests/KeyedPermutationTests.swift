import Randomness
import Testing

@Suite("Keyed permutation")
struct KeyedPermutationTests {
  @Test("Every count up to 300, and larger ones around powers of two, is a true permutation")
  func bijection() {
    for count in Array(0...300) + [1023, 1024, 1025, 4096, 4097, 10_007] {
      for seed in 0..<3 as Range<UInt64> {
        let order = KeyedPermutation(count: count, random: CounterRandom(seed: seed, stream: 2))
        #expect(Array(order).sorted() == Array(0..<count), "count \(count), seed \(seed)")
      }
    }
  }

  @Test("Every element comes at every place equally often over the keys")
  func uniformPlaces() {
    let keys = 12_000
    let count = 12
    var counts = [Int](repeating: 0, count: count * count)
    for seed in 0..<keys {
      let order = KeyedPermutation(count: count, random: CounterRandom(seed: UInt64(seed)))
      for (place, element) in order.enumerated() { counts[place * count + element] += 1 }
    }
    // 1000 ± 30 in each of 144 cells; five standard deviations.
    #expect(counts.allSatisfy { abs($0 - 1000) < 151 })
  }

  @Test("Neighbours are not kept: about one neighbour pair survives, as in a true shuffle")
  func neighbours() {
    let order = Array(KeyedPermutation(count: 5000, random: CounterRandom(seed: 3)))
    let kept = zip(order, order.dropFirst()).count { $1 == $0 + 1 }
    // Poisson with mean 1: more than 8 has probability 1e-6.
    #expect(kept <= 8)
  }

  @Test("A very large count costs no memory and stays in range")
  func large() {
    let order = KeyedPermutation(count: 1 << 50, random: CounterRandom(seed: 3))
    #expect(Set((0..<1000).map { order[$0] }).count == 1000)
    #expect((0..<1000).allSatisfy { order[$0] < 1 << 50 })
  }
}
