import Files

/// Searches one file for rows that have faults.
struct FileSearch {
  let reader: CSVReader
  /// What the columns are.
  let roles: ColumnRoles
  /// The columns whose values are looked at, `nil` for one that the file lacks.
  private let columns: [Int?]
  /// What reads the rows.
  var rows: RowTableReader
  private let path: String
  private let outliers: [UsualSample.Outlier]
  /// What has read the times of each series, by its number.
  private var times: [TimeColumnParser] = []
  private var broken: [BrokenRow] = []

  /// Opens the file at `path`, whose columns have the roles that most of its series speak for.
  init(_ path: String, _ panelReader: PanelReader, _ options: ReadOptions, isFirst: Bool) throws(Failure) {
    self.path = path
    reader = try CSVReader(
      path: path, options: panelReader.options, without: panelReader.leftOut.lines(of: path), isSearch: true)
    let usual = try UsualSample(of: reader, options: panelReader.options)
    var choice = panelReader.choice(of: reader, usual.sample, options: options)
    choice.isSearch = true
    roles = try choice.roles(recognising: isFirst)
    columns = roles.tableColumns
    outliers = usual.outliers
    let header = reader.header
    rows = try RowTableReader(
      columnNames: roles.tableColumns.map { header[$0] }, options: panelReader.options)
  }

  /// Opens the file at `path`, which has rows with covariates known ahead for `assembly`.
  init(
    future path: String, _ panelReader: PanelReader, _ options: ReadOptions, for assembly: PanelAssembly
  ) throws(Failure) {
    self.path = path
    reader = try CSVReader(
      path: path, options: panelReader.options, without: panelReader.leftOut.lines(of: path), isSearch: true)
    let usual = try UsualSample(of: reader, options: options)
    (roles, columns) = try panelReader.futureRoles(
      of: reader, usual.sample, options: options, for: assembly)
    outliers = []
    rows = try RowTableReader(columnNames: [], options: panelReader.options)
  }

  /// Reads all rows, and adds the lines and the faults of each series to `search`.
  ///
  /// - Parameters:
  ///   - series: The name of the file's only series; `nil` where columns name them.
  ///   - search: The search over all files, to which lines and faults are added.
  /// - Throws: `Failure` for anything but a fault in the data, as where the file cannot be read.
  mutating func search(series: String?, in search: inout FaultSearch) throws(Failure) {
    let unread = try rows.timeParser(of: reader, roles)
    let own = series.flatMap { search.names.firstIndex(of: $0) }
    rows.prepareCategories(roles, reader.header)
    search.lines.begin(reader, path: path)
    while true {
      do throws(Failure) {
        guard try reader.next() else { break }
      } catch {
        try take(error, series, in: &search)
        continue
      }
      guard !reader.repeatsHeader, let number = own ?? number() else { continue }
      search.lines.note(number, reader.line...reader.lastLine)
      while times.count <= number { times.append(unread) }
      lookAtRow(of: number, series ?? (roles.ids.isEmpty ? nil : rows.seriesNames[number]), in: &search)
    }
    if let own, let series, times.indices.contains(own), let column = try? times[own].finish() {
      search.note(column.kind, ofFile: reader.name, series: series)
    }
    guard search.division == .ids else { return }
    attributeBroken(unread, in: &search)
    search.names = rows.seriesNames
    vote(in: &search)
    search.note(outliers, of: roles.timeColumns + roles.tableColumns)
  }

  /// The number of the series of the current record; `nil` where its name cannot be read.
  private mutating func number() -> Int? {
    roles.ids.isEmpty ? 0 : try? rows.seriesNumber(reader, roles.ids)
  }

  /// Takes a record that cannot be parted into fields.
  private mutating func take(
    _ failure: Failure, _ series: String?, in search: inout FaultSearch
  ) throws(Failure) {
    guard failure.cause == .data else { throw failure }
    if let series { return search.note(failure, of: series) }
    guard let fields = reader.brokenFields else { return }
    broken.append(BrokenRow(fields: fields, line: reader.lastLine, failure: failure))
  }

  /// Looks at the current record, which is of the series with a number and, where columns are none, a name.
  private mutating func lookAtRow(of number: Int, _ series: String?, in search: inout FaultSearch) {
    if let time = roles.time, !(leavesOutWithoutTime && reader.lacksTime(time)) {
      do throws(Failure) {
        try reader.appendTime(roles, at: time, column: 1, to: &times[number])
      } catch {
        note(reader.placed(error, roles, at: time), in: time, of: series, in: &search)
      }
    }
    do throws(Failure) {
      try reader.requireNothing(in: roles.emptyColumns)
    } catch {
      if let series { search.note(error, of: series) }
    }
    for (position, column) in columns.enumerated() {
      do throws(Failure) {
        _ = try rows.value(reader, column, at: position, roles)
      } catch {
        // That there are too many categories is nobody's fault.
        guard let column, !roles.categories.contains(column) || isKnown(column) else { continue }
        note(error, in: column, of: series ?? owner(of: position), in: &search)
      }
    }
  }

  private var leavesOutWithoutTime: Bool { rows.options.selection?.leavesOutWithoutTime == true }

  /// Whether a model says which categories a column may have.
  private func isKnown(_ column: Int) -> Bool { rows.options.categories?[reader.header[column]] != nil }

  /// Notes a fault of the cell in a column, unless torn quotes have made it, which may hold rows of others.
  private func note(
    _ failure: Failure, in column: Int, of series: String?, in search: inout FaultSearch
  ) {
    guard let series, !reader.isOfSeveralLines(column) else { return }
    search.note(failure, of: series)
  }

  /// The series that a column is of, where columns are series; `nil` for one that several share.
  private func owner(of position: Int) -> String? {
    if let entities = roles.entities {
      return entities.names[position / max(1, roles.valueColumns.count)]
    }
    return position < roles.targets.count ? reader.header[roles.targets[position]] : nil
  }
}

// MARK: - At the end of the file

extension FileSearch {
  /// Finds the series of rows that could not be parted into fields.
  private mutating func attributeBroken(_ unread: TimeColumnParser, in search: inout FaultSearch) {
    guard !broken.isEmpty else { return }
    var numbers: [String: Int] = [:]
    for (number, name) in rows.seriesNames.enumerated() where numbers[name] == nil { numbers[name] = number }
    // A name that no whole row has is believed where its time is written as those of others.
    let usual = times.first { !$0.isEmpty } ?? unread
    for row in broken {
      let found = row.series(
        ids: roles.ids, time: roles.time, fieldCount: reader.header.count, known: Set(numbers.keys)
      ) { cell, name in
        let number = numbers[name] ?? -1
        var times = self.times.indices.contains(number) ? self.times[number] : usual
        return (try? times.append(cell.span, line: row.line, column: 1)) != nil
      }
      guard let found else { continue }
      if numbers[found] == nil { numbers[found] = rows.addSeries(named: found) }
      guard let number = numbers[found] else { continue }
      search.lines.note(number, row.line...row.line)
      search.note(row.failure, of: found)
    }
  }

  /// Lets the series vote on how times are written.
  private func vote(in search: inout FaultSearch) {
    guard roles.time != nil else { return }
    let voters = times.enumerated().filter { !$1.isEmpty && !search.isFaulty(rows.seriesNames[$0]) }
      .map { (series: $0, times: $1) }
    for found in TimeVote(voters).outvoted {
      search.note(
        Failure(.data, at: Failure.Place(file: reader.name, line: found.line, column: 1), found.message),
        of: rows.seriesNames[found.series])
    }
    for voter in voters {
      var times = voter.times
      do throws(Failure) {
        _ = try times.finish()
      } catch {
        var failure = error
        failure.place?.file = reader.name
        search.noteWithoutEnd(rows.seriesNames[voter.series], failure)
      }
    }
  }
}
