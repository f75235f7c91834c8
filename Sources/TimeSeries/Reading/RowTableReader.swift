import Files

/// Reads files row by row into one table.
struct RowTableReader {
  /// What was read so far.
  var table: RowTable
  /// The names of the series, by number; empty when all rows are one series.
  var seriesNames: [String] { ids.names }
  /// What the times mean; `nil` without a time column or before the first file is read.
  private(set) var timeKind: TimeKind?
  /// The unit that elapsed time is counted in.
  private(set) var elapsedUnit = ReadOptions.TimeUnit.seconds
  /// The form of the times, as it is told to people.
  private(set) var timeFormat: String?
  /// What else should be said.
  private(set) var notices: [String] = []

  let options: ReadOptions
  var numbers: NumberParser
  var ids = NameTable()
  private var paddedIDs = 0
  /// The texts of static columns that are categories, by the column's position in the table.
  private(set) var categories: [Int: NameTable] = [:]
  /// Reads the column of cutoffs, if the file has one.
  var cutoffs: TimeColumnParser?
  /// Whether there is room for all rows of the file that is read.
  var hasRoom = false
  /// The bytes that the process may have; `nil` for no limit.
  var memoryLimit = SystemMemory.limit
  /// Whether the rows read at once ended before a name that was not seen before.
  var metNewName = false

  /// Creates a reader of the value columns with the given names.
  init(columnNames: [String], options: ReadOptions) throws(Failure) {
    table = RowTable(columnNames: columnNames)
    self.options = options
    numbers = try NumberParser(options)
  }

  /// Reads all rows of a file whose columns have `roles`.
  ///
  /// - Parameters:
  ///   - reader: The reader, before the first row.
  ///   - roles: The columns of each role.
  ///   - columns: The columns that are kept, `nil` for one that the file lacks; by default those of `roles`.
  ///   - name: The name of the file's only series; `nil` when a column names them or there is only one file.
  ///   - survey: A survey of every record, including those after a failure; `nil` for none.
  /// - Throws: `Failure` (data) for a cell that cannot be read.
  mutating func read(
    _ reader: CSVReader, roles: ColumnRoles, columns: [Int?]? = nil, seriesName name: String?,
    survey: ColumnSurvey?
  ) throws(Failure) {
    let columns = columns ?? roles.tableColumns
    var times = try timeParser(of: reader, roles)
    cutoffs = roles.cutoff == nil ? nil : times
    let fileSeries = name.map { addSeries(named: $0) }
    reader.observer = survey.map { survey in { survey.observe($0) } }
    prepareCategories(roles, reader.header)
    var plan: RowPlan?
    var (uselessCount, pause) = (0, 0)
    hasRoom = false
    while try reader.next() {
      survey?.observe(reader)
      do throws(Failure) {
        try append(reader, roles: roles, columns: columns, fileSeries: fileSeries, times: &times)
      } catch {
        try survey?.drain(reader)
        throw error
      }
      if pause > 0 {
        pause -= 1
        continue
      }
      // Times in several columns are joined row by row, and cutoffs are read with their rows.
      if roles.splitTime != nil || roles.cutoff != nil { continue }
      if plan == nil {
        plan = self.plan(reader, roles: roles, columns: columns, times: times, survey: survey)
      }
      guard let tried = plan else { continue }
      let isUseful = try appendPlainRows(
        reader, tried, roles: roles, columns: columns, fileSeries: fileSeries, times: &times, survey: survey)
      // Behind a new name rows may go on as before.
      if metNewName { continue }
      // Where no row is plain, attempts become rare; the plan may not fit because the first rows were unlike
      // others.
      uselessCount = isUseful ? 0 : min(uselessCount + 1, 6)
      if !isUseful { (plan, pause) = (nil, 1 << uselessCount) }
    }
    try survey?.drain(reader)
    if roles.time != nil, reader.recordCount > 0 { try finish(&times, of: reader, roles: roles) }
    if cutoffs != nil, reader.recordCount > 0 { try finishCutoffs(of: reader, like: times) }
  }

  /// The rows, which the reader has no longer then: there may be room for them once only.
  mutating func takeTable() -> RowTable {
    var taken = RowTable(columnNames: [])
    swap(&taken, &table)
    return taken
  }

  /// What reads the times of a file.
  func timeParser(of reader: CSVReader, _ roles: ColumnRoles) throws(Failure) -> TimeColumnParser {
    var times = try TimeColumnParser(
      format: options.timeFormat ?? roles.timeFormat,
      unit: options.timeUnit ?? roles.timeUnit ?? roles.elapsedUnit, zone: options.timeZone,
      elapsed: roles.elapsedUnit != nil && options.timeUnit == nil, date: options.date)
    times.convention = DateConvention(
      hasSemicolons: reader.dialect.delimiter == UInt8(ascii: ";"), hasDecimalCommas: options.decimal == ",")
    return times
  }

  /// What should be said about the numbers and names read.
  var closingNotices: [String] {
    var notices = notices
    if numbers.underflowCount > 0 {
      notices.append("\(numbers.underflowCount) numbers too small for a double were read as 0")
    }
    if numbers.roundedCount > 0 {
      notices.append("\(numbers.roundedCount) integers above 2^53 were rounded to the nearest double")
    }
    if paddedIDs > 0 {
      notices.append("spaces around the names of series were left out in \(paddedIDs) rows")
    }
    return notices
  }

  private mutating func append(
    _ reader: CSVReader, roles: ColumnRoles, columns: [Int?], fileSeries: Int?, times: inout TimeColumnParser
  ) throws(Failure) {
    let row = table.rowCount
    if row == Int32.max {
      throw Failure(
        .limit, at: Failure.Place(file: reader.name, line: reader.line),
        "there are more than \(Int32.max) rows", fix: "split the file")
    }
    if row % 4_096 == 0 { try requireMemory(reader) }
    if let time = roles.time {
      if options.selection?.leavesOutWithoutTime == true, reader.lacksTime(time) {
        reader.counts.rowsWithoutTime += 1
        return
      }
      // The place of a field is looked up only for messages, of which the parser keeps the first row's.
      let column = reader.recordCount == 1 ? reader.place(ofField: time).column ?? 1 : 1
      do throws(Failure) {
        try reader.appendTime(roles, at: time, column: column, to: &times)
      } catch {
        throw timeFailure(error, reader, roles, times)
      }
    }
    if let cutoff = roles.cutoff { try appendCutoff(reader, cutoff) }
    if !roles.ids.isEmpty {
      let number = try seriesNumber(reader, roles.ids)
      if try takesElsewhere(reader, number, roles, columns, &times) { return }
      table.others?.close(number)
      table.series.append(Int32(truncatingIfNeeded: number))
    } else if let fileSeries {
      table.series.append(Int32(truncatingIfNeeded: fileSeries))
    }
    try reader.requireNothing(in: roles.emptyColumns)
    for (position, column) in columns.enumerated() {
      table.values[position].append(try value(reader, column, at: position, roles))
    }
    table.lines.note(row: row, line: reader.line, file: reader.name)
  }

  mutating func value(
    _ reader: CSVReader, _ column: Int?, at position: Int, _ roles: ColumnRoles
  ) throws(Failure) -> Double {
    guard let column else { return .nan }
    if categories[position] != nil { return try category(reader, column, at: position) }
    return try reader.number(
      column, with: &numbers, form: roles.forms[column], words: roles.words[column] ?? ColumnWords())
  }

  private mutating func finish(
    _ times: inout TimeColumnParser, of reader: CSVReader, roles: ColumnRoles
  ) throws(Failure) {
    let column: TimeColumn
    do throws(Failure) {
      column = try times.finish()
    } catch {
      var failure = error
      failure.place?.file = reader.name
      if let split = roles.splitTime, let fix = error.fix {
        failure.fix = split.naming(split.columns.map { reader.header[$0] }, in: fix)
      }
      throw failure
    }
    if let timeKind, timeKind != column.kind {
      throw Failure(
        .data, at: Failure.Place(file: reader.name),
        "its times are \(column.format), those of the files before \(timeFormat ?? "others")",
        fix: "read the files apart, or write their times alike")
    }
    if timeKind == nil, let time = roles.time {
      if let split = roles.splitTime {
        let names = ColumnNames.list(split.columns.map { reader.header[$0] })
        notices.append("time is in columns \(names), \(column.format)")
      } else {
        notices.append("time is column \(ShownText.quoted(reader.header[time])), \(column.format)")
      }
    }
    if timeKind == nil {
      (table.areClockTimes, table.firstDay) = (column.areClockTimes, column.firstDay)
      elapsedUnit = column.elapsedUnit
    }
    timeKind = column.kind
    timeFormat = column.format
    notices += column.notices
    table.clocks.append(column.clocks, after: table.instants.count)
    if table.instants.isEmpty { table.instants = column.instants } else { table.instants += column.instants }
  }

  /// The number of the series that the current record names in `columns`.
  mutating func seriesNumber(_ reader: CSVReader, _ columns: [Int]) throws(Failure) -> Int {
    guard columns.count == 1, let id = columns.first else { return try joinedNumber(reader, columns) }
    let known = try reader.withField(id) { (field) throws(Failure) in ids.number(of: field) }
    if let known { return known }
    let text = try reader.text(id)
    if text.isEmpty {
      throw Failure(
        .data, at: reader.place(ofField: id),
        "column \(id + 1) \(ShownText.quoted(reader.header[id])): the name of the series is missing",
        fix: "remove the row or name its series")
    }
    let bytes = Array(text.utf8)
    if bytes.count != reader.bytes(id).count { paddedIDs += 1 }
    return ids.number(of: bytes.span) ?? ids.add(bytes.span, text: text)
  }

  /// The number of a series that several columns name together.
  private mutating func joinedNumber(_ reader: CSVReader, _ columns: [Int]) throws(Failure) -> Int {
    var key: [UInt8] = []
    for column in columns {
      key += reader.bytes(column)
      key.append(0x1F)
    }
    if let known = ids.number(of: key.span) { return known }
    var parts: [String] = []
    for column in columns { parts.append(try reader.text(column)) }
    parts.removeAll(where: \.isEmpty)
    if parts.isEmpty {
      throw Failure(
        .data, at: reader.place(ofField: columns[0]), "the name of the series is missing",
        fix: "remove the row or name its series")
    }
    return ids.add(key.span, text: parts.joined(separator: "/"))
  }

  /// The number of the series called `name`.
  mutating func addSeries(named name: String) -> Int {
    let bytes = Array(name.utf8)
    return ids.number(of: bytes.span) ?? ids.add(bytes.span, text: name)
  }

  // MARK: Categories

  /// Begins the categories of static columns, with those that are known already.
  mutating func prepareCategories(_ roles: ColumnRoles, _ header: [String]) {
    for (position, column) in roles.valueColumns.enumerated() where categories[position] == nil {
      let known = roles.statics.contains(column) ? options.categories?[header[column]] : nil
      guard roles.categories.contains(column) || known != nil else { continue }
      var table = NameTable()
      for text in known ?? [] { _ = table.add(Array(text.utf8).span, text: text) }
      categories[position] = table
    }
  }

  /// The number of the category that the current record's field at `column` names.
  private mutating func category(
    _ reader: CSVReader, _ column: Int, at position: Int
  ) throws(Failure) -> Double {
    let text = try reader.text(column)
    if text.isEmpty || numbers.isMissing(text) { return .nan }
    let bytes = Array(text.utf8)
    if let number = categories[position]?.number(of: bytes.span) { return Double(number) }
    if let known = options.categories?[reader.header[column]] {
      throw Failure(
        .data, at: reader.place(ofField: column),
        "column \(column + 1) \(ShownText.quoted(reader.header[column])): the model has not learnt the category \(ShownText.quoted(text))",
        fix: "it knows \(ColumnNames.list(known)); fit it again to rows with the others")
    }
    guard let number = categories[position]?.add(bytes.span, text: text), number < Self.mostCategories else {
      throw Failure(
        .data, at: reader.place(ofField: column),
        "column \(column + 1) \(ShownText.quoted(reader.header[column])): there are more than \(Self.mostCategories) categories",
        fix: "leave it out of --static, or join rare categories")
    }
    return Double(number)
  }

  /// The most categories that a static column may have.
  private static let mostCategories = 256
}
