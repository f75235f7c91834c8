import Files

extension CSVReader {
  /// The number of fields of the current record.
  var fieldCount: Int { parser.fieldCount }

  /// The bytes of the current record's field at `index`, without quotes and spaces around; good until the
  /// next record.
  func field(_ index: Int) -> UnsafeBufferPointer<UInt8> { parser.field(index) }

  /// Calls `body` with the bytes of the current record's field at `index`, without quotes and spaces around.
  func withField<Result>(
    _ index: Int, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let bytes = parser.field(index)
    return try body(bytes.span)
  }

  /// The text of the current record's field at `index`, without spaces around.
  ///
  /// - Throws: `Failure` (data) when it is not UTF-8.
  func text(_ index: Int) throws(Failure) -> String {
    let bytes = parser.field(index)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw notUTF8(bytes, at: index)
    }
    return text.trimmed
  }

  private func notUTF8(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Failure {
    let byte = bytes.first { $0 >= 128 } ?? 0
    let likely = EncodingGuess.likely(for: Array(opening.bytes.prefix(1 << 16)))
    let others = likely.dropFirst().map { " or --encoding \($0)" }.joined()
    return Failure(
      .data, at: place(ofField: index),
      "the text is not UTF-8 (byte 0x\(String(byte, radix: 16, uppercase: true)))",
      fix:
        "add --encoding \(likely.first ?? "WINDOWS-1252")\(others.isEmpty ? "" : ";\(others), if names look wrong")"
        .replacing("; or", with: ", or"))
  }

  /// Where the current record's field at `index` stands in the file.
  func place(ofField index: Int) -> Failure.Place {
    let record = continued + (current.map { Array($0.bytes) } ?? [])
    let position = FieldLocator.position(
      ofField: index, in: record, delimiter: dialect.delimiter, lineBreak: opening.lineBreak)
    let number = line + position.line
    return Failure.Place(
      file: name, line: number, column: position.column + 1 + (number == 1 ? opening.markCount : 0))
  }

  /// Whether the current record says the same as the header, as when files are joined.
  var repeatsHeader: Bool {
    guard options.hasHeader, fieldCount == header.count else { return false }
    return (0..<fieldCount).allSatisfy { (try? text($0)) == header[$0] }
  }

  /// Whether only the file's beginning is read, so that its last record may be cut off.
  var readsOpeningOnly: Bool { opening.isAll && !opening.isWhole }

  /// Whether a failure is explained by what the rest of the file holds, which is read for it.
  var explainsByRest: Bool { !readsOpeningOnly && !isSearch }

  /// The line on which the current record ends.
  var lastLine: Int { current?.number ?? line }

  /// Whether the current record's field at `index` goes over several lines, as one whose quotes are torn
  /// does.
  func isOfSeveralLines(_ index: Int) -> Bool { !continued.isEmpty && field(index).contains(lineBreak) }

  /// The fields of the record that ``next()`` failed at; `nil` where it is of several lines, or where no line
  /// is to blame.
  ///
  /// Where quotes are what is wrong, delimiters alone part them.
  var brokenFields: [String]? {
    if fieldCount > 0, continued.isEmpty {
      return (0..<fieldCount).map { String(decoding: field($0), as: UTF8.self) }
    }
    let first = torn.first.map { $0.bytes[..<$0.bodyCount] } ?? (current.map { Array($0.body)[...] })
    guard continued.isEmpty, let first else { return nil }
    let parts = first.split(separator: dialect.delimiter, omittingEmptySubsequences: false)
    return parts.map { part in
      let text = String(decoding: part, as: UTF8.self).trimmed
      let start = text.hasPrefix("\"") ? text.dropFirst() : text[...]
      return String(start.hasSuffix("\"") ? start.dropLast() : start)
    }
  }

  /// The byte-order mark's bytes before the first line.
  var markCount: Int { opening.markCount }
}
