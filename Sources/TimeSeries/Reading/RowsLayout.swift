import Files

/// Reads files in which every row is a series: its name, if it has one, and its values from the oldest on.
///
/// Rows may be of different lengths. Where the header's names are times, they are the times of the values;
/// otherwise values are steps 0, 1, 2, …
struct RowsLayout {
  private let options: ReadOptions
  private var numbers: NumberParser
  private var series: [Series] = []
  private var places: [String: Failure.Place] = [:]
  private var timeKind = TimeKind.step
  /// The series of which no row has a value.
  private(set) var emptySeries: [EmptySeries] = []
  private var leftOut: [String] = []
  private let form: NumberForm?
  /// The values that were read as missing because they are not plausible.
  private(set) var implausible: [ImplausibleValue] = []
  /// What should be said.
  private(set) var notices: [String] = []

  /// Creates a reader.
  ///
  /// - Throws: `Failure` (arguments) for options that this layout has no use for.
  init(_ options: ReadOptions) throws(Failure) {
    self.options = options
    numbers = try NumberParser(options)
    form = NumberForm(options)
    let unused: [(isGiven: Bool, name: String)] = [
      (options.time != nil, "--time"), (!options.targets.isEmpty, "--target"),
      (!options.past.isEmpty, "--past"),
      (!options.future.isEmpty, "--future"), (!options.statics.isEmpty, "--static"),
      (options.every != nil, "--every"), (options.volatility != nil, "--volatility"),
      (options.maxGap != nil, "--max-gap"),
    ]
    if options.plausibility?.columns.isEmpty == false {
      throw Failure(
        .arguments, "--plausible names a column, and with --layout rows every row is a series",
        fix: "give the range alone, as --plausible 20..250")
    }
    if let first = unused.first(where: { $0.isGiven }) {
      throw Failure(
        .arguments, "\(first.name) names a column, and with --layout rows every row is a series",
        fix: "leave out \(first.name) or --layout rows")
    }
  }

  /// What the columns of a file are.
  struct Columns {
    /// Those that name the series.
    let ids: [Int]
    /// Those with values, from the oldest on.
    let values: [Int]
    /// The times of the values, where the header names them.
    let times: TimeColumn?
  }

  /// Reads all rows of a file.
  mutating func read(_ reader: CSVReader, survey: ColumnSurvey?) throws(Failure) {
    let columns = try columns(of: reader, try OpeningSample(of: reader, options: options))
    while try reader.next() {
      survey?.observe(reader)
      do throws(Failure) {
        try append(reader, columns)
      } catch {
        try survey?.drain(reader)
        throw error
      }
    }
    try survey?.drain(reader)
  }

  /// Finds out what the columns of a file are.
  mutating func columns(of reader: CSVReader, _ sample: OpeningSample) throws(Failure) -> Columns {
    let columns = ColumnNames(
      names: reader.header,
      place: Failure.Place(file: reader.name, line: max(1, reader.headerLine), column: 1))
    let dated = reader.header.indices.filter { Self.looksLikeTime(reader.header[$0]) }
    let ids = try names(columns, sample, dated: dated)
    var values = reader.header.indices.filter { !ids.contains($0) }
    leaveOutCodes(&values, columns, sample, dated: dated)
    // Beside columns that are named by dates, others hold something else.
    let others = values.filter { !dated.contains($0) }
    var times = try headerTimes(reader, values)
    if times == nil, dated.count > 2, !others.isEmpty {
      times = try headerTimes(reader, values.filter { dated.contains($0) })
      if times != nil {
        values = values.filter { dated.contains($0) }
        notices.append("left out, named by no time: \(ColumnNames.list(others.map { reader.header[$0] }))")
      }
    }
    leftOut += others.filter { sample.columns[$0].kind == .text }.map { reader.header[$0] }
    return Columns(ids: ids, values: values, times: times)
  }

  /// Leaves out columns at the beginning that name or place something, where none is named by a date.
  private mutating func leaveOutCodes(
    _ values: inout [Int], _ columns: ColumnNames, _ sample: OpeningSample, dated: [Int]
  ) {
    guard dated.count < 3 else { return }
    let codes = values.prefix { index in
      let column = sample.columns[index]
      return column.kind == .text && column.numbers.count == 0
        || column.kind == .number && RoleChoice.namesSeries(columns.names[index])
    }
    guard !codes.isEmpty, values.count - codes.count > 2 else { return }
    values.removeFirst(codes.count)
    leftOut = codes.map { columns.names[$0] }
    notices.append("left out, which name something: \(ColumnNames.list(leftOut))")
  }

  /// Whether the name of a column may be the time of its values: digits with at most a few letters among
  /// them.
  static func looksLikeTime(_ name: String) -> Bool {
    let digits = name.count { $0.isASCII && $0.isNumber }
    let letters = name.count { $0.isLetter }
    return digits >= 3 && letters <= 9 && name.first?.isNumber == true
      || digits >= 2 && (1...9).contains(letters) && name.count <= 11 && Self.startsWithMonth(name)
  }

  /// Whether four digits follow each other, as in a whole year.
  private static func hasFourDigits(_ name: String) -> Bool {
    name.split { !$0.isNumber }.contains { $0.count >= 4 }
  }

  private static func startsWithMonth(_ name: String) -> Bool {
    if name.first == "Q" || name.first == "q" { return name.contains { $0.isNumber } }
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    let lower = name.lowercased()
    return months.contains { lower.hasPrefix($0) }
  }

  /// The columns that name the rows.
  private mutating func names(
    _ columns: ColumnNames, _ sample: OpeningSample, dated: [Int]
  ) throws(Failure) -> [Int] {
    if let names = options.id { return try columns.positions(of: names) }
    let texts = columns.names.indices.filter { sample.columns[$0].kind == .text && !dated.contains($0) }
    func isWhole(_ index: Int) -> Bool {
      sample.columns[index].emptyCount == 0 && !sample.columns[index].isRepeating
    }
    if dated.count < 3 {
      if sample.columns[0].kind == .text || sample.columns[0].kind == .time { return [0] }
    } else if let first = texts.first(where: isWhole) {
      if first > 0 { notices.append("series are named by \(ShownText.quoted(columns.names[first]))") }
      return [first]
    } else if !texts.isEmpty {
      notices.append("series are named by \(ColumnNames.list(texts.map { columns.names[$0] }))")
      return texts
    }
    notices.append("rows have no names: series are named row 1, row 2, …")
    return []
  }

  /// Reads values of a row that are not plausible as missing.
  private mutating func removeImplausible(
    from values: inout [Double], in columns: [String], times: TimeColumn?, line: Failure.Place
  ) throws(Failure) {
    guard let plausibility = options.plausibility else { return }
    try plausibility.requireTimes(times == nil ? .step : timeKind)
    let times = times?.instants ?? values.indices.map { Instant(seconds: Int64($0)) }
    let place = Failure.Place(file: line.file, line: line.line)
    plausibility.rule(for: "", isTarget: true).remove(from: &values, times: times) {
      position, value, reason in
      implausible.append(
        ImplausibleValue(place: place, column: columns[position], value: value, reason: reason))
    }
  }

  /// Makes the panel of the series that were read.
  ///
  /// - Parameter choice: The series that are kept; `nil` for all.
  /// - Returns: The panel.
  /// - Throws: `Failure` (data) where no row has a value.
  mutating func panel(_ choice: SeriesChoice? = nil) throws(Failure) -> Panel {
    if series.isEmpty { throw Failure(.data, "no row has a value") }
    notices += implausible.notices
    if !emptySeries.isEmpty {
      notices.append(
        "\(emptySeries.count) rows without any value left out: \(ColumnNames.list(emptySeries.map(\.id)))")
    }
    let missing = series.reduce(0) { $0 + $1.target.count(where: \.isNaN) }
    if missing > 0 { notices.append("\(missing) cells between values are missing, and masked") }
    let (spacing, _) = Spacing.recognised(
      from: series.map(\.times), in: series.map(\.zone), kind: timeKind)
    let season = options.season ?? spacing.defaultSeason(kind: timeKind)
    if timeKind != .step { notices.append("spacing: \(spacing); a season is \(season) steps") }
    guard let choice else {
      return Panel(series: series, timeKind: timeKind, spacing: spacing, season: season)
    }
    var part = PartAssembly(choice, spacing: spacing, kind: timeKind, elapsedUnit: .seconds)
    let kept = series.filter { part.keeps($0) }
    var panel = Panel(series: kept, timeKind: timeKind, spacing: spacing, season: season)
    panel.part = part.part
    return panel
  }

  /// Appends the series of the current record.
  mutating func append(_ reader: CSVReader, _ columns: Columns) throws(Failure) {
    let (ids, values, times) = (columns.ids, columns.values, columns.times)
    let place = Failure.Place(file: reader.name, line: reader.line, column: 1)
    var name = "row \(series.count + emptySeries.count + 1)"
    if !ids.isEmpty {
      var parts: [String] = []
      for id in ids where id < reader.fieldCount { parts.append(try reader.text(id)) }
      name = parts.filter { !$0.isEmpty }.joined(separator: "/")
    }
    if name.isEmpty {
      throw Failure(.data, at: place, "the name of the series is missing", fix: "name the row")
    }
    if let earlier = places[name] {
      throw Failure(
        .data, at: place,
        "the series \(ShownText.quoted(name)) is also in line \(earlier.line ?? 0) of \(earlier.file)",
        fix: sameNameFix)
    }
    places[name] = place
    var target: [Double] = []
    let present = values.filter { $0 < reader.fieldCount }
    for column in present { target.append(try reader.number(column, with: &numbers, form: form)) }
    try removeImplausible(from: &target, in: present.map { reader.header[$0] }, times: times, line: place)
    guard let first = target.firstIndex(where: { !$0.isNaN }),
      let last = target.lastIndex(where: { !$0.isNaN })
    else {
      emptySeries.append(EmptySeries(id: name, recording: nil, place: place))
      return
    }
    let axis =
      times.map { TimeAxis($0.instants[first...last]) }
      ?? TimeAxis((0...last - first).lazy.map { Instant(seconds: Int64($0)) })
    var own = Series(id: name, times: axis, target: Array(target[first...last]))
    own.zone = times.flatMap { $0.clocks.zone(of: first...last, at: $0.instants) }
    series.append(own)
  }

  private var sameNameFix: String {
    guard !leftOut.isEmpty else { return "give every row a name of its own" }
    let names = leftOut + (options.id.map { [$0] } ?? [])
    return "name rows by several columns together, with --id \(ColumnNames.word(ColumnNames.joined(names)))"
  }

  /// The times that the names of the value columns are, if all of them are times in order.
  private mutating func headerTimes(_ reader: CSVReader, _ values: [Int]) throws(Failure) -> TimeColumn? {
    guard reader.headerLine > 0 else { return nil }
    let names = values.map { reader.header[$0] }
    guard let times = try columnTimes(names, line: reader.headerLine, reader) else { return nil }
    timeKind = times.kind
    notices.append("the header's names are the times, \(times.format)")
    return times
  }

  /// Forms of dates in headers that have one reading only where all names are in order.
  private static let otherForms = [
    "%m/%d/%y", "%d/%m/%y", "%m/%d/%Y", "%d/%m/%Y", "%d.%m.%Y", "%d.%m.%y", "%Y%m", "%YM%m", "%m/%Y", "%m-%Y",
    "%b %Y",
    "%b-%Y", "%b-%y", "%d-%b-%y", "%d-%b-%Y", "%d %b %Y",
  ]

  /// The names as times in order, in the form that options name, a usual one, or the only other one that
  /// fits.
  ///
  /// - Throws: `Failure` (data) where two forms fit.
  private func columnTimes(_ names: [String], line: Int, _ reader: CSVReader) throws(Failure) -> TimeColumn? {
    if let form = options.timeFormat { return columnTimes(names, line: line, format: form) }
    if let times = columnTimes(names, line: line, format: nil) { return times }
    var found: (form: String, times: TimeColumn)?
    for form in Self.otherForms where !form.contains("%Y") || names.allSatisfy(Self.hasFourDigits) {
      guard let times = columnTimes(names, line: line, format: form) else { continue }
      if let found, found.times.instants != times.instants {
        throw Failure(
          .data, at: reader.headerPlace,
          "the names of columns read as times in two ways, as \(ShownText.quoted(names.first ?? ""))",
          fix: "--time-format '\(found.form)' or --time-format '\(form)'")
      }
      if found == nil { found = (form, times) }
    }
    return found?.times
  }

  /// The names as times in order; `nil` where they are none.
  private func columnTimes(_ names: [String], line: Int, format: String?) -> TimeColumn? {
    guard
      var parser = try? TimeColumnParser(format: format, unit: options.timeUnit, zone: options.timeZone)
    else { return nil }
    for name in names {
      guard (try? parser.append(Array(name.utf8).span, line: line, column: 1)) != nil else { return nil }
    }
    guard let times = try? parser.finish(),
      zip(times.instants, times.instants.dropFirst()).allSatisfy({ $0 < $1 })
    else { return nil }
    return times
  }
}
