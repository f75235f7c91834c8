/// Text as XML holds it, whatever it came from.
enum SVGText {
  /// The text with what XML gives a meaning written as entities, without what XML forbids, and with what runs
  /// from right to left kept from turning its surroundings round.
  static func escaped(_ text: String) -> String {
    var shown = ""
    var turns = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\t", "\n", "\r": shown += " "
      case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": turns = true
      default:
        turns = turns || runsLeft(scalar)
        MarkupText.append(scalar, to: &shown)
      }
    }
    return turns ? "\u{2068}" + shown + "\u{2069}" : shown
  }

  /// Whether a letter, or a mark, belongs to text from right to left: Hebrew, Arabic and their neighbours.
  private static func runsLeft(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0590...0x08FF, 0x200F, 0xFB1D...0xFDCF, 0xFDF0...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF,
      0x1E800...0x1EFFF:
      true
    default: false
    }
  }
}

/// Numbers as coordinates: at most two decimals, a point, and never an exponent.
enum Coordinate {
  /// The number; one that is not finite is 0.
  static func text(_ value: Double) -> String {
    guard let hundredths = Int(exactly: (value * 100).rounded()) else { return "0" }
    let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
    let sign = hundredths < 0 ? "-" : ""
    if rest == 0 { return "\(sign)\(whole)" }
    if rest % 10 == 0 { return "\(sign)\(whole).\(rest / 10)" }
    return "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// A place, as in paths.
  static func text(_ spot: Spot) -> String { text(spot.x) + " " + text(spot.y) }
}
