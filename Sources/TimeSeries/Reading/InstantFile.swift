public import Files

/// A file that holds times, as those of cutoffs.
public enum InstantFile {
  /// Names of columns with times of cutoffs, the likeliest first; then those that times usually have.
  private static let names = ["cutoff", "cutoffs", "cutoff_time"]

  /// Reads the times in `path`: those of its only column, or of one called `cutoff`, `ds`, `date`, `time` or
  /// as the time column of the data.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - options: The options that the data are read with; a form of times that does not fit those of the
  ///     file is recognised.
  ///   - panel: The data, whose times are of the same kind.
  /// - Returns: The times, in the order of the file.
  /// - Throws: `Failure` where a cell is no time, or the file has none.
  public static func read(_ path: String, options: ReadOptions, for panel: Panel) throws(Failure) -> [Instant]
  {
    var own = ReadOptions()
    own.encoding = options.encoding
    var reader = try CSVReader(path: path, options: own)
    let header = reader.header
    if header.contains(where: { isTime($0, options) }) {
      own.hasHeader = false
      reader = try CSVReader(path: path, options: own)
    }
    let column = try self.column(of: reader, options)
    var cells: [(text: [UInt8], line: Int)] = []
    while try reader.next() {
      if !reader.isEmpty(column) { cells.append((reader.bytes(column), reader.line)) }
    }
    guard !cells.isEmpty else {
      throw Failure(.data, at: Failure.Place(file: reader.name), "the file holds no times")
    }
    let convention = DateConvention(
      hasSemicolons: reader.dialect.delimiter == UInt8(ascii: ";"), hasDecimalCommas: options.decimal == ",")
    let found = try times(cells, in: reader.name, convention, options, panel)
    try requireKind(found.kind, of: panel, reader.name)
    return found.instants
  }

  /// The times of cells, in the form of the data's or in another that is recognised.
  private static func times(
    _ cells: [(text: [UInt8], line: Int)], in name: String, _ convention: DateConvention,
    _ options: ReadOptions,
    _ panel: Panel
  ) throws(Failure) -> TimeColumn {
    if let given = try? times(cells, format: options.timeFormat, convention, options, panel) { return given }
    do throws(Failure) {
      return try times(cells, format: nil, convention, options, panel)
    } catch {
      var failure = error
      failure.place?.file = name
      throw failure
    }
  }

  private static func isTime(_ cell: String, _ options: ReadOptions) -> Bool {
    guard !cell.isEmpty else { return false }
    let parsers = [options.timeFormat, nil].map { try? TimeColumnParser(format: $0, unit: .seconds) }
    return parsers.contains { parser in
      guard var parser else { return false }
      return (try? parser.append(Array(cell.utf8).span, line: 1, column: 1)) != nil
    }
  }

  private static func column(of reader: CSVReader, _ options: ReadOptions) throws(Failure) -> Int {
    let header = reader.header
    if header.count == 1 || !reader.options.hasHeader { return 0 }
    let lower = header.map { $0.lowercased() }
    for name in names + [options.time?.lowercased()].compactMap({ $0 }) {
      if let column = lower.firstIndex(of: name) { return column }
    }
    let usual = lower.indices.filter { RoleChoice.timeNames.contains(lower[$0]) }
    if let only = usual.first, usual.count == 1 { return only }
    throw Failure(
      .data, at: reader.headerPlace,
      "none of the columns \(ColumnNames.list(header)) is known to hold the cutoffs",
      fix: "call one \"cutoff\", or give a file with a single column")
  }

  private static func times(
    _ cells: [(text: [UInt8], line: Int)], format: String?, _ convention: DateConvention,
    _ options: ReadOptions, _ panel: Panel
  ) throws(Failure) -> TimeColumn {
    let isCounted = panel.timeKind.isCounted
    let unit = panel.timeKind == .elapsed ? panel.elapsedUnit : panel.timeKind == .step ? .seconds : nil
    var parser = try TimeColumnParser(
      format: format, unit: isCounted ? unit : options.timeUnit, zone: options.timeZone, elapsed: isCounted)
    parser.convention = convention
    for cell in cells { try parser.append(cell.text.span, line: cell.line, column: 1) }
    return try parser.finish()
  }

  private static func requireKind(_ kind: TimeKind, of panel: Panel, _ name: String) throws(Failure) {
    let wanted: TimeKind = panel.timeKind == .step ? .elapsed : panel.timeKind
    guard kind != wanted else { return }
    let words: [TimeKind: String] = [
      .local: "times without an offset", .utc: "instants with an offset", .elapsed: "numbers since a start",
      .step: "steps",
    ]
    throw Failure(
      .data, at: Failure.Place(file: name),
      "its times are \(words[kind] ?? ""), and those of the data \(words[panel.timeKind] ?? "")",
      fix: wanted == .utc
        ? "write them with Z or an offset, or name the zone of both with --timezone"
        : "write them as the data's")
  }
}
