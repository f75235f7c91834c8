/// Reads a number where it stands in a file, if it has one of the usual forms: a sign or none, up to sixteen
/// digits, maybe a decimal mark and up to sixteen more, nineteen in all.
struct PlainNumberReader {
  private let mark: UInt8
  private let integerPowers: UnsafePointer<UInt64>
  private let exactPowers: UnsafePointer<Double>

  /// Creates a reader of numbers with the decimal mark `mark`.
  init(mark: UInt8, integerPowers: UnsafePointer<UInt64>, exactPowers: UnsafePointer<Double>) {
    self.mark = mark
    self.integerPowers = integerPowers
    self.exactPowers = exactPowers
  }

  /// Reads the number at `text`, behind which 32 bytes can be read, and moves behind it; `nil` in another
  /// form.
  ///
  /// What follows the number is the caller's to check.
  @inline(__always)
  func read(_ text: inout UnsafePointer<UInt8>) -> Double? {
    var next = text
    let isNegative = next[0] == UInt8(ascii: "-")
    if isNegative || next[0] == UInt8(ascii: "+") { next += 1 }
    var digitCount = 0
    guard var significand = digits(&next, &digitCount) else { return nil }
    guard next[0] == mark else {
      // An integer beyond 2⁵³ may have to be rounded, which is counted elsewhere.
      guard significand <= 1 << 53 else { return nil }
      text = next
      let value = Double(Int64(truncatingIfNeeded: significand))
      return isNegative ? -value : value
    }
    next += 1
    let wholeCount = digitCount
    guard let fraction = digits(&next, &digitCount), digitCount <= 19 else { return nil }
    let decimals = digitCount &- wholeCount
    significand = significand &* integerPowers[decimals] &+ fraction
    let value: Double
    if significand <= 1 << 53 {
      // Both are exact, so that one rounding gives the nearest double (Clinger 1990,
      // doi:10.1145/93542.93557).
      value = Double(Int64(truncatingIfNeeded: significand)) / exactPowers[decimals]
    } else {
      guard let nearest = ExactDecimal.nearest(significand, exponent: -decimals) else { return nil }
      value = nearest
    }
    text = next
    return isNegative ? -value : value
  }

  /// Reads one to sixteen digits and adds their number to `count`; `nil` if there are none or more.
  @inline(__always)
  private func digits(_ text: inout UnsafePointer<UInt8>, _ count: inout Int) -> UInt64? {
    let first = DecimalDigits.read(text)
    if first.count == 0 { return nil }
    text += first.count
    count &+= first.count
    guard first.count == 8 else { return first.value }
    let second = DecimalDigits.read(text)
    text += second.count
    count &+= second.count
    if second.count == 8, text[0] &- UInt8(ascii: "0") < 10 { return nil }
    return first.value &* integerPowers[second.count] &+ second.value
  }
}
