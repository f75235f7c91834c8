/// How long text is, by the letters of a broad sans serif, so that no other is longer by much.
enum TextLength {
  /// The length of `text` at a size in pixels.
  static func of(_ text: String, size: Double) -> Double {
    text.unicodeScalars.reduce(0) { $0 + width(of: $1) } * size
  }

  /// The text, cut with an ellipsis to what is no longer than `most`.
  static func cut(_ text: String, to most: Double, size: Double) -> String {
    if of(text, size: size) <= most { return text }
    var kept = text
    while !kept.isEmpty, of(kept + "…", size: size) > most { kept.removeLast() }
    return kept + "…"
  }

  private static func width(of scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "i", "j", "l", ".", ",", ":", ";", "'", "|", "!": 0.32
    case " ", "-", "f", "t", "r", "(", ")", "I", "[", "]": 0.42
    case "m", "w", "M", "W", "%", "@": 0.95
    case "A"..."Z": 0.72
    case _ where scalar.value < 0x80: 0.62
    default: Double(TextColumns.of(scalar)) * 0.65
    }
  }
}
