/// How values are written into fields of a CSV file.
public enum CSVField {
  /// What begins a formula, also in the wide letters of East Asia, or is passed over before one.
  private static let formulaStarts = Set("=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}\t\r\n\0".unicodeScalars)

  /// Writes a text as one field, in quotes when it holds the delimiter, a quote or a line break, or starts or
  /// ends with a space.
  ///
  /// - Parameters:
  ///   - text: The text, without quotes around it.
  ///   - delimiter: The character between fields.
  ///   - spreadsheetSafe: Whether a text that a spreadsheet would run as a formula gets a leading apostrophe.
  /// - Returns: The field, with quotes inside it doubled where it is quoted.
  public static func quoted(_ text: String, delimiter: Unicode.Scalar = ",", spreadsheetSafe: Bool = false)
    -> String
  {
    var text = text
    if spreadsheetSafe, let first = text.unicodeScalars.first, formulaStarts.contains(first) {
      text = "'" + text
    }
    let scalars = text.unicodeScalars
    let mustQuote =
      scalars.contains { $0 == delimiter || $0 == "\"" || $0 == "\n" || $0 == "\r" }
      || scalars.first.map(isBlank) ?? false || scalars.last.map(isBlank) ?? false
    if !mustQuote { return text }
    var field = "\""
    for scalar in scalars {
      if scalar == "\"" { field.unicodeScalars.append("\"") }
      field.unicodeScalars.append(scalar)
    }
    return field + "\""
  }

  /// The shortest decimal text that reads back as the same bits; integers without a fraction, nothing for
  /// `.nan`.
  public static func number(_ value: Double) -> String {
    var bytes: [UInt8] = []
    append(value, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the text of ``number(_:)`` to `bytes`.
  public static func append(_ value: Double, to bytes: inout [UInt8]) {
    if value.isNaN { return }
    let start = bytes.count
    bytes.append(contentsOf: value.description.utf8)
    let end = bytes.count
    if end - start > 2, bytes[end - 1] == UInt8(ascii: "0"), bytes[end - 2] == UInt8(ascii: ".") {
      bytes.removeLast(2)
    }
  }

  /// The fields of one line without its line break; `nil` of a line with a quote that is never closed or
  /// stands inside a field.
  package static func fields(of line: String) -> [String]? {
    var fields = [""]
    var (isQuoted, isClosed) = (false, false)
    for scalar in line.unicodeScalars {
      let last = fields.count - 1
      switch scalar {
      case "\"" where isQuoted: (isQuoted, isClosed) = (false, true)
      case "\"" where isClosed:
        fields[last].unicodeScalars.append(scalar)
        (isQuoted, isClosed) = (true, false)
      case "\"" where fields[last].isEmpty: isQuoted = true
      case "," where !isQuoted:
        fields.append("")
        isClosed = false
      case _ where !isQuoted && (isClosed || scalar == "\""): return nil
      default: fields[last].unicodeScalars.append(scalar)
      }
    }
    return isQuoted ? nil : fields
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }
}
