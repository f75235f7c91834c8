/// Characters as XML and HTML hold them.
package enum MarkupText {
  /// Adds a character to `text`: by its entity where it has a meaning of its own, and as the replacement
  /// character where none such may stand, or none is seen.
  ///
  /// - Source: Extensible Markup Language (XML) 1.0, fifth edition, section 2.2.
  package static func append(_ scalar: Unicode.Scalar, to text: inout String) {
    switch scalar {
    case "&": text += "&amp;"
    case "<": text += "&lt;"
    case ">": text += "&gt;"
    case "\"": text += "&quot;"
    case "'": text += "&#39;"
    default: text.unicodeScalars.append(isForbidden(scalar) ? "\u{FFFD}" : scalar)
    }
  }

  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control || scalar.value & 0xFFFE == 0xFFFE
      || (0xFDD0...0xFDEF).contains(scalar.value)
  }
}
