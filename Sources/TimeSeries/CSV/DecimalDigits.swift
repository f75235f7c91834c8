/// Decimal digits, eight at a time in the bytes of one word, the first in the lowest byte.
///
/// - Sources: Lemire (2021), "Number parsing at a gigabyte per second", doi:10.1002/spe.2984.
enum DecimalDigits {
  /// Whether every byte of `word`, text without the zeros' code, is 0...9.
  @inline(__always)
  static func areDigits(_ word: UInt64) -> Bool { nonDigits(word) == 0 }

  /// The value and the number of the digits at `text`, at most eight; eight bytes must be readable there.
  @inline(__always)
  static func read(_ text: UnsafePointer<UInt8>) -> (value: UInt64, count: Int) {
    let word =
      UInt64(littleEndian: UnsafeRawPointer(text).loadUnaligned(as: UInt64.self)) ^ 0x3030_3030_3030_3030
    let bits = nonDigits(word).trailingZeroBitCount & ~7
    // Zeros move in before the digits; a shift by 64 gives 0, as two of 32 do.
    let half = UInt64(truncatingIfNeeded: (64 &- bits) >> 1)
    let digits = (word &<< half) &<< half
    let pairs = (digits &* 10) &+ (digits >> 8)
    let low = (pairs & 0x0000_00FF_0000_00FF) &* (100 + (1_000_000 << 32))
    let high = ((pairs >> 16) & 0x0000_00FF_0000_00FF) &* (1 + (10_000 << 32))
    return ((low &+ high) >> 32, bits >> 3)
  }

  /// A word whose lowest bit that is set lies in the lowest byte above 9; 0 when there is none.
  @inline(__always)
  private static func nonDigits(_ word: UInt64) -> UInt64 {
    // A carry from a byte leaves that byte's highest bit set through `word` and touches higher ones only.
    ((word &+ 0x7676_7676_7676_7676) | word) & 0x8080_8080_8080_8080
  }
}
