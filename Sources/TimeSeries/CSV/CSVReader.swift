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
  /// The lines of the current record, if it goes over several and faults are searched for.
  var torn: [PhysicalLine.Copy] = []
  var blankLine: Int?
  var usesWindowsBreaks: Bool?
  let opening: OpeningBytes
  private let leftOut: LeftOutLines
  /// Whether faults are searched for, so that reading goes on behind each.
  let isSearch: Bool
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
  struct OpeningBytes {
    var bytes: [UInt8]
    var isWhole: Bool
    var lineBreak: UInt8
    var markCount: Int
    var isAll = false
  }

  /// Opens `path` and reads its header.
  ///
  /// - Parameters:
  ///   - path: The path of the file, or `-` for standard input.
  ///   - options: The options of reading.
  ///   - threads: The number of threads that parse.
  ///   - allowsShortRecords: Whether a record may have fewer fields than the header.
  ///   - leftOut: The lines that are read as if they had never been in the file.
  ///   - isSearch: Whether faults are searched for, so that reading goes on behind each.
  /// - Throws: `Failure` when it cannot be opened, is something else than CSV, or has no usable header.
  convenience init(
    path: String, options: ReadOptions, threads: Int = 1, allowsShortRecords: Bool = false,
    without leftOut: LeftOutLines = .none, isSearch: Bool = false
  ) throws(Failure) {
    let name = path == "-" ? "<stdin>" : path
    let source = try BlockReader(
      path: path, readSize: options.readSize, encoding: options.encoding, without: LineRemoval(of: leftOut)
    ) { bytes, lineBreak in
      Self.isEnough(bytes, lineBreak: lineBreak, path: path, options, allowsShortRecords: allowsShortRecords)
    }
    let bytes = source.opening.filledBytes
    if let kind = FileKind(startingWith: bytes, path: path) { throw kind.failure(file: name) }
    let markCount = Self.markCount(bytes)
    if bytes.count == markCount {
      throw Failure(.data, at: Failure.Place(file: name, line: 1, column: 1), "the file is empty")
        .ofEmptyInput
    }
    let opening = OpeningBytes(
      bytes: Array(bytes[markCount...]), isWhole: source.openingIsWhole, lineBreak: source.lineBreak,
      markCount: markCount)
    let lines = PhysicalLines(source, threads: threads, without: leftOut)
    lines.skip(bytes: markCount)
    try self.init(
      lines, of: opening, name: name, options: options, allowsShortRecords: allowsShortRecords,
      without: leftOut, isSearch: isSearch)
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
    let lines = PhysicalLines(
      opening: opening.bytes, isWhole: false, name: path, lineBreak: lineBreak, without: .none)
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
      opening: opening.bytes, isWhole: opening.isWhole, name: name, lineBreak: opening.lineBreak,
      without: leftOut)
    return try CSVReader(
      lines, of: opening, name: name, options: options, allowsShortRecords: allowsShortRecords,
      without: leftOut, isSearch: isSearch)
  }

  private init(
    _ lines: PhysicalLines, of opening: OpeningBytes, name: String, options: ReadOptions,
    allowsShortRecords: Bool, without leftOut: LeftOutLines = .none, isSearch: Bool = false
  ) throws(Failure) {
    self.name = name
    self.options = options
    self.allowsShortRecords = allowsShortRecords
    self.opening = opening
    self.leftOut = leftOut
    self.isSearch = isSearch
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
    form = HeaderForm(
      isSearch ? first.usualLines(delimiter: delimiter) : first.lines, delimiter: delimiter, options: options)
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
  /// The plain rows that follow the current record, read by `plan`, which ``plan(columns:time:numbers:)``
  /// made; `nil` when the next record must be read by itself.
  func plainRows(_ plan: RowPlan) throws(Failure) -> PlainRows? { try lines.plainRows(plan) }

  /// Moves behind the next `count` plain rows.
  func take(_ count: Int) {
    lines.take(count)
    recordCount += count
  }

  /// The line of the next record, if it is a plain row.
  var nextLine: Int { lines.nextNumber }

  /// How many of the lines that come next follow each other in the file.
  var consecutiveCount: Int { lines.consecutiveCount }

  /// The byte that ends a line.
  var lineBreak: UInt8 { opening.lineBreak }

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
