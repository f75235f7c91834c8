import Files
import Forecasting
import TimeSeries

/// Which columns are forecasts, and of which model.
extension ForecastColumns {
  /// Names of points in files of one model, which say nothing of it.
  private static let namesOfNoModel: Set<String> = [
    "", "mean", "prediction", "predictions", "forecast", "forecasts", "yhat", "y_hat", "y_pred", "point",
    "pred",
    "point_forecast", "point forecast", "point.forecast", "predicted", "value", "mean_prediction", "fit",
  ]
  /// Names of columns that count rows.
  private static let rowNames: Set<String> = ["index", "level_0", "unnamed: 0", "fold", "window", "row"]

  /// Chooses the columns of models.
  ///
  /// - Throws: `Failure` (data) where there are none, or where levels and ends of intervals are wrong.
  mutating func chooseModels() throws(Failure) {
    var groups = groupedColumns(of: reader.columns.indices.filter(holdsNumbers))
    // Cells that are no numbers are told with their line and column, instead of their column being left out.
    if groups.isEmpty {
      groups = groupedColumns(
        of: reader.columns.indices.filter { reader.columns[$0].hasDigits && !reader.columns[$0].isTime })
    }
    groups = withoutComponents(Self.withBareLevels(groups))
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
      let (model, unsaid) = try group.model(in: reader, options)
      models.append(model)
      noteLevel(unsaid)
    }
    guard models.isEmpty, options.models.isEmpty else { return }
    let columns = ShownText.some(reader.columns.indices.filter { !isTaken($0) }.map(name))
    throw Failure(
      .data, at: reader.headerPlace,
      "no column holds forecasts" + (columns.isEmpty ? "" : ": there are \(columns) beside the time")
        + (known.isEmpty ? "" : ", without the points of a model"),
      fix: "a column of numbers, named after the model that made them")
  }

  private mutating func groupedColumns(of forecasts: [Int]) -> [ForecastColumnGroup] {
    var groups: [ForecastColumnGroup] = []
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
        groups.append(ForecastColumnGroup(name: parsed.model, columns: [(index, parsed.content)]))
      }
    }
    if !leftOut.isEmpty {
      notices.append("\(reader.name): left out, being no forecasts: \(ShownText.some(leftOut))")
    }
    return groups
  }

  /// Takes columns for quantiles whose names end with a level alone, where the one with as much above it is
  /// there too; levels in percent only beside the points.
  private static func withBareLevels(_ groups: [ForecastColumnGroup]) -> [ForecastColumnGroup] {
    let levels = groups.map {
      $0.columns.count == 1 && $0.hasPoint ? ForecastColumnName.bareLevel($0.name) : nil
    }
    func hasPartner(_ place: Int) -> Bool {
      guard let own = levels[place], !own.isPercent || groups.contains(where: { $0.name == own.base }) else {
        return false
      }
      return levels.indices.contains { other in
        guard other != place, let found = levels[other], found.base == own.base else { return false }
        return abs(found.level + own.level - 1) < 1e-9 || abs(own.level - 0.5) < 1e-9 && hasPartner(other)
      }
    }
    let quantiles = levels.indices.filter(hasPartner)
    var joined = groups.enumerated().filter { !quantiles.contains($0.offset) }.map(\.element)
    for place in quantiles {
      guard let (base, level, _) = levels[place] else { continue }
      let column = (
        index: groups[place].columns[0].index, content: ForecastColumnName.Content.quantile(level)
      )
      if let owner = joined.firstIndex(where: { $0.name == base }) {
        joined[owner].columns.append(column)
      } else {
        joined.append(ForecastColumnGroup(name: base, columns: [column]))
      }
    }
    return joined
  }

  /// Leaves out what stands beside Prophet's forecast, and deviations.
  private mutating func withoutComponents(_ groups: [ForecastColumnGroup]) -> [ForecastColumnGroup] {
    let isProphet =
      groups.contains { $0.name == "yhat" && $0.hasPoint }
      && groups.contains { ["trend", "additive_terms"].contains($0.name) }
    holdsComponents = isProphet
    let kept = groups.filter { group in
      if isProphet { return group.name == "yhat" }
      return !["_se", "_std", "_stddev", "_sigma", "_var"].contains { group.name.lowercased().hasSuffix($0) }
    }
    let others = groups.filter { group in !kept.contains { $0.name == group.name } }.map(\.name)
    if !others.isEmpty, kept.count < groups.count {
      notices.append("\(reader.name): left out, being no forecasts of the target: \(ShownText.some(others))")
    }
    return kept
  }

  /// Gives columns whose names say nothing of the model to the only one there is, which is named by the file.
  private mutating func nameByFile(_ groups: inout [ForecastColumnGroup]) {
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

  private mutating func noteLevel(_ columns: [Int]) {
    guard !columns.isEmpty else { return }
    let names = columns.map { ShownText.quoted(name($0)) }.joined(separator: " and ")
    let text =
      options.level.map { "of \(SpreadColumn.text($0)) %, as --level says" }
      ?? "of \(SpreadColumn.text(ComparisonOptions.usualLevel)) %, Prophet's usual ones (--level names another)"
    notices.append("\(reader.name): \(names) are taken for the ends of intervals \(text)")
  }
}
