/// Decimal numbers rounded to the nearest double, ties to even, with integer arithmetic only.
enum ExactDecimal {
  /// The powers of ten that are exact doubles.
  static let exactPowers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19,
    1e20, 1e21, 1e22,
  ]
  /// The powers of ten that are 64-bit integers.
  static let integerPowers: [UInt64] = (0...19).map { exponent in
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }

  /// The double nearest to `significand · 10^exponent`; `nil` for exponents beyond ±19.
  ///
  /// The quotient or the product is known to at least 63 bits, with every bit lost below them marked in the
  /// lowest, so that the conversion to 53 bits is the only rounding.
  static func nearest(_ significand: UInt64, exponent: Int) -> Double? {
    guard significand != 0, exponent != 0 else {
      return exponent == 0 || significand == 0 ? Double(significand) : nil
    }
    guard (-19...19).contains(exponent) else { return nil }
    let power = integerPowers[abs(exponent)]
    return exponent < 0 ? quotient(significand, power) : product(significand, power)
  }

  private static func quotient(_ dividend: UInt64, _ divisor: UInt64) -> Double {
    let (shift, divisorShift) = (dividend.leadingZeroBitCount, divisor.leadingZeroBitCount)
    let scaled = dividend << shift
    // Half the dividend is below the divisor, whose highest bit is set.
    let (quotient, rest) = (divisor << divisorShift).dividingFullWidth((scaled >> 1, scaled << 63))
    return Double(quotient | (rest == 0 ? 0 : 1)) * powerOfTwo(divisorShift - shift - 63)
  }

  private static func product(_ factor: UInt64, _ power: UInt64) -> Double {
    let (high, low) = factor.multipliedFullWidth(by: power)
    if high == 0 { return Double(low) }
    let shift = high.leadingZeroBitCount
    let top = shift == 0 ? high : high << shift | low >> (64 - shift)
    return Double(top | (low << shift == 0 ? 0 : 1)) * powerOfTwo(64 - shift)
  }

  private static func powerOfTwo(_ exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: 1)
  }
}
