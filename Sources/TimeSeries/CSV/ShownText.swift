/// How text from a file is shown in a message: on one line, without bytes that would steer a terminal, cut to 80 characters.
enum ShownText {
  /// The bytes in double quotes; bytes that are not UTF-8 are shown as the replacement character.
  static func quoted(_ bytes: [UInt8]) -> String { quoted(String(decoding: bytes, as: UTF8.self)) }

  /// The text in double quotes.
  static func quoted(_ text: String) -> String {
    var shown = ""
    var count = 0
    for scalar in text.unicodeScalars {
      if count == 80 {
        shown += "…"
        break
      }
      count += 1
      if scalar == "\n" {
        shown += "\\n"
      } else if isHarmless(scalar) {
        shown.unicodeScalars.append(scalar)
      } else {
        shown += "<" + name(of: scalar) + ">"
      }
    }
    return "\"" + shown + "\""
  }

  /// The scalar's number as Unicode writes it, as in `U+00A0`.
  static func name(of scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
    default: true
    }
  }
}
