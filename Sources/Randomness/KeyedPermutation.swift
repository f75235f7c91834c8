/// A shuffled order of 0..<count that is computed, not stored: element `i` is the number at place `i`.
///
/// The order is a bijection made by a Feistel network over the smallest power of two that holds `count`;
/// places that fall outside `0..<count` are walked on along their cycle until they fall inside (fewer than
/// two evaluations on average).
///
/// - Sources: Black, Rogaway (2002), "Ciphers with arbitrary finite domains", doi:10.1007/3-540-45760-7_9.
public struct KeyedPermutation: RandomAccessCollection, Sendable {
  /// The number of elements.
  public let count: Int
  private let lowBits: UInt64
  private let highBits: UInt64
  private let roundKeys: InlineArray<8, UInt64>

  /// Creates the order of `0..<count` that belongs to `random`.
  ///
  /// - Precondition: `count` is not negative.
  public init(count: Int, random: CounterRandom) {
    precondition(count >= 0, "a permutation has no negative number of elements")
    self.count = count
    // Both halves hold at least one bit, so that each round can change something.
    let bits = UInt64(Swift.max(2, Int.bitWidth - Swift.max(0, count - 1).leadingZeroBitCount))
    lowBits = bits / 2
    highBits = bits - bits / 2
    var draws = random.sequence()
    roundKeys = InlineArray { _ in draws.next() }
  }

  /// The first place, 0.
  public var startIndex: Int { 0 }

  /// The place after the last, `count`.
  public var endIndex: Int { count }

  /// The element at place `position`.
  ///
  /// - Complexity: O(1) on average. Allocates nothing.
  public subscript(position: Int) -> Int {
    precondition((0..<count).contains(position), "the place is not in 0..<\(count)")
    guard count > 1 else { return position }
    var value = UInt64(position)
    repeat { value = permuted(value) } while value >= UInt64(count)
    return Int(value)
  }

  /// Applies eight alternating rounds; each is its own inverse, so the whole is a bijection.
  private func permuted(_ value: UInt64) -> UInt64 {
    let lowMask: UInt64 = (1 << lowBits) - 1
    let highMask: UInt64 = (1 << highBits) - 1
    var low = value & lowMask
    var high = value >> lowBits
    for round in stride(from: 0, to: 8, by: 2) {
      high ^= mixed(low, roundKeys[round]) & highMask
      low ^= mixed(high, roundKeys[round + 1]) & lowMask
    }
    return high << lowBits | low
  }

  /// Mixes a half with a round key: the finaliser of SplitMix64 (Steele, Lea, Flood 2014,
  /// doi:10.1145/2660193.2660195), of which the upper bits are used.
  private func mixed(_ half: UInt64, _ key: UInt64) -> UInt64 {
    var bits = half &* 0x9E37_79B9_7F4A_7C15 ^ key
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits >> 32 ^ bits
  }
}
