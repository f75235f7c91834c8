/// Words of a command line that is shown to be copied.
package enum ShellWord {
  /// The text as one word: as it is, in quotes, or with what a terminal would act on written out, as in
  /// `$'\x1b'`.
  package static func quoted(_ text: String) -> String {
    guard !text.isEmpty else { return "''" }
    if text.unicodeScalars.allSatisfy(isPlain) { return text }
    if ShownText.escaped(text) == text { return "'" + text.replacing("'", with: "'\\''") + "'" }
    var word = "$'"
    for scalar in text.unicodeScalars {
      if scalar == "'" || scalar == "\\" {
        word += "\\" + String(scalar)
      } else if scalar == "\n" {
        word += "\\n"
      } else if ShownText.escaped(String(scalar)) == String(scalar) {
        word.unicodeScalars.append(scalar)
      } else {
        word += SystemPath.bytes(of: String(scalar)).map {
          "\\x" + (($0 < 16) ? "0" : "") + String($0, radix: 16)
        }
        .joined()
      }
    }
    return word + "'"
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      || "_-.,/:+@".unicodeScalars.contains(scalar)
  }
}
