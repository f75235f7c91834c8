public import Files

/// What a read gave: the panel, and what a user should be told about it.
public struct ReadResult: Sendable {
  /// The series.
  public var panel: Panel
  /// Notices in the order they came up: what was recognised, skipped, counted.
  public var notices: [String]
  /// The share of distances between rows that are one step of the spacing.
  public var regularShare: Double
  /// The texts of static columns that are categories, by column: a model that is fitted to the panel keeps
  /// them.
  public var categories: [String: [String]] = [:]
  /// The values that were read as missing because they are not plausible, in the order of the files.
  public var implausible: [ImplausibleValue] = []
  /// The series of which no row has a value: the panel has none of them.
  var emptySeries: [EmptySeries] = []
  /// The columns that each recording has a series of.
  var targets: [String] = []

  /// What files without a row of data give.
  static let empty = ReadResult(
    panel: Panel(series: [], timeKind: .step, spacing: .steps, season: 1), notices: [], regularShare: 1)
}

/// Reads CSV files into a panel.
public struct PanelReader: Sendable {
  /// How files are read.
  public var options: ReadOptions

  /// A file with rows of covariates that are known ahead, after those of the others; `nil` for none.
  public var futureFile: String?

  /// Which series are kept; `nil` for all.
  public var choice: SeriesChoice?

  /// Threads to read large files with; never changes a result.
  public var threads: Int

  /// The bytes that rows may take which no file has; `nil` for no bound.
  public var memory: Int?

  /// What is read as if the files had never held it.
  var leftOut = LeftOutInput()

  /// Creates a reader that uses `threads` threads, by default all processors.
  public init(_ options: ReadOptions = ReadOptions(), threads: Int? = nil, memory: Int? = nil) {
    self.options = options
    self.memory = memory
    self.threads = threads ?? BlockHelpers.processorCount
  }

  /// Reads `paths` (`-` for standard input) as one panel; several files give series named by their stems.
  ///
  /// - Throws: `Failure` with the place, and the option to add where the files read two ways.
  public func read(_ paths: [String]) throws(Failure) -> ReadResult { try read(paths, survey: nil) }

  /// Reads `paths`, while `survey` looks at every record.
  func read(_ paths: [String], survey: ColumnSurvey?) throws(Failure) -> ReadResult {
    try check(paths)
    return options.layout == .rows
      ? try readRows(paths, survey: survey) : try readColumns(paths, survey: survey)
  }

  private func check(_ paths: [String]) throws(Failure) {
    if paths.isEmpty {
      throw Failure(.arguments, "no input file", fix: "name a CSV file, or - for standard input")
    }
    if paths.count(where: { $0 == "-" }) > 1 {
      throw Failure(.arguments, "standard input can be read only once", fix: "give - once")
    }
    if let encoding = options.encoding { try TextDecoder.check(encoding) }
  }

  private func readRows(_ paths: [String], survey: ColumnSurvey?) throws(Failure) -> ReadResult {
    var rows = try RowsLayout(options)
    var notices: [String] = []
    for path in paths where !leftOut.files.contains(path) {
      let reader = try CSVReader(
        path: path, options: options, allowsShortRecords: true, without: leftOut.lines(of: path))
      survey?.begin(reader)
      try rows.read(reader, survey: survey)
      notices += reader.notices
    }
    if futureFile != nil {
      throw Failure(.arguments, "--future-file needs a time column, and with --layout rows there is none")
    }
    let panel = try rows.panel(choice)
    var result = ReadResult(panel: panel, notices: notices + rows.notices, regularShare: 1)
    result.implausible = rows.implausible
    result.emptySeries = rows.emptySeries
    return result
  }

  private func readColumns(_ paths: [String], survey: ColumnSurvey?) throws(Failure) -> ReadResult {
    let stems = try names(of: paths)
    var notices: [String] = []
    var rows: RowTableReader?
    var assembly: PanelAssembly?
    var fileOptions = options
    for (path, stem) in zip(paths, stems) where !leftOut.files.contains(path) {
      let reader = try CSVReader(
        path: path, options: options, threads: threads, without: leftOut.lines(of: path))
      survey?.begin(reader)
      let isFirst = rows == nil
      let roles = try roles(of: reader, options: fileOptions, isFirst: isFirst, survey: survey)
      if isFirst {
        notices += roles.notices
        fileOptions.name(roles, in: reader.header)
        assembly = PanelAssembly(options: options, roles: roles, header: reader.header)
        assembly?.memory = memory
        assembly?.choice = choice
        rows = try RowTableReader(columnNames: roles.tableColumns.map { reader.header[$0] }, options: options)
        rows?.table.others = assembly?.needsValues.map { OtherRows(needsValues: $0) }
        survey?.note(roles)
      } else {
        try assembly?.requireSameSeries(roles.entities, in: reader)
      }
      let isNamedByFile = paths.count > 1 && roles.ids.isEmpty
      do throws(Failure) {
        try rows?.read(reader, roles: roles, seriesName: isNamedByFile ? stem : nil, survey: survey)
      } catch {
        throw reader.explained(error)
      }
      notices += reader.notices
    }
    if let futureFile, let kept = assembly {
      notices += try readFuture(futureFile, options: fileOptions, into: &rows, for: kept, files: paths.count)
    }
    guard let rows = rows.take(), let assembly else { throw Failure(.internalFault, "no file was read") }
    if rows.table.rowCount == 0 { throw noRows(in: paths) }
    var result = try result(of: rows, assembly) { SeparatingColumns(paths, options: fileOptions)?.advice }
    result.notices = notices + result.notices
    return result
  }

  /// The failure of files that have a header and no row that is kept.
  private func noRows(in paths: [String]) -> Failure {
    let first = paths.first { !leftOut.files.contains($0) } ?? paths[0]
    let place = Failure.Place(file: first == "-" ? "<stdin>" : first)
    guard let selection = options.selection, !selection.conditions.isEmpty else {
      return Failure(.data, at: place, "the file has a header but no rows of data").ofEmptyInput
    }
    return Failure(.data, at: place, "no row is kept by --where \(ColumnNames.word(selection.text))")
  }

  /// Makes the panel of all rows.
  ///
  /// - Parameters:
  ///   - rows: The rows of all files.
  ///   - assembly: The assembly for their columns.
  ///   - idAdvice: The advice for rows of several series, as far as the files show that they are; `nil` where
  ///     they do not.
  /// - Returns: The panel, and what a user should be told about it.
  /// - Throws: `Failure` where the rows make no panel.
  private func result(
    of rows: consuming RowTableReader, _ assembly: consuming PanelAssembly,
    idAdvice: @escaping () -> String?
  ) throws(Failure) -> ReadResult {
    let closing = rows.closingNotices
    let categories = rows.categoryTexts(rows.table.columnNames)
    assembly.categories = categories
    assembly.idAdvice = idAdvice
    let panel = try assembly.panel(
      from: rows.takeTable(), seriesNames: rows.seriesNames, timeKind: rows.timeKind,
      elapsedUnit: rows.elapsedUnit)
    var result = ReadResult(
      panel: panel, notices: closing + assembly.notices, regularShare: assembly.regularShare)
    result.categories = categories
    result.implausible = assembly.implausible
    result.emptySeries = assembly.emptySeries
    result.targets = assembly.targets
    return result
  }

  private func roles(
    of reader: CSVReader, options: ReadOptions, isFirst: Bool, survey: ColumnSurvey?
  ) throws(Failure) -> ColumnRoles {
    let sample = try OpeningSample(of: reader, options: options)
    survey?.note(sample)
    var choice = choice(of: reader, sample, options: options)
    do throws(Failure) {
      if !isFirst { try refuseFutureRows(choice.columns, options: options) }
      return try choice.roles(recognising: isFirst, guessing: survey != nil)
    } catch {
      try survey?.drain(reader)
      throw reader.explained(error)
    }
  }

  /// A choice among the columns of a file, by what its first rows show.
  func choice(of reader: CSVReader, _ sample: OpeningSample, options: ReadOptions) -> RoleChoice {
    let columns = ColumnNames(names: reader.header, place: reader.headerPlace)
    var choice = RoleChoice(columns: columns, sample: sample, options: options)
    choice.entities = reader.form.entities
    choice.units = reader.form.units
    choice.hasSemicolons = reader.dialect.delimiter == UInt8(ascii: ";")
    choice.leftOut = leftOut.columns
    return choice
  }

  /// Refuses a file without what is forecast, but with what is known ahead: its rows belong behind those of
  /// another.
  private func refuseFutureRows(_ columns: ColumnNames, options: ReadOptions) throws(Failure) {
    guard !options.future.isEmpty, let target = options.targets.first,
      (try? columns.position(of: target)) == nil,
      options.future.allSatisfy({ (try? columns.position(of: $0)) != nil })
    else { return }
    let file = columns.place.file
    throw Failure(
      .data, at: columns.place,
      "no column \(ShownText.quoted(target)), but \(ColumnNames.list(options.future)), which --future says is known ahead",
      fix: "give it as --future-file \(ColumnNames.word(file)) if its rows follow those of the other file")
  }

  /// The names of the series that the files hold: their names without directory and ending.
  func names(of paths: [String]) throws(Failure) -> [String] {
    var seen: [String: String] = [:]
    var stems: [String] = []
    for path in paths {
      let file = path.split(separator: "/").last.map(String.init) ?? path
      let dot = file.utf8.lastIndex(of: UInt8(ascii: "."))
      var stem = file
      if let dot, dot != file.startIndex { stem = String(file[..<dot]) }
      if path == "-" { stem = "stdin" }
      if let other = seen[stem], paths.count > 1, options.id == nil {
        throw Failure(
          .arguments, "\(other) and \(path) would both be the series \(ShownText.quoted(stem))",
          fix: "give each file once, under a name of its own")
      }
      seen[stem] = path
      stems.append(stem)
    }
    return stems
  }
}

extension ReadOptions {
  /// Names the columns that were chosen in the first file, so that all others are read alike.
  mutating func name(_ roles: ColumnRoles, in header: [String]) {
    id = roles.ids.isEmpty ? nil : ColumnNames.joined(roles.ids.map { header[$0] })
    time = roles.time == nil ? nil : ColumnNames.joined(roles.timeColumns.map { header[$0] })
    timeFormat = timeFormat ?? roles.timeFormat
    timeUnit = timeUnit ?? roles.timeUnit
    targets = roles.targets.map { header[$0] }
  }
}
