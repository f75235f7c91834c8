import Platform
import Testing

@testable import TimeSeries

@Suite("Rounding decimals exactly")
struct ExactDecimalTests {
  @Test("gives the double that the C library gives, near halfway cases too")
  func exactness() {
    var state: UInt64 = 7
    func random() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
    for _ in 0..<20_000 {
      let exponent = Int(random() >> 33) % 39 - 19
      var significand = random() >> (random() >> 58)
      if random() >> 63 == 0 {
        // An integer halfway between two doubles, or one beside it.
        significand = (1 << 63 | random() >> 1) & ~0x7FF | 0x400 &+ (random() >> 62) &- 1
      }
      let expected = strtod("\(significand)e\(exponent)", nil)
      #expect(ExactDecimal.nearest(significand, exponent: exponent) == expected, "\(significand)e\(exponent)")
    }
  }

  @Test("leaves other exponents to others")
  func range() {
    #expect(ExactDecimal.nearest(1, exponent: 20) == nil)
    #expect(ExactDecimal.nearest(1, exponent: -20) == nil)
    #expect(ExactDecimal.nearest(0, exponent: 19) == 0)
    #expect(ExactDecimal.nearest(.max, exponent: 0) == 0x1p64)
  }
}
