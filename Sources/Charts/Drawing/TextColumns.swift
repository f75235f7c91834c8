/// How many columns of a terminal text takes.
enum TextColumns {
  /// The columns of `text`.
  static func of(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + of($1) } }

  /// The columns of one scalar: none for what is drawn over the letter before, two for the letters of East
  /// Asia and pictures.
  static func of(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }

  /// The text, cut with `ellipsis` to at most `most` columns.
  static func cut(_ text: String, to most: Int, ellipsis: String) -> String {
    if of(text) <= most { return text }
    var kept = text
    while !kept.isEmpty, of(kept) + of(ellipsis) > most { kept.removeLast() }
    return of(ellipsis) <= most ? kept + ellipsis : String(kept.prefix(max(0, most)))
  }
}
