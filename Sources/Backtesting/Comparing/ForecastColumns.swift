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
  private(set) var models: [ComparedModel] = []
  /// The names of all models of the file, those that were not asked for too.
  private(set) var known: [String] = []
  private(set) var notices: [String] = []

  private static let cutoffNames: Set<String> = [
    "cutoff", "cutoffs", "cutoff_date", "origin", "forecast_origin", "forecast_date", "reference_time",
    "issue_time",
    "fcst_date",
  ]
  private static let leadNames: Set<String> = [
    "lead", "lead_time", "leadtime", "steps_ahead", "step_ahead", "horizon", "fh", "h",
  ]
  private static let actualNames = [
    "y", "actual", "actuals", "y_true", "truth", "observed", "observation", "target",
  ]
  /// Names of points in files of one model, which say nothing of it.
  private static let namesOfNoModel: Set<String> = [
    "", "mean", "prediction", "predictions", "forecast", "forecasts", "yhat", "y_hat", "y_pred", "point",
    "pred",
    "point_forecast", "point forecast", "point.forecast", "predicted", "value", "mean_prediction", "fit",
  ]
  /// Names of columns that count rows.
  private static let rowNames: Set<String> = ["index", "level_0", "unnamed: 0", "fold", "window", "row"]

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

  private func name(_ index: Int) -> String { reader.columns[index].name }

  private func isTaken(_ index: Int) -> Bool {
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
        "which column names the series? \(Self.list(found.map(name))) could",
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
      let columns = Self.list(reader.columns.map(\.name).filter { !$0.isEmpty })
      throw Failure(
        .data, at: reader.headerPlace, "no column holds the times of the forecasts; there are \(columns)",
        fix: "--time with the name of the column, or --delimiter with the byte between fields if this is one")
    }
    guard choice.count == 1 else {
      throw Failure(
        .data, at: reader.headerPlace, "which column is the time? \(Self.list(choice.map(name))) could be",
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

  private func holdsNumbers(_ index: Int) -> Bool {
    let column = reader.columns[index]
    return column.kind == .number || column.kind == .empty || column.isMostlyNumbers && !column.isTime
  }

  static func list(_ names: [String]) -> String {
    let shown = names.prefix(8).map { ShownText.quoted($0) }
    return shown.joined(separator: ", ") + (names.count > 8 ? " and \(names.count - 8) more" : "")
  }

  // MARK: Models

  private mutating func chooseModels() throws(Failure) {
    var groups = groupedColumns(of: reader.columns.indices.filter(holdsNumbers))
    // Cells that are no numbers are told with their line and column, instead of their column being left out.
    if groups.isEmpty {
      groups = groupedColumns(
        of: reader.columns.indices.filter { reader.columns[$0].hasDigits && !reader.columns[$0].isTime })
    }
    groups = withoutComponents(groups)
    nameByFile(&groups)
    known = groups.map { $0.shownName(in: reader) }
    if !options.models.isEmpty {
      let stem = ComparedFile.stem(of: reader.name)
      groups = groups.filter { group in
        let name = group.shownName(in: reader)
        return options.models.contains(name) || options.models.contains("\(stem)/\(name)")
      }
    }
    for group in groups {
      if let model = try model(of: group) { models.append(model) }
    }
    guard models.isEmpty, options.models.isEmpty else { return }
    let columns = Self.list(reader.columns.indices.filter { !isTaken($0) }.map(name))
    throw Failure(
      .data, at: reader.headerPlace,
      "no column holds forecasts" + (columns.isEmpty ? "" : ": there are \(columns) beside the time")
        + (known.isEmpty ? "" : ", without the points of a model"),
      fix: "a column of numbers, named after the model that made them")
  }

  /// The columns of one model.
  private struct Group {
    var name: String
    var columns: [(index: Int, content: ForecastColumnName.Content)] = []

    var hasPoint: Bool { columns.contains { $0.content == .point } }

    /// The name as `--model` takes it.
    func shownName(in reader: ForecastRowsReader) -> String {
      name.isEmpty ? ComparedFile.stem(of: reader.name) : name
    }
  }

  private mutating func groupedColumns(of forecasts: [Int]) -> [Group] {
    var groups: [Group] = []
    var leftOut: [String] = []
    for index in reader.columns.indices where !isTaken(index) {
      let column = reader.columns[index]
      let isRowNumber = Self.rowNames.contains(column.name.lowercased()) || column.name.isEmpty
      guard !isRowNumber else { continue }
      // The name of an event holds its comparison.
      let isEvent = column.name.contains("-p-") && column.name.contains { "<>".contains($0) }
      let isLead = Self.leadNames.contains(column.name.lowercased()) && column.isWhole
      guard forecasts.contains(index), !isEvent, !isLead, !ForecastRowsReader.namesTime(column.name) else {
        leftOut.append(column.name)
        continue
      }
      let parsed = ForecastColumnName(column.name)
      if let place = groups.firstIndex(where: { $0.name == parsed.model }) {
        groups[place].columns.append((index, parsed.content))
      } else {
        groups.append(Group(name: parsed.model, columns: [(index, parsed.content)]))
      }
    }
    if !leftOut.isEmpty {
      notices.append("\(reader.name): left out, being no forecasts: \(Self.list(leftOut))")
    }
    return groups
  }

  /// Leaves out what stands beside Prophet's forecast, and deviations.
  private mutating func withoutComponents(_ groups: [Group]) -> [Group] {
    let isProphet =
      groups.contains { $0.name == "yhat" && $0.hasPoint }
      && groups.contains { ["trend", "additive_terms"].contains($0.name) }
    let kept = groups.filter { group in
      if isProphet { return group.name == "yhat" }
      return !["_se", "_std", "_stddev", "_sigma", "_var"].contains { group.name.lowercased().hasSuffix($0) }
    }
    let others = groups.filter { group in !kept.contains { $0.name == group.name } }.map(\.name)
    if !others.isEmpty, kept.count < groups.count {
      notices.append("\(reader.name): left out, being no forecasts of the target: \(Self.list(others))")
    }
    return kept
  }

  /// Gives columns whose names say nothing of the model to the only one there is, which is named by the file.
  private mutating func nameByFile(_ groups: inout [Group]) {
    let points = groups.filter(\.hasPoint)
    if let unnamed = groups.firstIndex(where: { $0.name.isEmpty }) {
      let owner =
        points.count == 1
        ? points[0].name : points.first { Self.namesOfNoModel.contains($0.name.lowercased()) }?.name
      if let owner, !owner.isEmpty, let place = groups.firstIndex(where: { $0.name == owner }) {
        groups[place].columns += groups[unnamed].columns
        groups.remove(at: unnamed)
      }
    }
    guard groups.count == 1 else { return }
    let name = groups[0].name
    let isNumber = Int(name) != nil
    let isTarget =
      Self.actualNames.contains(name.lowercased()) || options.reading.targets.contains(name)
    if Self.namesOfNoModel.contains(name.lowercased()) || isNumber || isTarget { groups[0].name = "" }
  }
}

extension ForecastColumns {
  /// The model that a group of columns is; `nil` for columns that are none.
  ///
  /// - Throws: `Failure` (data) for levels out of range, and ends of intervals without their other end.
  private mutating func model(of group: Group) throws(Failure) -> ComparedModel? {
    let shown = group.shownName(in: reader)
    func failure(_ index: Int, _ message: String, fix: String) -> Failure {
      Failure(
        .data, at: reader.headerPlace, "column \(index + 1) \(ShownText.quoted(name(index))): \(message)",
        fix: fix)
    }
    var model = ComparedModel(name: group.name, point: -1)
    var ends: [Double: (lower: Int?, upper: Int?)] = [:]
    func note(_ level: Double?, _ index: Int, isLower: Bool) throws(Failure) {
      let level = level ?? options.level ?? ComparisonOptions.usualLevel
      let other = isLower ? ends[level]?.lower : ends[level]?.upper
      if let other {
        throw failure(
          index, "column \(other + 1) \(ShownText.quoted(name(other))) is the same end of the same interval",
          fix: "--level with another level for the one whose name has none, or leave one of them out")
      }
      if isLower {
        ends[level, default: (nil, nil)].lower = index
      } else {
        ends[level, default: (nil, nil)].upper = index
      }
    }
    var unsaid: [Int] = []
    for (index, content) in group.columns {
      switch content {
      case .point: model.point = index
      case .median: add(0.5, index, to: &model)
      case .quantile(let level): add(level, index, to: &model)
      case .lower(let level):
        try note(level, index, isLower: true)
        if level == nil { unsaid.append(index) }
      case .upper(let level):
        try note(level, index, isLower: false)
        if level == nil { unsaid.append(index) }
      case .outOfRange(let number):
        throw failure(
          index, "\(SpreadColumn.text(number)) is the level of no interval or quantile",
          fix: "levels of intervals lie between 0 and 100, those of quantiles between 0 and 1")
      }
    }
    if model.point < 0 { model.point = model.quantiles.first { abs($0.level - 0.5) < 1e-9 }?.column ?? -1 }
    guard model.point >= 0 else {
      throw failure(
        group.columns[0].index, "\(shown) has no column with its points, nor one with its median",
        fix:
          "add a column \(group.name.isEmpty ? "0.5" : group.name)\(options.models.isEmpty ? ", or leave its columns out with --model and the names of others" : "")"
      )
    }
    for (level, pair) in ends.sorted(by: { $0.key < $1.key }) {
      guard let lower = pair.lower, let upper = pair.upper else {
        let index = pair.lower ?? pair.upper ?? 0
        throw failure(
          index, "the \(pair.lower == nil ? "lower" : "upper") end of the interval is missing",
          fix: "write both ends, or leave this one out of the file")
      }
      add(level, lower, upper, to: &model)
    }
    noteLevel(unsaid)
    addSymmetricLevels(to: &model)
    model.quantiles.sort { $0.level < $1.level }
    return model
  }

  /// Takes quantiles of which as much lies below the one as above the other for the ends of an interval.
  private func addSymmetricLevels(to model: inout ComparedModel) {
    for low in model.quantiles where low.level < 0.5 - 1e-9 {
      // Levels such as 0.025 are not exact.
      let level = ((100 - 200 * low.level) * 1e6).rounded() / 1e6
      guard level > 0, level < 100, !model.levels.contains(level),
        let high = model.quantiles.first(where: { abs($0.level - 1 + low.level) < 1e-9 })
      else { continue }
      add(level, low.column, high.column, to: &model)
    }
    model.levels.sort()
  }

  private mutating func noteLevel(_ columns: [Int]) {
    guard !columns.isEmpty else { return }
    let names = columns.map { ShownText.quoted(name($0)) }.joined(separator: " and ")
    let text =
      options.level.map { "of \(SpreadColumn.text($0)) %, as --level says" }
      ?? "of \(SpreadColumn.text(ComparisonOptions.usualLevel)) %, Prophet's usual ones (--level names another)"
    notices.append("\(reader.name): \(names) are taken for the ends of intervals \(text)")
  }

  /// Adds a quantile, unless the model has one of the same level.
  private func add(_ level: Double, _ column: Int, to model: inout ComparedModel) {
    guard !model.quantiles.contains(where: { abs($0.level - level) < 1e-9 }) else { return }
    model.quantiles.append((level, column))
  }

  private func add(_ level: Double, _ lower: Int, _ upper: Int, to model: inout ComparedModel) {
    model.levels.append(level)
    for (quantile, column) in [(SpreadRequest.lower(level), lower), (SpreadRequest.upper(level), upper)] {
      model.quantiles.removeAll { abs($0.level - quantile) < 1e-9 }
      model.quantiles.append((quantile, column))
    }
  }
}
