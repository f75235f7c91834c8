import Files
import Forecasting
import TimeSeries

/// Tells which column of a file of forecasts is what, by their names and by options.
struct ForecastColumns {
  let reader: ForecastRowsReader
  let options: ComparisonOptions
  private(set) var ids: [Int] = []
  private(set) var time = 0
  private(set) var cutoff: Int?
  /// The option's cutoff, where it is a time and no column.
  private(set) var cutoffTime: String?
  private(set) var lead: Int?
  private(set) var actual: Int?
  var models: [ComparedModel] = []
  /// The names of all models of the file, those that were not asked for too.
  var known: [String] = []
  /// Whether Prophet wrote the file, which begins with fitted values of the past.
  var holdsComponents = false
  var notices: [String] = []

  private static let cutoffNames: Set<String> = [
    "cutoff", "cutoffs", "cutoff_date", "origin", "forecast_origin", "forecast_date", "reference_time",
    "issue_time",
    "fcst_date",
  ]
  static let leadNames: Set<String> = [
    "lead", "lead_time", "leadtime", "steps_ahead", "step_ahead", "horizon", "fh", "h",
  ]
  static let actualNames = [
    "y", "actual", "actuals", "y_true", "truth", "observed", "observation", "target",
  ]

  /// Chooses the columns of the file that `reader` has opened.
  ///
  /// - Throws: `Failure` for columns that are missing, or of which several could be it.
  init(_ reader: ForecastRowsReader, options: ComparisonOptions) throws(Failure) {
    (self.reader, self.options) = (reader, options)
    guard reader.columns.count > 1 else {
      throw Failure(
        .data, at: reader.headerPlace, "the file has one column, expected a time and forecasts beside it",
        fix: "--delimiter with the byte between fields, if there are several columns")
    }
    try chooseIDs()
    try chooseCutoff()
    try chooseTime()
    try chooseLead()
    chooseActual()
    try chooseModels()
  }

  // MARK: Names

  func name(_ index: Int) -> String { reader.columns[index].name }

  func isTaken(_ index: Int) -> Bool {
    ids.contains(index) || index == time || index == cutoff || index == lead || index == actual
  }

  /// The positions of columns that an option names; `nil` where the file has none of them.
  private func positions(_ list: String?) throws(Failure) -> [Int]? {
    guard let list else { return nil }
    do throws(Failure) { return try reader.positions(of: list) } catch { return nil }
  }

  private mutating func chooseIDs() throws(Failure) {
    time = -1
    if let named = try positions(options.reading.id) {
      ids = named
      return
    }
    let found = reader.columns.indices.filter { ForecastRowsReader.namesSeries(name($0)) }
    let preferred = ["unique_id", "item_id", "series_id"].compactMap { usual in
      found.first { name($0).lowercased() == usual }
    }.first
    if let preferred {
      ids = [preferred]
    } else if found.count == 1 {
      ids = found
    } else if found.count > 1 {
      throw Failure(
        .data, at: reader.headerPlace,
        "which column names the series? \(ShownText.some(found.map(name))) could",
        fix: "add --id \(ShellWord.quoted(name(found[0])))")
    } else if let id = options.reading.id, !options.hasTruth {
      _ = try reader.positions(of: id)
    }
  }

  private mutating func chooseCutoff() throws(Failure) {
    if let text = options.cutoff {
      if let column = try positions(text)?.first {
        cutoff = column
      } else {
        cutoffTime = text
      }
    } else {
      let named = reader.columns.indices.filter {
        Self.cutoffNames.contains(name($0).lowercased()) && !ids.contains($0)
      }
      cutoff = named.first { name($0).lowercased() == "cutoff" } ?? named.first
    }
  }

  private mutating func chooseTime() throws(Failure) {
    if let named = try positions(options.reading.time)?.first {
      time = named
      return
    }
    let free = reader.columns.indices.filter { !isTaken($0) }
    let named = free.filter { ForecastRowsReader.namesTime(name($0)) }
    let usual = ["ds", "timestamp"].compactMap { usual in named.first { name($0).lowercased() == usual }
    }.first
    let others = free.filter { reader.columns[$0].isTime }
    // What is named like a time and is none can be a season.
    let candidates = named.filter { reader.columns[$0].isTime }
    let choice = usual.map { [$0] } ?? (candidates.isEmpty ? (others.isEmpty ? named : others) : candidates)
    guard let first = choice.first else {
      let columns = ShownText.some(reader.columns.map(\.name).filter { !$0.isEmpty })
      throw Failure(
        .data, at: reader.headerPlace, "no column holds the times of the forecasts; there are \(columns)",
        fix: "--time with the name of the column, or --delimiter with the byte between fields if this is one")
    }
    guard choice.count == 1 else {
      throw Failure(
        .data, at: reader.headerPlace,
        "which column is the time? \(ShownText.some(choice.map(name))) could be",
        fix: "add --time \(ShellWord.quoted(name(first)))")
    }
    time = first
  }

  private mutating func chooseLead() throws(Failure) {
    if let text = options.lead {
      lead = try positions(text)?.first
      return
    }
    let named = reader.columns.indices.filter { index in
      let column = reader.columns[index]
      return Self.leadNames.contains(column.name.lowercased()) && !isTaken(index) && column.isWhole
        && (column.least ?? 1) == 1
    }
    lead = named.first { name($0).lowercased() == "lead" } ?? named.first
  }

  private mutating func chooseActual() {
    let numbers = reader.columns.indices.filter { holdsNumbers($0) && !isTaken($0) }
    let wanted = options.reading.targets + Self.actualNames
    actual =
      wanted.compactMap { wanted in
        numbers.first { name($0) == wanted } ?? numbers.first { name($0).lowercased() == wanted }
      }.first
    // Quantiles of y are forecasts of it, and so is y where nothing else can be.
    let others = numbers.filter { $0 != actual }
    guard let chosen = actual, !options.reading.targets.contains(name(chosen)) || others.isEmpty else {
      return
    }
    let areAllOfIt = others.allSatisfy { index in
      let parsed = ForecastColumnName(name(index))
      return parsed.content != .point && parsed.model == name(chosen)
    }
    if areAllOfIt {
      let isUsual = others.isEmpty
      actual = nil
      notices.append(
        "\(reader.name): \(ShownText.quoted(name(chosen))) is taken for a forecast, "
          + (isUsual ? "being the only column of numbers" : "beside quantiles of it"))
    }
  }

  func holdsNumbers(_ index: Int) -> Bool {
    let column = reader.columns[index]
    return column.kind == .number || column.kind == .empty || column.isMostlyNumbers && !column.isTime
  }
}
