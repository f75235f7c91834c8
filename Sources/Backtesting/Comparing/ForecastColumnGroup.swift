import Files
import Forecasting
import TimeSeries

/// The columns of one model in a file of forecasts.
struct ForecastColumnGroup {
  /// The model's name in the columns' names; empty where they do not say it.
  var name: String
  /// The positions of the columns, and what they hold.
  var columns: [(index: Int, content: ForecastColumnName.Content)] = []

  /// Whether there is a column of points.
  var hasPoint: Bool { columns.contains { $0.content == .point } }

  /// The name as `--model` takes it.
  func shownName(in reader: ForecastRowsReader) -> String {
    name.isEmpty ? ComparedFile.stem(of: reader.name) : name
  }

  /// The model, and the columns of intervals whose names do not say what they hold.
  ///
  /// - Throws: `Failure` (data) for levels out of range, ends of intervals without their other end, and
  ///   quantiles without points.
  func model(
    in reader: ForecastRowsReader, _ options: ComparisonOptions
  ) throws(Failure) -> (model: ComparedModel, unsaid: [Int]) {
    var model = ComparedModel(name: name, point: -1)
    var ends = IntervalEnds(reader: reader)
    var unsaid: [Int] = []
    let usual = options.level ?? ComparisonOptions.usualLevel
    for (index, content) in columns {
      switch content {
      case .point: model.point = index
      case .median: model.add(quantile: 0.5, index)
      case .quantile(let level): model.add(quantile: level, index)
      case .lower(let level), .upper(let level):
        let isLower = content == .lower(level)
        try ends.add(index, level: level ?? usual, isLower: isLower)
        if level == nil { unsaid.append(index) }
      case .outOfRange(let number):
        throw reader.failure(
          of: index, "\(SpreadColumn.text(number)) is the level of no interval or quantile",
          fix: "levels of intervals lie between 0 and 100, those of quantiles between 0 and 1")
      }
    }
    for (level, lower, upper) in try ends.complete() { model.add(interval: level, lower, upper) }
    try takePoint(of: &model, in: reader, options)
    model.addSymmetricLevels()
    model.quantiles.sort { $0.level < $1.level }
    return (model, unsaid)
  }

  /// Takes the median for the points where there are none.
  private func takePoint(
    of model: inout ComparedModel, in reader: ForecastRowsReader, _ options: ComparisonOptions
  ) throws(Failure) {
    guard !hasPoint else { return }
    guard let median = model.quantiles.first(where: { abs($0.level - 0.5) < 1e-9 }) else {
      let others =
        options.models.isEmpty ? ", or leave its columns out with --model and the names of others" : ""
      throw reader.failure(
        of: columns[0].index,
        "\(shownName(in: reader)) has no column with its points, nor one with its median",
        fix: "add a column \(name.isEmpty ? "0.5" : name)\(others)")
    }
    model.point = median.column
  }
}

/// The ends of a model's intervals, as they are found.
private struct IntervalEnds {
  let reader: ForecastRowsReader
  private var ends: [Double: (lower: Int?, upper: Int?)] = [:]

  init(reader: ForecastRowsReader) { self.reader = reader }

  /// Notes one end.
  ///
  /// - Throws: `Failure` (data) where the interval has that end already.
  mutating func add(_ index: Int, level: Double, isLower: Bool) throws(Failure) {
    var pair = ends[level] ?? (nil, nil)
    if let other = isLower ? pair.lower : pair.upper {
      throw reader.failure(
        of: index,
        "column \(other + 1) \(ShownText.quoted(reader.columns[other].name)) is the same end of the same interval",
        fix: "--level with another level for the one whose name has none, or leave one of them out")
    }
    if isLower { pair.lower = index } else { pair.upper = index }
    ends[level] = pair
  }

  /// The intervals by level.
  ///
  /// - Throws: `Failure` (data) for one without one of its ends.
  func complete() throws(Failure) -> [(level: Double, lower: Int, upper: Int)] {
    var complete: [(level: Double, lower: Int, upper: Int)] = []
    for (level, pair) in ends.sorted(by: { $0.key < $1.key }) {
      guard let lower = pair.lower, let upper = pair.upper else {
        throw reader.failure(
          of: pair.lower ?? pair.upper ?? 0,
          "the \(pair.lower == nil ? "lower" : "upper") end of the interval is missing",
          fix: "write both ends, or leave this one out of the file")
      }
      complete.append((level, lower, upper))
    }
    return complete
  }
}

extension ForecastRowsReader {
  /// A failure of a column, at the header.
  fileprivate func failure(of index: Int, _ message: String, fix: String) -> Failure {
    Failure(
      .data, at: headerPlace, "column \(index + 1) \(ShownText.quoted(columns[index].name)): \(message)",
      fix: fix)
  }
}

extension ComparedModel {
  /// Adds a quantile, unless the model has one of the same level.
  fileprivate mutating func add(quantile level: Double, _ column: Int) {
    guard !quantiles.contains(where: { abs($0.level - level) < 1e-9 }) else { return }
    quantiles.append((level, column))
  }

  fileprivate mutating func add(interval level: Double, _ lower: Int, _ upper: Int) {
    levels.append(level)
    for (quantile, column) in [(SpreadRequest.lower(level), lower), (SpreadRequest.upper(level), upper)] {
      quantiles.removeAll { abs($0.level - quantile) < 1e-9 }
      quantiles.append((quantile, column))
    }
  }

  /// Takes quantiles of which as much lies below the one as above the other for the ends of an interval.
  fileprivate mutating func addSymmetricLevels() {
    for low in quantiles where low.level < 0.5 - 1e-9 {
      // Levels such as 0.025 are not exact.
      let level = ((100 - 200 * low.level) * 1e6).rounded() / 1e6
      guard level > 0, level < 100, !levels.contains(level),
        let high = quantiles.first(where: { abs($0.level - 1 + low.level) < 1e-9 })
      else { continue }
      add(interval: level, low.column, high.column)
    }
    levels.sort()
  }
}
