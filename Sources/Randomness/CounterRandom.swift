/// A counter-based random number generator: every draw is a pure function of (seed, stream, index).
///
/// Nothing is stored between draws, so any thread can compute any draw, in any order, and get the same bits.
/// The generator is Philox4x32-10; the seed is its key, and the index and the stream are its counter.
///
/// - Sources: Salmon, Moraes, Dror, Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3",
///   doi:10.1145/2063384.2063405.
public struct CounterRandom: Hashable, Sendable {
  /// The key: generators with different seeds are independent.
  public var seed: UInt64
  /// The upper half of the counter: streams of one seed never overlap.
  public var stream: UInt64

  /// Creates the generator of a stream of a seed.
  public init(seed: UInt64, stream: UInt64 = 0) {
    self.seed = seed
    self.stream = stream
  }

  /// Returns four independent words, each uniform over all 32-bit values.
  ///
  /// - Complexity: O(1). Allocates nothing.
  public func bits(at index: UInt64) -> (UInt32, UInt32, UInt32, UInt32) {
    let counter = SIMD4<UInt32>(
      UInt32(truncatingIfNeeded: index), UInt32(truncatingIfNeeded: index >> 32),
      UInt32(truncatingIfNeeded: stream), UInt32(truncatingIfNeeded: stream >> 32))
    let block = Philox.block(
      counter: counter, key: (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)))
    return (block.x, block.y, block.z, block.w)
  }

  /// Returns a number uniform over the multiples of 2⁻⁵³ in [0, 1).
  ///
  /// - Complexity: O(1). Allocates nothing.
  public func uniform(at index: UInt64) -> Double {
    let block = bits(at: index)
    return unitInterval(UInt64(block.0) | UInt64(block.1) << 32)
  }

  /// The generator that belongs to child `index`, for instance to an epoch and then to a batch of it.
  ///
  /// The child's seed and stream are this generator's bits at `index`; draw from a generator or derive
  /// children of it, not both.
  public func substream(_ index: UInt64) -> CounterRandom {
    let block = bits(at: index)
    return CounterRandom(
      seed: UInt64(block.0) | UInt64(block.1) << 32, stream: UInt64(block.2) | UInt64(block.3) << 32)
  }

  /// The draws of this generator one after the other, from index 0.
  public func sequence() -> RandomStream { RandomStream(self) }
}

/// The Philox4x32 bijection with ten rounds.
package enum Philox {
  /// Returns the block of `counter` under `key`.
  package static func block(counter: SIMD4<UInt32>, key: (UInt32, UInt32)) -> SIMD4<UInt32> {
    var (x, y, z, w) = (counter.x, counter.y, counter.z, counter.w)
    var (first, second) = key
    for _ in 0..<10 {
      let low = UInt64(x) &* 0xD251_1F53
      let high = UInt64(z) &* 0xCD9E_8D57
      x = UInt32(truncatingIfNeeded: high >> 32) ^ y ^ first
      y = UInt32(truncatingIfNeeded: high)
      z = UInt32(truncatingIfNeeded: low >> 32) ^ w ^ second
      w = UInt32(truncatingIfNeeded: low)
      // Weyl sequences of the golden ratio and of √3 - 1.
      first &+= 0x9E37_79B9
      second &+= 0xBB67_AE85
    }
    return SIMD4(x, y, z, w)
  }
}

/// Maps 64 uniform bits to [0, 1) by their upper 53, so that every result is exact.
func unitInterval(_ bits: UInt64) -> Double { Double(bits >> 11) * 0x1p-53 }
