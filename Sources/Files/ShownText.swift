/// How text from files and arguments is shown to people: on one line, without anything that would steer a
/// terminal.
package enum ShownText {
  /// The text with every control, mark of direction, invisible character and break written out, as in `\n`
  /// and `<U+001B>`; bytes that are no text as `<0xFF>`.
  package static func escaped(_ text: String) -> String {
    if text.unicodeScalars.allSatisfy(isHarmless) { return text }
    var shown = ""
    for scalar in text.unicodeScalars { append(scalar, to: &shown) }
    return shown
  }

  /// The text in double quotes, cut to 80 characters; bytes that are not UTF-8 are shown as the replacement
  /// character.
  package static func quoted(_ bytes: [UInt8]) -> String { quoted(String(decoding: bytes, as: UTF8.self)) }

  /// The text in double quotes, cut to 80 characters.
  package static func quoted(_ text: String) -> String {
    var shown = ""
    for (index, scalar) in text.unicodeScalars.enumerated() {
      if index == 80 {
        shown += "…"
        break
      }
      append(scalar, to: &shown)
    }
    return "\"" + shown + "\""
  }

  /// A number of things, as in "1 row" and "2 rows".
  package static func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  /// The first eight names in quotes, and how many others there are.
  package static func some(_ names: [String]) -> String {
    let shown = names.prefix(8).map { quoted($0) }
    return shown.joined(separator: ", ") + (names.count > 8 ? " and \(names.count - 8) more" : "")
  }

  /// The scalar's number as Unicode writes it, as in `U+00A0`.
  package static func name(of scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// Lines for a terminal: controls other than line breaks and tabs are written out, whatever they came from.
  package static func escaped(lines: String) -> String {
    func isControl(_ scalar: Unicode.Scalar) -> Bool {
      scalar != "\n" && scalar != "\t" && scalar.properties.generalCategory == .control
    }
    guard lines.unicodeScalars.contains(where: isControl) else { return lines }
    var shown = ""
    for scalar in lines.unicodeScalars {
      if isControl(scalar) { append(scalar, to: &shown) } else { shown.unicodeScalars.append(scalar) }
    }
    return shown
  }

  private static func append(_ scalar: Unicode.Scalar, to shown: inout String) {
    if isHarmless(scalar) {
      shown.unicodeScalars.append(scalar)
    } else if scalar == "\n" {
      shown += "\\n"
    } else if let byte = SystemPath.keptByte(scalar) {
      shown += "<0x\(String(byte, radix: 16, uppercase: true))>"
    } else {
      shown += "<" + name(of: scalar) + ">"
    }
  }

  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x7F { return scalar.value >= 0x20 }
    return switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
    default: true
    }
  }
}

extension [String] {
  /// The words as a sentence lists them: `a, b and c`.
  package var listed: String {
    count < 2 ? joined() : dropLast().joined(separator: ", ") + " and " + self[count - 1]
  }
}
