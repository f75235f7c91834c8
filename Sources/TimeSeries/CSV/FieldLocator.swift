/// Finds where a field of a record stands in the file, for messages.
enum FieldLocator {
  /// Finds the first byte of the field at `index`.
  ///
  /// - Parameters:
  ///   - index: The position of the field in the record.
  ///   - record: The record's bytes as they are in the file, line breaks included.
  ///   - delimiter: The byte between fields.
  ///   - lineBreak: The byte that ends a line.
  /// - Returns: The line and the byte of it, both counted from 0 within `record`.
  static func position(
    ofField index: Int, in record: [UInt8], delimiter: UInt8, lineBreak: UInt8
  ) -> (line: Int, column: Int) {
    var field = 0
    var line = 0
    var column = 0
    var isQuoted = false
    var isBeforeField = true
    for byte in record {
      if isBeforeField, field == index, byte == delimiter || !isSpace(byte) { return (line, column) }
      if !isSpace(byte) { isBeforeField = false }
      if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
      } else if byte == delimiter && !isQuoted {
        field += 1
        isBeforeField = true
      }
      column += 1
      if byte == lineBreak {
        line += 1
        column = 0
      }
    }
    return (line, column)
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }
}
