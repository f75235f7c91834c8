import Platform
import Testing

@testable import TimeSeries

@Suite("Reading numbers in place")
struct PlainNumberReaderTests {
  /// The number at the start of `text` and the bytes it takes.
  private func read(_ text: String, mark: Character = ".") -> (value: Double, length: Int)? {
    let bytes = Array(text.utf8) + [UInt8](repeating: 0, count: Block.padding)
    return ExactDecimal.integerPowers.withUnsafeBufferPointer { integers in
      ExactDecimal.exactPowers.withUnsafeBufferPointer { powers in
        bytes.withUnsafeBufferPointer { bytes in
          guard let integers = integers.baseAddress, let powers = powers.baseAddress,
            let mark = mark.asciiValue,
            var next = bytes.baseAddress
          else { return nil }
          let start = next
          let reader = PlainNumberReader(mark: mark, integerPowers: integers, exactPowers: powers)
          return reader.read(&next).map { ($0, next - start) }
        }
      }
    }
  }

  @Test("gives the double that the C library gives, whatever follows")
  func exactness() {
    var state: UInt64 = 3
    func random(_ limit: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % limit
    }
    func digits(_ count: UInt64) -> String { (0..<count).map { _ in String(random(10)) }.joined() }
    var count = 0
    for _ in 0..<20_000 {
      var text = ["", "-", "+"][Int(random(3))] + digits(1 + random(random(2) == 0 ? 4 : 16))
      if random(4) > 0 { text += "." + digits(1 + random(random(2) == 0 ? 4 : 16)) }
      guard
        let found = read(text + [",", "\n", "\r\n", ";1", " ", "e5", "._", "", ",12345678"][Int(random(9))])
      else { continue }
      count += 1
      #expect(found.length == text.utf8.count, "\(text)")
      #expect(found.value.bitPattern == strtod(text, nil).bitPattern, "\(text)")
    }
    #expect(count > 15_000)
  }

  @Test(
    "leaves other forms to the whole grammar",
    arguments: [
      "", "-", ".5", "5.", "x", "- 1", "12345678901234567", "9007199254740993", "1.2345678901234567890", "/",
      ":",
    ])
  func others(text: String) { #expect(read(text + ",") == nil) }

  @Test("stops at what is no digit, and reads other marks")
  func ends() throws {
    #expect(try #require(read("12/3")) == (12, 2))
    #expect(try #require(read("12:3")) == (12, 2))
    #expect(try #require(read("12345678é")) == (12_345_678, 8))
    #expect(try #require(read("1,5;", mark: ",")) == (1.5, 3))
    #expect(try #require(read("9007199254740992.0,")) == (9_007_199_254_740_992, 18))
  }
}
