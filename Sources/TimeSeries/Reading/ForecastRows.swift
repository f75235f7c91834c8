import Files

/// The rows of a file of forecasts as they stand there: each has a time, and may have a series, a cutoff and
/// numbers.
package struct ForecastRows: Sendable {
  /// The names of the series; empty where no column names them.
  package let seriesNames: [String]
  /// The position of every row's series among the names; empty where no column names them.
  package let series: [Int32]
  /// The time of every row.
  package let times: [Instant]
  /// The cutoff of every row; empty without a column of them.
  package let cutoffs: [Instant]
  /// The numbers, `[column][row]`; `.nan` is a missing cell.
  package var values: [[Double]]
  /// What the times mean.
  package let timeKind: TimeKind
  /// The unit that elapsed time is counted in.
  package let elapsedUnit: ReadOptions.TimeUnit
  /// What a user should be told.
  package let notices: [String]
  private let lines: LineMap

  /// No rows.
  package static let none = ForecastRows()

  private init() {
    (seriesNames, series, times, cutoffs, values) = ([], [], [], [], [])
    (timeKind, elapsedUnit, notices, lines) = (.step, .seconds, [], LineMap())
  }

  fileprivate init(_ reader: RowTableReader, notices: [String]) {
    seriesNames = reader.seriesNames
    series = reader.table.series
    times = reader.table.instants
    cutoffs = reader.table.cutoffs
    values = reader.table.values
    timeKind = reader.timeKind ?? .step
    elapsedUnit = reader.elapsedUnit
    self.notices = notices
    lines = reader.table.lines
  }

  /// Where a row stands.
  package func place(of row: Int) -> Failure.Place? { lines.place(of: row) }
}

/// Reads a file of forecasts, once its columns have roles.
package struct ForecastRowsReader {
  /// What is known of a column before all rows are read.
  package struct Column: Sendable, Equatable {
    /// Its name; empty if it has none.
    package let name: String
    /// What its first cells hold.
    package let kind: ColumnKind
    /// Whether its first cells can be times, other than plain numbers.
    package let isTime: Bool
    /// Whether at least half of its first cells are numbers.
    package let isMostlyNumbers: Bool
    /// Whether cells that are no numbers have digits, as those with units and other decimal marks do.
    package let hasDigits: Bool
    /// Whether the numbers of its first cells are whole.
    package let isWhole: Bool
    /// The least of the first cells, where they are whole numbers and no unit makes times of them.
    package let least: Int64?
  }

  /// Which column is what, by position.
  package struct Roles: Sendable, Equatable {
    /// The columns that name the series.
    package var ids: [Int] = []
    /// The column with the time.
    package var time: Int
    /// The column with the cutoff.
    package var cutoff: Int?
    /// The columns with numbers.
    package var numbers: [Int] = []

    /// Creates roles for a file with the time in column `time`.
    package init(time: Int) { self.time = time }
  }

  /// The columns, in the file's order.
  package let columns: [Column]
  /// The file's name, as messages show it.
  package var name: String { reader.name }
  /// Where the header stands.
  package var headerPlace: Failure.Place { reader.headerPlace }

  private let reader: CSVReader
  private let sample: OpeningSample
  private let options: ReadOptions

  /// Opens the file at `path` (`-` for standard input) and looks at its first rows.
  package init(path: String, options: ReadOptions, threads: Int = 1) throws(Failure) {
    reader = try CSVReader(path: path, options: options, threads: threads)
    let sample = try OpeningSample(of: reader, options: options)
    let rows = sample.rowCount
    columns = reader.header.enumerated().map { index, name in
      let column = sample.columns[index]
      let isTime = column.time.map { $0.precision != .number && !$0.hasOthers } ?? false
      return Column(
        name: name, kind: column.kind, isTime: isTime && column.kind != .number,
        isMostlyNumbers: column.numbers.count > 0 && 2 * column.numbers.count >= rows - column.emptyCount,
        hasDigits: column.firstText?.contains(where: \.isNumber) ?? false,
        isWhole: column.kind == .number && column.numbers.areWhole,
        least: options.timeUnit == nil ? column.time?.numbers?.least : nil)
    }
    self.sample = sample
    self.options = options
  }

  /// The names that series are usually called by, in lower case.
  package static func namesSeries(_ name: String) -> Bool { RoleChoice.idNames.contains(name.lowercased()) }

  /// Whether times are usually called by a name.
  package static func namesTime(_ name: String) -> Bool { RoleChoice.timeNames.contains(name.lowercased()) }

  /// The positions of the columns that an option names, one or several with commas between.
  ///
  /// - Throws: `Failure` (data) for one that does not exist.
  package func positions(of list: String) throws(Failure) -> [Int] {
    try ColumnNames(names: reader.header, place: reader.headerPlace).positions(of: list)
  }

  /// Reads all rows of the file.
  ///
  /// - Parameters:
  ///   - roles: The columns of the file.
  ///   - unit: The unit of times that are numbers, where neither the file nor an option says it; `nil` to ask
  ///     for it.
  /// - Returns: The rows, with their forecasts.
  /// - Throws: `Failure` for a cell that cannot be read, or a file without a row.
  package func read(_ roles: Roles, countingIn unit: ReadOptions.TimeUnit?) throws(Failure) -> ForecastRows {
    var options = options
    let header = reader.header
    options.id = roles.ids.isEmpty ? nil : ColumnNames.joined(roles.ids.map { header[$0] })
    options.time = header[roles.time]
    options.targets = roles.numbers.map { header[$0] }
    let names = ColumnNames(names: header, place: reader.headerPlace)
    var choice = RoleChoice(columns: names, sample: sample, options: options)
    choice.hasSemicolons = reader.dialect.delimiter == UInt8(ascii: ";")
    var rows = try RowTableReader(columnNames: options.targets, options: options)
    do throws(Failure) {
      var found = try choice.roles(recognising: false)
      found.cutoff = roles.cutoff
      if choice.hasUnknownUnit { found.elapsedUnit = unit }
      try rows.read(reader, roles: found, seriesName: nil, survey: nil)
    } catch {
      throw reader.explained(error)
    }
    if rows.table.rowCount == 0 {
      throw Failure(
        .data, at: Failure.Place(file: reader.name), "the file has a header but no rows of data",
        fix: "give a file with forecasts")
    }
    return ForecastRows(rows, notices: reader.notices + rows.closingNotices.map { "\(reader.name): \($0)" })
  }
}
