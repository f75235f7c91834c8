/// A digest of bytes, the same however they come in parts: to tell whether a file still has what was read of
/// it.
///
/// Four sums of 8-byte words, each multiplied on by an odd number, so that any changed word changes a sum; it
/// tells accidents, not somebody who computes what to write.
struct ByteDigest: Equatable {
  private static let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
  private static let wordBytes = MemoryLayout<UInt64>.size

  private var sums = SIMD4<UInt64>(1, 2, 3, 4)
  private var count = 0
  /// The bytes of a word that is not whole yet.
  private var rest: UInt64 = 0

  /// Takes in the next bytes.
  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    var place = 0
    let block = 4 * Self.wordBytes
    while place < bytes.count, count % block != 0 {
      add(bytes[place])
      place += 1
    }
    var sums = sums
    let start = place
    while place + block <= bytes.count {
      let words = bytes.loadUnaligned(fromByteOffset: place, as: SIMD4<UInt64>.self)
      sums = (sums ^ words) &* Self.factor
      sums ^= sums &>> 29
      place += block
    }
    self.sums = sums
    count += place - start
    for place in place..<bytes.count { add(bytes[place]) }
  }

  private mutating func add(_ byte: UInt8) {
    rest |= UInt64(byte) << UInt64(8 * (count % Self.wordBytes))
    count += 1
    guard count % Self.wordBytes == 0 else { return }
    let lane = (count / Self.wordBytes - 1) % 4
    let product = (sums[lane] ^ rest) &* Self.factor
    sums[lane] = product ^ product >> 29
    rest = 0
  }
}
