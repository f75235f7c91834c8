import Files

/// Makes a panel of the rows that were read: orders them, puts them on a grid, and cuts them into series.
struct PanelAssembly {
  /// How files are read.
  let options: ReadOptions
  /// The names of the targets, past, future and static columns, in the table's order.
  var targets: [String]
  let past: [String]
  let future: [String]
  let statics: [String]
  /// The series that the header tells apart; none where rows or files do.
  let entityNames: [String]
  /// The texts of static columns that are categories, by column.
  var categories: [String: [String]] = [:]
  /// What to do if the rows belong to several series, as far as the files show.
  var idAdvice: () -> String? = { nil }
  /// The names of all columns.
  let columnNames: [String]
  /// The bytes that rows may take which no file has; `nil` for no bound.
  var memory: Int?
  /// Which series are kept; `nil` for all.
  var choice: SeriesChoice?
  /// What should be said.
  var notices: [String] = []
  /// The calendar that most series have.
  var calendar: RowCalendar?
  /// The share of distances between rows that are one step.
  var regularShare = 1.0
  /// The values that were read as missing because they are not plausible.
  var implausible: [ImplausibleValue] = []

  /// The series of which no row has a value.
  private(set) var emptySeries: [EmptySeries] = []

  private var (leadCount, tailCount) = (0, 0)
  /// The times that the last series were given, which the next ones share in memory where they are equal.
  private var (lastTimes, lastAxis) = ([Instant](), TimeAxis([]))
  private var constantNames: [String] = []
  private var origins: [SeriesOrigin] = []

  /// Creates an assembly for the columns of `roles` in `header`.
  init(options: ReadOptions, roles: ColumnRoles, header: [String]) {
    self.options = options
    targets = roles.targets.map { header[$0] }
    past = roles.past.map { header[$0] }
    future = roles.future.map { header[$0] }
    statics = roles.statics.map { header[$0] }
    entityNames = roles.entities?.names ?? []
    columnNames = header
  }

  /// Makes the panel of the rows of all files.
  ///
  /// - Parameters:
  ///   - table: The rows.
  ///   - seriesNames: The names of the series, by their numbers in the table.
  ///   - timeKind: The meaning of the times; `nil` without a time column.
  ///   - elapsedUnit: The unit of elapsed times.
  /// - Returns: The panel, of the series that are kept.
  /// - Throws: `Failure` (data) for rows in no order, repeated times, and columns without values.
  mutating func panel(
    from table: consuming RowTable, seriesNames: [String], timeKind: TimeKind?,
    elapsedUnit: ReadOptions.TimeUnit = .seconds
  ) throws(Failure) -> Panel {
    var kind = timeKind ?? .step
    let lines = table.lines
    var groups = RowGroup.groups(of: table, names: seriesNames, keepingValues: needsValues)
    if !entityNames.isEmpty { groups = groups.flatMap { $0.divided(among: entityNames) } }
    try order(&groups, lines: lines, kind: kind, elapsedUnit: elapsedUnit)
    try removeImplausible(from: &groups, lines: lines, kind: kind)
    noteSplits(groups, lines: lines, kind: kind)
    try makeVariances(&groups, lines: lines)
    try refuseEmptyCovariates(groups)
    let spacing = try spaced(&groups, kind: kind)
    kind = readAsDates(&groups, spacing, kind: kind)
    let maxGap = try Self.length(options.maxGap)
    var series: [Series] = []
    var part = choice.map { PartAssembly($0, spacing: spacing, kind: kind, elapsedUnit: elapsedUnit) }
    var failures = SeriesFailures()
    for index in groups.indices {
      let own = try failures.attempt { () throws(Failure) in
        try self.series(of: groups[index], maxGap: maxGap, lines: lines)
      }
      series += (own ?? []).filter { part?.keeps($0) ?? true }
      groups[index].columns = []
    }
    try failures.finish()
    if origins.isEmpty {
      throw Failure(
        .data, at: lines.place(of: 0).map { Failure.Place(file: $0.file) },
        "no row has a value of \(ColumnNames.list(targets))")
    }
    try refuseSameNames()
    note(series)
    let season =
      options.season ?? calendar?.season(spacing) ?? spacing.defaultSeason(kind: kind, unit: elapsedUnit)
    noteSpacing(spacing, kind: kind, season: season)
    noteClocks(groups, spacing, kind: kind)
    var panel = Panel(
      series: series, timeKind: kind, spacing: spacing, season: season,
      covariates: Panel.Covariates(past: past, future: future, statics: staticNames))
    panel.elapsedUnit = elapsedUnit
    panel.calendar = calendar?.description
    panel.part = part?.part
    return panel
  }

  /// Refuses another file whose header tells other series apart.
  func requireSameSeries(_ entities: HeaderEntities?, in reader: CSVReader) throws(Failure) {
    // A single one is named by its file.
    guard max(1, entities?.names.count ?? 1) != max(1, entityNames.count) || entityNames.count > 1,
      entities?.names != entityNames
    else { return }
    throw Failure(
      .data, at: reader.headerPlace, "its header does not name the series of the first file",
      fix: "read the files apart")
  }

  /// The length of time that an option names, in nanoseconds.
  static func length(_ text: String?) throws(Failure) -> Int64? {
    guard let text else { return nil }
    return try Spacing(text).meanNanoseconds
  }
}

// MARK: - Series

extension PanelAssembly {
  /// The series of one group, one a target.
  private mutating func series(
    of group: RowGroup, maxGap: Int64?, lines: LineMap
  ) throws(Failure) -> [Series] {
    let targetColumns = group.columns[..<targets.count]
    let isWide = options.layout == .wide
    let values = isAnyKept(of: group) ? try staticValues(of: group, lines: lines) : []
    let known = targetColumns.map { ($0.lastIndex { !$0.isNaN } ?? -1) + 1 }.max() ?? 0
    let end = future.isEmpty ? known : group.times.count
    if known > 0 { tailCount += group.times.count - end }
    var series: [Series] = []
    for (position, target) in targetColumns.enumerated() {
      let name = seriesName(of: group, target: targets[position])
      guard known > 0, let first = target.firstIndex(where: { !$0.isNaN }) else {
        emptySeries.append(
          EmptySeries(
            id: name, recording: known > 0 ? nil : group.name,
            place: lines.place(of: group.rows?.first.map { Int($0) } ?? 0)))
        continue
      }
      let pastColumns = group.columns[targets.count..<targets.count + past.count]
      let futureColumns = group.columns[(targets.count + past.count)...].prefix(future.count)
      leadCount += first
      let isWhole = first == 0 && known == group.times.count
      let times = isWhole ? group.times : Array(group.times[first..<end])
      if times != lastTimes { (lastTimes, lastAxis) = (times, TimeAxis(times)) }
      let observed = isWhole ? target : Array(target[first..<known])
      let isKept = choice?.holds(name) ?? true
      if isKept, observed.allSatisfy({ $0.isNaN || $0 == target[first] }) { constantNames.append(name) }
      var own = Series(
        id: name, recording: group.name ?? "", column: isWide ? "" : targets[position], times: lastAxis,
        target: observed,
        past: isKept ? pastColumns.map { Array($0[first..<known]) } : [],
        future: isKept ? futureColumns.map { Array($0[first..<end]) } : [], statics: values,
        segments: maxGap.map { Self.segments(times, observed, maxGap: $0) })
      own.zone = group.zone
      own.calendar = group.calendar
      series.append(own)
      origins.append(
        SeriesOrigin(
          id: name, name: group.name, target: targets.count == 1 ? nil : targets[position],
          place: lines.place(of: group.rows?.first.map { Int($0) } ?? 0)))
    }
    return series
  }

  private func seriesName(of group: RowGroup, target: String) -> String {
    guard let name = group.name else { return target }
    return targets.count == 1 ? name : Self.seriesName(name, target: target)
  }

  /// Refuses two series of one name: forecasts could not be told apart, and what is learnt of one would be
  /// taken for the other's.
  private func refuseSameNames() throws(Failure) {
    var first: [String: Int] = [:]
    for (index, id) in origins.map(\.id).enumerated() {
      guard let earlier = first[id] else {
        first[id] = index
        continue
      }
      throw SeriesOrigin.collision(of: origins[earlier], and: origins[index], as: id)
    }
  }

  /// Runs of rows whose observed values are at most `maxGap` nanoseconds apart.
  ///
  /// A row without a value belongs to the run of the last value before it, for as long as it comes at most
  /// `maxGap` after that, whether or not another value follows: which run a row is in does not depend on
  /// later rows.
  private static func segments(_ times: [Instant], _ target: [Double], maxGap: Int64) -> [Range<Int>] {
    var segments: [Range<Int>] = []
    var last: Instant?
    for row in target.indices {
      let isObserved = !target[row].isNaN
      if let last, !times[row].isLater(than: last, by: maxGap) {
        let start = segments[segments.count - 1].lowerBound
        segments[segments.count - 1] = start..<row + 1
      } else if isObserved {
        segments.append(row..<row + 1)
      }
      if isObserved { last = times[row] }
    }
    return segments
  }

  /// The value that each static column has in all rows of a group.
  private func staticValues(of group: RowGroup, lines: LineMap) throws(Failure) -> [Double] {
    var values: [Double] = []
    for (name, column) in zip(statics, group.columns.suffix(statics.count)) {
      let texts = categories[name]
      let value = column.first { !$0.isNaN } ?? .nan
      if let other = column.firstIndex(where: { !$0.isNaN && $0 != value }) {
        let row = group.rows.map { Int($0[other]) } ?? other
        let series = group.name.map { " in series \(ShownText.quoted($0))" } ?? ""
        func shown(_ value: Double) -> String {
          texts.map { ShownText.quoted($0[Int(value)]) } ?? CSVField.number(value)
        }
        throw Failure(
          .data, at: lines.place(of: row),
          "the static column \(ShownText.quoted(name)) changes from \(shown(value)) to \(shown(column[other]))\(series)",
          fix: "name it with --past, or with --future if it is known ahead", series: group.name)
      }
      if let texts {
        values += texts.indices.map { value.isNaN ? .nan : Double($0) == value ? 1 : 0 }
      } else {
        values.append(value)
      }
    }
    return values
  }

  /// The names of the static covariates: of a column of categories there is one for each.
  private var staticNames: [String] {
    statics.flatMap { name in categories[name]?.map { "\(name)=\($0)" } ?? [name] }
  }

  private func refuseEmptyCovariates(_ groups: [RowGroup]) throws(Failure) {
    let names = past + future + statics
    for (position, name) in names.enumerated() {
      let column = targets.count + position
      if groups.allSatisfy({ $0.columns[column].allSatisfy(\.isNaN) }) {
        throw Failure(
          .data, "the column \(ShownText.quoted(name)) has no values", fix: "leave it out of the covariates")
      }
    }
  }

  private mutating func note(_ series: [Series]) {
    let cells = series.reduce(0) { $0 + $1.count }
    let missing = series.reduce(0) { $0 + $1.target.count(where: \.isNaN) }
    if missing > 0 { notices.append("\(missing) of \(cells) target cells are missing, and masked") }
    if leadCount > 0 { notices.append("\(leadCount) rows before the first one with a target are left out") }
    if tailCount > 0 { notices.append("\(tailCount) rows after the last one with a target are left out") }
    if !emptySeries.isEmpty {
      notices.append(
        "\(emptySeries.count) series without any value left out: \(ColumnNames.list(emptySeries.map(\.id)))")
    }
    if !constantNames.isEmpty {
      notices.append("\(constantNames.count) series have one value only: \(ColumnNames.list(constantNames))")
    }
  }
}
