import Files

extension PanelReader {
  /// Reads the rows of `path`, which holds covariates that are known ahead, behind those of the other files.
  ///
  /// - Throws: `Failure` for a file without the time, the names of the series or a column of `--future`.
  func readFuture(
    _ path: String, options: ReadOptions, into rows: inout RowTableReader?, for assembly: PanelAssembly,
    files: Int
  ) throws(Failure) -> [String] {
    guard !assembly.future.isEmpty else {
      throw Failure(
        .arguments, "--future-file holds columns that are known ahead, and none is named",
        fix: "name them with --future")
    }
    guard files == 1 || options.id != nil else {
      throw Failure(
        .arguments, "--future-file does not say which of the \(files) files its rows go on with",
        fix: "put the series into one file with a column that names them, and add --id")
    }
    let reader = try CSVReader(
      path: path, options: self.options, threads: threads, without: leftOut.lines(of: path))
    let sample = try OpeningSample(of: reader, options: self.options)
    let (roles, kept) = try futureRoles(of: reader, sample, options: options, for: assembly)
    let before = rows?.table.rowCount ?? 0
    try rows?.read(reader, roles: roles, columns: kept, seriesName: nil, survey: nil)
    let count = (rows?.table.rowCount ?? 0) - before
    return reader.notices + ["\(reader.name): \(count) rows with covariates known ahead"]
  }

  /// What the columns of a file with covariates known ahead are, and which of them are kept: `nil` for one
  /// that it lacks.
  func futureRoles(
    of reader: CSVReader, _ sample: OpeningSample, options: ReadOptions, for assembly: PanelAssembly
  ) throws(Failure) -> (roles: ColumnRoles, kept: [Int?]) {
    let columns = ColumnNames(names: reader.header, place: reader.headerPlace)
    var roles = ColumnRoles()
    if let id = options.id { roles.ids = try columns.positions(of: id) }
    guard let time = options.time else {
      throw Failure(.arguments, "--future-file needs a time column", fix: "name it with --time")
    }
    var choice = RoleChoice(columns: columns, sample: sample, options: options)
    try choice.nameTime(time)
    (roles.time, roles.splitTime) = (choice.roles.time, choice.roles.splitTime)
    (roles.timeFormat, roles.timeUnit) = (options.timeFormat, options.timeUnit)
    var kept: [Int?] = assembly.targets.map { reader.header.firstIndex(of: $0) }
    kept += assembly.past.map { reader.header.firstIndex(of: $0) }
    for name in assembly.future { kept.append(try columns.position(of: name)) }
    kept += assembly.statics.map { reader.header.firstIndex(of: $0) }
    for case let column? in kept { roles.forms[column] = sample.columns[column].form }
    return (roles, kept)
  }
}
