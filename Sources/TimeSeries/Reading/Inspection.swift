public import Files

/// What files hold, and what to run next.
public struct Inspection: Codable, Sendable, Equatable {
  /// What one column holds.
  public struct Column: Codable, Sendable, Equatable {
    /// The column's name; empty if it has none.
    public var name: String
    /// What its cells are.
    public var kind: ColumnKind
    /// What it is used as: `id`, `time`, `target`, `past`, `future` or `static`; `nil` if it is not used.
    public var role: String?
    /// Cells without a value.
    public var missing: Int
    /// The smallest number.
    public var minimum: Double?
    /// The largest number.
    public var maximum: Double?
    /// The first cell that is no number.
    public var example: String?
  }

  /// What the files are as a panel.
  public struct Summary: Codable, Sendable, Equatable {
    /// The number of series.
    public var seriesCount: Int
    /// Rows of the shortest series.
    public var shortest: Int
    /// Rows of the longest series.
    public var longest: Int
    /// The first time of all series, as it is written.
    public var firstTime: String
    /// The last known time of all series.
    public var lastTime: String
    /// The distance between rows, in words.
    public var spacing: String
    /// The share of distances between rows that are one step of it.
    public var regularShare: Double
    /// Distances between rows that are not one step.
    public var gapCount: Int
    /// Steps a season lasts; 1 means none.
    public var season: Int
    /// Target cells without a value.
    public var missingTargets: Int
    /// Future rows, known for covariates only.
    public var futureRows: Int
  }

  /// What the command to run next takes, as an order of magnitude.
  public struct Plan: Codable, Sendable, Equatable {
    /// The rows of all series.
    public var rows: Int
    /// The number of series.
    public var series: Int
    /// The windows that the model learns from.
    public var windows: Int
    /// Memory in MB.
    public var megabytes: Int
    /// Seconds until the result is there, on two threads.
    public var seconds: Double
    /// Options that take less, with their times, where it is long; empty otherwise.
    public var faster: String

    /// Creates a plan.
    public init(rows: Int, series: Int, windows: Int, megabytes: Int, seconds: Double, faster: String) {
      (self.rows, self.series, self.windows) = (rows, series, windows)
      (self.megabytes, self.seconds, self.faster) = (megabytes, seconds, faster)
    }
  }

  /// The files, as they were named.
  public var files: [String]
  /// The rows of all files.
  public var rowCount: Int
  /// The columns of the first file.
  public var columns: [Column]
  /// The panel; `nil` if the files cannot be read as one without another option.
  public var summary: Summary?
  /// What the command to run next takes; `nil` where it is no command yet.
  public var plan: Plan?
  /// What was recognised, left out, counted, and looks wrong.
  public var notices: [String]
  /// Why the files cannot be read as a panel yet.
  public var problem: String?
  /// The command to run next, or what to add to this one.
  public var next: String
  /// The values that were read as missing because they are not plausible; JSON has their numbers among the
  /// notices.
  public var implausible: [ImplausibleValue] = []

  private enum CodingKeys: CodingKey {
    case files, rowCount, columns, summary, plan, notices, problem, next
  }
}

extension PanelReader {
  /// Describes `paths`: every column, the panel that they are read as, and the command to run next.
  ///
  /// Files that need an option to be a panel are described all the same, with the option.
  ///
  /// - Parameters:
  ///   - paths: The files, in order.
  ///   - planning: The options that a backtest of the panel needs, for a horizon and a number of folds, with
  ///     the time and memory that it takes.
  /// - Returns: The description.
  /// - Throws: `Failure` for files that are no CSV.
  public func inspect(
    _ paths: [String],
    planning: (Panel, _ horizon: Int, _ folds: Int) -> (options: [String], plan: Inspection.Plan?) = {
      _, _, _ in ([], nil)
    }
  ) throws(Failure) -> Inspection {
    let survey = try ColumnSurvey(options)
    var result: ReadResult?
    var problem: Failure?
    do throws(Failure) {
      result = try read(paths, survey: survey)
    } catch {
      // A file whose records can all be read is described, whatever keeps it from being a panel.
      guard survey.isComplete else { throw error }
      problem = error
    }
    let columns = survey.columns.map { column in
      Inspection.Column(
        name: column.name, kind: column.finalKind, role: column.role, missing: column.missingCount,
        minimum: column.numberCount > 0 ? column.minimum : nil,
        maximum: column.numberCount > 0 ? column.maximum : nil, example: column.firstText)
    }
    let (command, plan) = command(paths, result, survey, planning)
    return Inspection(
      files: paths, rowCount: survey.rowCount, columns: columns, summary: result.map(Inspection.Summary.init),
      plan: plan, notices: (result?.notices ?? []) + sentinels(survey), problem: problem?.description,
      next: problem.map { $0.fix ?? "correct the file" } ?? command, implausible: result?.implausible ?? [])
  }

  private func sentinels(_ survey: ColumnSurvey) -> [String] {
    survey.columns.compactMap { column in
      column.sentinel.map { value in
        let text = CSVField.number(value)
        return "column \(ShownText.quoted(column.name)): \(text) may mean a missing value (--na \(text))"
      }
    }
  }

  /// The folds of a backtest that is not told how many.
  private static let usualFolds = 20

  /// The command that scores forecasts on the files with these options, and what it takes.
  private func command(
    _ paths: [String], _ result: ReadResult?, _ survey: ColumnSurvey,
    _ planning: (Panel, _ horizon: Int, _ folds: Int) -> (options: [String], plan: Inspection.Plan?)
  ) -> (words: String, plan: Inspection.Plan?) {
    let season = result?.panel.season ?? 1
    let rows = result?.panel.series.map(\.count).max() ?? 0
    let horizon = min((2...24).contains(season) ? season : 12, max(1, rows / 4))
    var words = ["foresee", "backtest"] + paths.map { ColumnNames.word($0) }
    if options.targets.isEmpty, options.layout == nil {
      let targets = survey.columns.filter { $0.role == "target" }
      words += ["--target", ColumnNames.word(targets.map(\.name).joined(separator: ","))]
    }
    words += options.arguments + ["--horizon", String(horizon)]
    // Half of the rows are left to learn from.
    let folds = min(Self.usualFolds, max(1, rows / (2 * horizon)))
    if folds < Self.usualFolds { words += ["--folds", String(folds)] }
    let planned = result.map { planning($0.panel, horizon, folds) }
    words += planned?.options ?? []
    return (words.joined(separator: " "), planned?.plan)
  }
}

extension ColumnSurvey.Column {
  /// What the column holds, by all its cells; only the first rows tell times from other texts.
  fileprivate var finalKind: ColumnKind {
    if numberCount == 0, textCount == 0 { return .empty }
    if kind == .time { return .time }
    return textCount > 0 ? .text : .number
  }
}

extension Inspection.Summary {
  fileprivate init(_ result: ReadResult) {
    let panel = result.panel
    seriesCount = panel.series.count
    shortest = panel.series.map(\.count).min() ?? 0
    longest = panel.series.map(\.count).max() ?? 0
    let first = panel.series.compactMap(\.times.first).min() ?? Instant(seconds: 0)
    let last = panel.series.map { $0.times[$0.count - 1] }.max() ?? first
    let isDates = panel.series.allSatisfy {
      $0.times.allSatisfy { $0.nanoseconds == 0 && $0.seconds % 86_400 == 0 }
    }
    var text = TimeText(kind: panel.timeKind, times: [first, last], unit: panel.elapsedUnit)
    if !isDates { text.include(Instant(seconds: 1)) }
    firstTime = text.text(of: first)
    lastTime = text.text(of: last)
    spacing = panel.spacing.description + (panel.calendar.map { ", \($0)" } ?? "")
    regularShare = result.regularShare
    let distances = panel.series.reduce(0) { $0 + max(0, $1.times.count - 1) }
    gapCount = Int(((1 - result.regularShare) * Double(distances)).rounded())
    season = panel.season
    missingTargets = panel.series.reduce(0) { $0 + $1.target.count(where: \.isNaN) }
    futureRows = panel.series.map { $0.times.count - $0.count }.max() ?? 0
  }
}
