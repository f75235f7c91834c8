import Files
import TimeSeries

extension ComparedFile {
  /// Reads the file at `path`.
  ///
  /// Where the truth has a file of its own, options of reading may be meant for that alone: the forecasts are
  /// read as they come first, and with the options where that fails.
  ///
  /// - Parameters:
  ///   - path: The path of the file, or `-` for standard input.
  ///   - options: The options of the comparison, with those of reading.
  ///   - truth: The panel with the actual values, if it has a file of its own.
  /// - Returns: The forecasts of the file.
  /// - Throws: `Failure` naming the place, and the option that helps.
  static func read(_ path: String, options: ComparisonOptions, truth: Panel?) throws(Failure) -> ComparedFile
  {
    var reading = options.reading
    (reading.layout, reading.every, reading.maxGap, reading.season) = (nil, nil, nil, nil)
    (reading.past, reading.future, reading.statics, reading.rowsAreSteps) = ([], [], [], nil)
    guard truth != nil, path != "-" else {
      return try read(path, options, reading: truth == nil ? reading : plain(reading), truth: truth)
    }
    do throws(Failure) {
      return try read(path, options, reading: plain(reading), truth: truth)
    } catch {
      guard plain(reading) != reading, error.cause == .data,
        let file = try? read(path, options, reading: reading, truth: truth)
      else { throw error }
      return file
    }
  }

  /// The options that hold for all files: zones, missing cells, the unit of numeric times and repeated rows.
  private static func plain(_ reading: ReadOptions) -> ReadOptions {
    var plain = ReadOptions()
    (plain.id, plain.time, plain.targets) = (reading.id, reading.time, reading.targets)
    (plain.timeZone, plain.timeUnit) = (reading.timeZone, reading.timeUnit)
    (plain.missingTokens, plain.keepFirstDuplicate) = (reading.missingTokens, reading.keepFirstDuplicate)
    return plain
  }

  private static func read(
    _ path: String, _ options: ComparisonOptions, reading: ReadOptions, truth: Panel?
  ) throws(Failure) -> ComparedFile {
    let (reader, columns) = try opened(path, options, reading: reading)
    guard !columns.models.isEmpty else { return ComparedFile(unread: reader.name, known: columns.known) }
    var roles = ForecastRowsReader.Roles(time: columns.time)
    (roles.ids, roles.cutoff) = (columns.ids, columns.cutoff)
    var places: [Int: Int] = [:]
    func place(_ column: Int) -> Int {
      if let place = places[column] { return place }
      roles.numbers.append(column)
      places[column] = roles.numbers.count - 1
      return roles.numbers.count - 1
    }
    let models = columns.models.map { model in
      var model = model
      model.point = place(model.point)
      model.quantiles = model.quantiles.map { ($0.level, place($0.column)) }
      return model
    }
    let (actual, lead) = (columns.actual.map(place), columns.lead.map(place))
    let isCounted = truth?.timeKind.isCounted ?? true
    let unit = truth?.timeKind == .elapsed ? truth?.elapsedUnit : .seconds
    let rows = try reader.read(roles, countingIn: isCounted ? unit : nil)
    var file = ComparedFile(
      name: reader.name, stem: stem(of: reader.name), rows: rows, models: models, known: columns.known,
      actual: actual, actualName: columns.actual.map { reader.columns[$0].name }, lead: lead,
      mayHoldPast: columns.holdsComponents,
      cutoff: try columns.cutoffTime.map { text throws(Failure) in
        try instant(text, reading, isCounted: rows.timeKind.isCounted)
      },
      notices: columns.notices + rows.notices)
    file.sortQuantiles()
    return file
  }

  /// Opens a file and chooses its columns; the unit of times that are numbers is the truth's, and no others
  /// have one.
  private static func opened(
    _ path: String, _ options: ComparisonOptions, reading: ReadOptions
  ) throws(Failure) -> (ForecastRowsReader, ForecastColumns) {
    var options = options
    options.reading = reading
    let reader = try ForecastRowsReader(path: path, options: reading)
    let columns = try ForecastColumns(reader, options: options)
    guard reading.timeUnit != nil, path != "-", reader.columns[columns.time].kind != .number else {
      return (reader, columns)
    }
    options.reading.timeUnit = nil
    let other = try ForecastRowsReader(path: path, options: options.reading)
    return (other, try ForecastColumns(other, options: options))
  }

  /// A file without any of the models asked for.
  private init(unread name: String, known: [String]) {
    self.init(
      name: name, stem: Self.stem(of: name), rows: ForecastRows.none, models: [], known: known, actual: nil,
      actualName: nil, lead: nil, cutoff: nil, notices: [])
  }

  /// The name of a file without folder and ending.
  static func stem(of path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    guard let dot = file.lastIndex(of: "."), dot != file.startIndex else { return file }
    return String(file[..<dot])
  }

  /// The time that `--cutoff` gives: a number where the file counts its times, and otherwise a date.
  private static func instant(
    _ text: String, _ reading: ReadOptions, isCounted: Bool
  ) throws(Failure) -> Instant {
    var parser = try TimeColumnParser(unit: reading.timeUnit, zone: reading.timeZone)
    if isCounted, reading.timeUnit == nil, let number = Int64(text) { return Instant(seconds: number) }
    if !isCounted, reading.timeUnit == nil, text.utf8.count < 8, Int64(text) != nil {
      throw Failure(
        .arguments, "--cutoff \(text) is a number, and the file's times are dates",
        fix: "a time as --cutoff 2024-01-31")
    }
    do throws(Failure) {
      try parser.append(Array(text.utf8).span, line: 1, column: 1)
      return try parser.finish().instants[0]
    } catch {
      throw Failure(
        .arguments, "--cutoff \(ShownText.quoted(text)) is neither a column of the files nor a time",
        fix: "the name of a column, or a time as --cutoff 2024-01-31")
    }
  }

  /// Puts the quantiles of each row in order, where they cross, and says in how many rows that was so; points
  /// stay as they are.
  private mutating func sortQuantiles() {
    for (index, model) in models.enumerated() where model.quantiles.count > 1 {
      let columns = model.quantiles.map(\.column)
      guard Set(columns).count == columns.count else { continue }
      let points = rows.values[model.point]
      var (count, first) = (0, Int?.none)
      for row in rows.times.indices {
        let found = columns.map { rows.values[$0][row] }
        guard !found.contains(where: \.isNaN), zip(found, found.dropFirst()).contains(where: { $0 > $1 })
        else {
          continue
        }
        count += 1
        first = first ?? row
        for (column, value) in zip(columns, found.sorted()) { rows.values[column][row] = value }
      }
      guard let first else { continue }
      if columns.contains(model.point) {
        models[index].point = rows.values.count
        rows.values.append(points)
      }
      let name = model.name.isEmpty ? stem : model.name
      let line = rows.place(of: first)?.line.map { ", first in line \($0)" } ?? ""
      notices.append(
        "\(self.name): the quantiles of \(name) cross in \(count) \(count == 1 ? "row" : "rows")\(line): they are put in order"
      )
    }
  }
}
