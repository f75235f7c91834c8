import Files
import Forecasting
import TimeSeries

/// The models of compared files as columns of predictions.
struct ComparedColumns {
  /// What the models have beside their points, all together.
  let asked: SpreadRequest
  /// The levels of quantiles that all models have which have any.
  let commonQuantiles: [Double]
  /// The models, in the order of the files.
  private(set) var models: [Predictions.Column] = []
  /// What a user should be told.
  private(set) var notices: [String] = []

  /// Makes columns of the models of `files`, one value for each of `rows`.
  init(_ files: [ComparedFile], rows: [JoinedRows.Row]) {
    let all = files.flatMap(\.models)
    let levels = Set(all.flatMap(\.levels)).sorted()
    let ends = Set(levels.flatMap { [SpreadRequest.lower($0), SpreadRequest.upper($0)] })
    // A quantile is a column of its own where some model has no interval that ends with it.
    let own = all.flatMap { model in
      model.quantiles.map(\.level).filter { level in
        !ends.contains(level)
          || !model.levels.contains { level == SpreadRequest.lower($0) || level == SpreadRequest.upper($0) }
      }
    }
    asked = SpreadRequest(levels: levels, quantiles: Set(own).sorted())
    let sets = all.map { Set($0.quantiles.map(\.level)) }.filter { !$0.isEmpty }
    let common = sets.dropFirst().reduce(sets.first ?? []) { $0.intersection($1) }
    commonQuantiles = common.sorted()
    let others = Set(sets.joined()).subtracting(common)
    if !others.isEmpty {
      notices.append(
        common.isEmpty
          ? "models have different quantiles: pinball and CRPS are left out"
          : "pinball and CRPS are of the quantiles that all have: \(commonQuantiles.map(\.description).joined(separator: ", "))"
      )
    }
    var found: [(file: Int, column: Predictions.Column)] = []
    for (index, file) in files.enumerated() {
      for model in file.models {
        found.append((index, column(model, of: file, sources: rows.map { $0.sources[index] })))
      }
    }
    tellApart(found, files)
  }

  private func column(_ model: ComparedModel, of file: ComparedFile, sources: [Int]) -> Predictions.Column {
    func values(_ column: Int) -> [Double] { sources.map { file.rows.values[column][$0] } }
    func quantile(_ level: Double) -> [Double] {
      model.quantiles.first { $0.level == level }.map { values($0.column) } ?? []
    }
    let spread = asked.columns.map { (column) -> [Double] in
      switch column {
      case .lower(let level): model.levels.contains(level) ? quantile(SpreadRequest.lower(level)) : []
      case .upper(let level): model.levels.contains(level) ? quantile(SpreadRequest.upper(level)) : []
      case .quantile(let level): quantile(level)
      case .probability: []
      }
    }
    return Predictions.Column(
      name: model.name.isEmpty ? file.stem : model.name, values: values(model.point), spread: spread)
  }

  /// Keeps one of equal columns of one name, and tells others apart by their files' names.
  private mutating func tellApart(_ found: [(file: Int, column: Predictions.Column)], _ files: [ComparedFile])
  {
    var kept: [(file: Int, column: Predictions.Column)] = []
    var repeated: [String] = []
    for item in found {
      if kept.contains(where: { $0.column == item.column }) {
        repeated.append(item.column.name)
      } else {
        kept.append(item)
      }
    }
    if !repeated.isEmpty {
      notices.append("in several files alike, and compared once: \(ShownText.some(repeated))")
    }
    var renamed: [String] = []
    for (file, column) in kept {
      var column = column
      let others = kept.filter { $0.column.name == column.name && $0.file != file }
      if !others.isEmpty {
        let isOwnStem = others.allSatisfy { files[$0.file].stem != files[file].stem }
        column.name = (isOwnStem ? files[file].stem : files[file].name) + "/" + column.name
        renamed.append(column.name)
      }
      models.append(column)
    }
    if !renamed.isEmpty {
      notices.append("models of one name are told apart by their files: \(ShownText.some(renamed))")
    }
  }
}
