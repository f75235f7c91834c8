import Files

/// A CSV file, read one record at a time.
///
/// Strict: a record without the header's number of fields, a stray quote, a quote that is never closed and a
/// break inside a line are failures with their place. Nothing is left out without being counted.
final class CSVReader {
  /// The path as given, or `<stdin>`.
  let name: String
  /// How the file is written.
  let dialect: Dialect
  /// The names of the columns, without spaces around; an empty one is a column without a name.
  var header: [String] = []
  /// The line of the header; 0 without one.
  var headerLine = 0
  /// The line on which the current record starts.
  var line = 0
  /// The number of records read, the header not counted.
  var recordCount = 0
  /// What the lines above the first row say.
  let form: HeaderForm
  /// Which rows are kept.
  private var filter: RowFilter?
  /// What was left out, recognised or mixed up to now.
  var counts = Counts()

  /// Sees the records that are only counted for a message.
  var observer: ((CSVReader) -> Void)?

  let options: ReadOptions
  let allowsShortRecords: Bool
  let lines: HeldLines
  let parser: RecordParser
  var current: PhysicalLine?
  var continued: [UInt8] = []
  var blankLine: Int?
  var usesWindowsBreaks: Bool?
  private let opening: OpeningBytes
  private var holdsFirstRecord = false

  /// What a reader met that is no data.
  struct Counts {
    var blankLines = 0
    var commentLines = 0
    var firstMixedBreak: Int?
    var hasSeparatorLine = false
    var hasEndMark = false
    var hasIncompleteLine = false
    var raggedLines: [Int] = []
    var otherRows = 0
    var rowsWithoutTime = 0
  }

  /// The beginning of a file, kept to be read twice.
  private struct OpeningBytes {
    var bytes: [UInt8]
    var isWhole: Bool
    var lineBreak: UInt8
    var markCount: Int
    var isAll = false
  }

  /// Opens `path` and reads its header.
  ///
  /// - Parameter allowsShortRecords: Whether a record may have fewer fields than the header.
  /// - Throws: `Failure` when it cannot be opened, is something else than CSV, or has no usable header.
  convenience init(
    path: String, options: ReadOptions, threads: Int = 1, allowsShortRecords: Bool = false
  ) throws(Failure) {
    let name = path == "-" ? "<stdin>" : path
    let source = try BlockReader(path: path, readSize: options.readSize, encoding: options.encoding) {
      bytes, lineBreak in
      Self.isEnough(bytes, lineBreak: lineBreak, path: path, options, allowsShortRecords: allowsShortRecords)
    }
    let bytes = source.opening.filledBytes
    if let kind = FileKind(startingWith: bytes, path: path) { throw kind.failure(file: name) }
    let markCount = Self.markCount(bytes)
    if bytes.count == markCount {
      throw Failure(.data, at: Failure.Place(file: name, line: 1, column: 1), "the file is empty")
    }
    let opening = OpeningBytes(
      bytes: Array(bytes[markCount...]), isWhole: source.openingIsWhole, lineBreak: source.lineBreak,
      markCount: markCount)
    let lines = PhysicalLines(source, threads: threads)
    lines.skip(bytes: markCount)
    try self.init(
      lines, of: opening, name: name, options: options, allowsShortRecords: allowsShortRecords)
  }

  /// The bytes of a mark of UTF-8 at the beginning.
  private static func markCount(_ bytes: some Sequence<UInt8>) -> Int {
    bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// Whether a file's beginning holds its header and a record, or shows why it cannot be read.
  private static func isEnough(
    _ bytes: [UInt8], lineBreak: UInt8, path: String, _ options: ReadOptions, allowsShortRecords: Bool
  ) -> Bool {
    if bytes.withUnsafeBytes({ FileKind(startingWith: $0, path: path) }) != nil { return true }
    guard bytes.contains(lineBreak) else { return false }
    let markCount = Self.markCount(bytes)
    let opening = OpeningBytes(
      bytes: Array(bytes[markCount...]), isWhole: false, lineBreak: lineBreak, markCount: markCount,
      isAll: true)
    let lines = PhysicalLines(opening: opening.bytes, isWhole: false, name: path, lineBreak: lineBreak)
    var options = options
    options.skipFooter = 0
    do throws(Failure) {
      return try CSVReader(
        lines, of: opening, name: path, options: options, allowsShortRecords: allowsShortRecords
      ).next()
    } catch {
      // What is wrong may be that something is cut off.
      return !lines.isAtEnd
    }
  }

  /// A second reader of the file's beginning only, to recognise what its columns hold.
  func openingReader() throws(Failure) -> CSVReader {
    var options = options
    if !opening.isWhole { options.skipFooter = 0 }
    var opening = opening
    opening.isAll = true
    let lines = PhysicalLines(
      opening: opening.bytes, isWhole: opening.isWhole, name: name, lineBreak: opening.lineBreak)
    return try CSVReader(
      lines, of: opening, name: name, options: options, allowsShortRecords: allowsShortRecords)
  }

  private init(
    _ lines: PhysicalLines, of opening: OpeningBytes, name: String, options: ReadOptions,
    allowsShortRecords: Bool
  ) throws(Failure) {
    self.name = name
    self.options = options
    self.allowsShortRecords = allowsShortRecords
    self.opening = opening
    let first = Opening(opening.bytes, lineBreak: opening.lineBreak, options: options)
    let delimiter: UInt8
    if let given = options.delimiter {
      delimiter = try Dialect.delimiter(named: given)
    } else if let separator = first.separator {
      delimiter = separator
    } else {
      let place = Failure.Place(file: name, line: max(1, first.headerLine), column: 1)
      delimiter = try Dialect.recognisedDelimiter(in: first.lines, place: place)
    }
    try first.refuseComments(
      options, at: Failure.Place(file: name, line: max(1, first.headerLine), column: 1))
    dialect = Dialect(delimiter: delimiter, comment: Array((options.comment ?? "").utf8))
    parser = RecordParser(delimiter: delimiter)
    form = HeaderForm(first.lines, delimiter: delimiter, options: options)
    self.lines = HeldLines(lines, footer: options.skipFooter)
    counts.hasSeparatorLine = first.separator != nil
    let skipped = max(options.skipRows, first.separator == nil ? 0 : 1)
    for _ in 0..<skipped where try self.lines.next() == nil { break }
    try readHeader()
    filter = try RowFilter(options.selection, header: header, place: headerPlace)
    blankLine = nil
    holdsFirstRecord = !options.hasHeader && fieldCount > 0
  }

  /// Moves to the next record; `false` at the end.
  ///
  /// - Throws: `Failure` (data) for a record that cannot be read in one way only.
  func next() throws(Failure) -> Bool {
    while true {
      if holdsFirstRecord {
        holdsFirstRecord = false
      } else {
        guard try readRecord() else { return false }
      }
      recordCount += 1
      if fieldCount != header.count {
        if options.selection?.leavesOutRagged == true, !allowsShortRecords {
          counts.raggedLines.append(line)
          continue
        }
        try checkFieldCount()
      }
      if header.count == 1 { try refuseBlankValue() }
      if let filter, !filter.keeps(self) {
        counts.otherRows += 1
        continue
      }
      return true
    }
  }

  /// Where the header stands.
  var headerPlace: Failure.Place { Failure.Place(file: name, line: max(1, headerLine), column: 1) }
}

// MARK: - Many records at once

extension CSVReader {
  /// The plain rows that follow the current record, read by `plan`, which ``plan(columns:time:numbers:)`` made;
  /// `nil` when the next record must be read by itself.
  func plainRows(_ plan: RowPlan) throws(Failure) -> PlainRows? { try lines.plainRows(plan) }

  /// Moves behind the next `count` plain rows.
  func take(_ count: Int) {
    lines.take(count)
    recordCount += count
  }

  /// The line of the next record, if it is a plain row.
  var nextLine: Int { lines.nextNumber }

  /// The bytes of the file, if that is known.
  var byteCount: Int? { lines.byteCount }

  /// Whether the file has more bytes now than those that are read.
  var hasGrown: Bool { lines.hasGrown }

  /// How the lines read so far end.
  var lineBreaks: RowPlan.LineBreaks {
    counts.firstMixedBreak != nil ? .mixed : usesWindowsBreaks == true ? .windows : .unix
  }

  /// A plan by which records after the current one may be read; `nil` where none of them can be.
  func plan(columns: [RowPlan.Column], time: FixedTime?, numbers: NumberParser) -> RowPlan? {
    guard opening.lineBreak == UInt8(ascii: "\n"), Dialect.candidates.contains(dialect.delimiter),
      dialect.delimiter != numbers.decimalMark, filter == nil
    else { return nil }
    return RowPlan(
      columns: columns, time: time, numbers: numbers, dialect: dialect, lineBreaks: lineBreaks)
  }
}

// MARK: - The current record

extension CSVReader {
  /// The number of fields of the current record.
  var fieldCount: Int { parser.fieldCount }

  /// The bytes of the current record's field at `index`, without quotes and spaces around; good until the next record.
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

  /// The byte-order mark's bytes before the first line.
  var markCount: Int { opening.markCount }
}

extension String {
  /// The text without spaces and tabs at both ends.
  package var trimmed: String {
    let isSpace: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\t" }
    guard let first = unicodeScalars.first, let last = unicodeScalars.last, isSpace(first) || isSpace(last)
    else {
      return self
    }
    let rest = unicodeScalars.drop(while: isSpace)
    let end = rest.lastIndex { !isSpace($0) }
    return end.map { String(rest[...$0]) } ?? ""
  }
}
