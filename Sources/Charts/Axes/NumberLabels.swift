/// The names of numbers on an axis, all in one form, with as many digits as it takes to tell them apart.
///
/// Millions, billions and trillions are M, B and T; beyond them and below 0.0001 a power of ten is written.
/// No form depends on a locale.
enum NumberLabels {
  /// The names of `wholes`, each times the power of ten `exponent`.
  static func texts(_ wholes: [Int], exponent: Int) -> [String] {
    let digits = wholes.map { String($0.magnitude).count }.max() ?? 1
    guard wholes.contains(where: { $0 != 0 }) else { return wholes.map { _ in "0" } }
    let top = digits - 1 + exponent
    switch top {
    case ..<(-4), 15...: return wholes.map { scientific($0, exponent) }
    case 6...:
      let unit = top / 3 * 3
      let decimals = max(0, unit - exponent)
      if decimals <= 3 {
        let suffix = unit == 6 ? "M" : unit == 9 ? "B" : "T"
        return wholes.map { $0 == 0 ? "0" : plain($0, exponent - unit) + suffix }
      }
    default: break
    }
    return wholes.map { plain($0, exponent) }
  }

  /// A number with its digits in groups of three, and decimals where the power of ten is negative.
  private static func plain(_ whole: Int, _ exponent: Int) -> String {
    let decimals = max(0, -exponent)
    var digits = String(whole.magnitude) + String(repeating: "0", count: whole == 0 ? 0 : max(0, exponent))
    digits = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let fraction = digits.suffix(decimals)
    let text = grouped(digits.dropLast(decimals)) + (decimals > 0 ? "." + fraction : "")
    return whole < 0 ? "-" + text : text
  }

  private static func grouped(_ digits: Substring) -> String {
    var text = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }

  private static func scientific(_ whole: Int, _ exponent: Int) -> String {
    guard whole != 0 else { return "0" }
    let digits = String(whole.magnitude)
    let power = digits.count - 1 + exponent
    var fraction = digits.dropFirst()
    while fraction.last == "0" { fraction.removeLast() }
    return (whole < 0 ? "-" : "") + digits.prefix(1) + (fraction.isEmpty ? "" : "." + fraction) + "e\(power)"
  }
}
