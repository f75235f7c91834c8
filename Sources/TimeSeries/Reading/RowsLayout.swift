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
  private var emptyNames: [String] = []
  /// What should be said.
  private(set) var notices: [String] = []

  /// Creates a reader.
  ///
  /// - Throws: `Failure` (arguments) for options that this layout has no use for.
  init(_ options: ReadOptions) throws(Failure) {
    self.options = options
    numbers = try NumberParser(options)
    let unused: [(isGiven: Bool, name: String)] = [
      (options.time != nil, "--time"), (!options.targets.isEmpty, "--target"),
      (!options.past.isEmpty, "--past"),
      (!options.future.isEmpty, "--future"), (!options.statics.isEmpty, "--static"),
      (options.every != nil, "--every"), (options.maxGap != nil, "--max-gap"),
    ]
    if let first = unused.first(where: { $0.isGiven }) {
      throw Failure(
        .arguments, "\(first.name) names a column, and with --layout rows every row is a series",
        fix: "leave out \(first.name) or --layout rows")
    }
  }

  /// Reads all rows of a file.
  mutating func read(_ reader: CSVReader, survey: ColumnSurvey?) throws(Failure) {
    let sample = try OpeningSample(of: reader, options: options)
    let columns = ColumnNames(
      names: reader.header,
      place: Failure.Place(file: reader.name, line: max(1, reader.headerLine), column: 1))
    var id: Int?
    if let name = options.id {
      id = try columns.position(of: name)
    } else if sample.columns[0].kind == .text || sample.columns[0].kind == .time {
      id = 0
    } else {
      notices.append("rows have no names: series are named row 1, row 2, …")
    }
    let values = reader.header.indices.filter { $0 != id }
    let times = headerTimes(reader, values)
    while try reader.next() {
      survey?.observe(reader)
      do throws(Failure) {
        try append(reader, id: id, values: values, times: times)
      } catch {
        try survey?.drain(reader)
        throw error
      }
    }
    try survey?.drain(reader)
  }

  /// Makes the panel.
  mutating func panel() throws(Failure) -> Panel {
    if series.isEmpty { throw Failure(.data, "no row has a value") }
    if !emptyNames.isEmpty {
      notices.append("\(emptyNames.count) rows without any value left out: \(ColumnNames.list(emptyNames))")
    }
    let missing = series.reduce(0) { $0 + $1.target.count(where: \.isNaN) }
    if missing > 0 { notices.append("\(missing) cells between values are missing, and masked") }
    let (spacing, _) = Spacing.recognised(
      from: series.map(\.times), in: series.map(\.zone), kind: timeKind)
    let season = options.season ?? spacing.defaultSeason(kind: timeKind)
    if timeKind != .step { notices.append("spacing: \(spacing); a season is \(season) steps") }
    return Panel(series: series, timeKind: timeKind, spacing: spacing, season: season)
  }

  private mutating func append(
    _ reader: CSVReader, id: Int?, values: [Int], times: TimeColumn?
  ) throws(Failure) {
    let place = Failure.Place(file: reader.name, line: reader.line, column: 1)
    var name = "row \(series.count + emptyNames.count + 1)"
    if let id { name = id < reader.fieldCount ? try reader.text(id) : "" }
    if name.isEmpty {
      throw Failure(.data, at: place, "the name of the series is missing", fix: "name the row")
    }
    if let earlier = places[name] {
      throw Failure(
        .data, at: place,
        "the series \(ShownText.quoted(name)) is also in line \(earlier.line ?? 0) of \(earlier.file)",
        fix: "give every row a name of its own")
    }
    places[name] = place
    var target: [Double] = []
    for column in values where column < reader.fieldCount {
      target.append(try reader.number(column, with: &numbers))
    }
    guard let first = target.firstIndex(where: { !$0.isNaN }),
      let last = target.lastIndex(where: { !$0.isNaN })
    else {
      emptyNames.append(name)
      return
    }
    let axis =
      times.map { Array($0.instants[first...last]) } ?? (0...last - first).map { Instant(seconds: Int64($0)) }
    var own = Series(id: name, times: axis, target: Array(target[first...last]))
    own.zone = times.flatMap { $0.clocks.zone(of: first...last, at: $0.instants) }
    series.append(own)
  }

  /// The times that the names of the value columns are, if all of them are times in order.
  private mutating func headerTimes(_ reader: CSVReader, _ values: [Int]) -> TimeColumn? {
    guard reader.headerLine > 0,
      var parser = try? TimeColumnParser(
        format: options.timeFormat, unit: options.timeUnit, zone: options.timeZone)
    else { return nil }
    for column in values {
      let bytes = Array(reader.header[column].utf8)
      guard (try? parser.append(bytes.span, line: reader.headerLine, column: 1)) != nil else { return nil }
    }
    guard let times = try? parser.finish(),
      zip(times.instants, times.instants.dropFirst()).allSatisfy({ $0 < $1 })
    else { return nil }
    timeKind = times.kind
    notices.append("the header's names are the times, \(times.format)")
    return times
  }
}
