/// How values are written into fields of a CSV file.
public enum CSVField {
  /// The text as one field: quoted when it holds the delimiter, a quote or a line break, or starts or ends with a space.
  ///
  /// - Parameters:
  ///   - delimiter: The byte between fields.
  ///   - spreadsheetSafe: Whether a text that a spreadsheet would run as a formula gets a leading apostrophe.
  public static func quoted(_ text: String, delimiter: Unicode.Scalar = ",", spreadsheetSafe: Bool = false)
    -> String
  {
    var text = text
    if spreadsheetSafe, let first = text.unicodeScalars.first, "=+-@\t\r\0".unicodeScalars.contains(first) {
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

  /// The shortest decimal text that reads back as the same bits; integers without a fraction, nothing for `.nan`.
  public static func number(_ value: Double) -> String {
    if value.isNaN { return "" }
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }
}
