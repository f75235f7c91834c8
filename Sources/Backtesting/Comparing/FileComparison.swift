import Files
public import Forecasting
import Models
public import TimeSeries

/// What forecasts of files are worth, whatever programs made them: scored as those of a backtest are.
public struct FileComparison: Sendable {
  /// Every forecast that is scored, and what it is worth.
  public let evaluation: Evaluation
  /// What a user should be told besides the table.
  public let notices: [String]
  /// What became of each file's rows.
  public let files: [FileSummary]
  /// Steps a season lasts; `nil` where the truth has no file of its own.
  public let season: Int?
  /// The number of cutoffs, of all series where they share them.
  public let cutoffCount: Int
  /// The names of models that get no sentence.
  package let quiet: [String]

  /// What became of the rows of one file.
  public struct FileSummary: Sendable, Equatable, Codable {
    /// Rows that were left out for one reason.
    public struct Omission: Sendable, Equatable, Codable {
      /// The reason in words.
      public var reason: String
      /// How many there are.
      public var rows: Int
      /// The line of the first.
      public var line: Int?
    }

    /// The file, as it was named.
    public var file: String
    /// Its rows.
    public var rows: Int
    /// The rows that were scored.
    public var scored: Int
    /// The others.
    public var leftOut: [Omission]
  }

  /// Reads files of forecasts and scores them.
  ///
  /// - Parameters:
  ///   - paths: The files.
  ///   - options: The options of reading and scoring.
  ///   - truth: The panel with the actual values and their history; `nil` for the actual values in the files.
  ///   - session: The session in which the reference models are run.
  /// - Throws: `Failure` naming the place and what helps.
  public init(
    of paths: [String], options: ComparisonOptions, truth: Panel?, session: Session = Session()
  ) throws {
    let files = try Self.read(paths, options, truth)
    let joined = try JoinedRows(files, truth: truth, options: options)
    let columns = ComparedColumns(files, rows: joined.rows)
    let cutoffs = ComparisonCutoffs(joined.rows, clock: options.clock)
    try joined.requireRoom(cutoffs: cutoffs.count)
    let history = try ComparisonHistory(joined, cutoffs, columns, session: session)
    var predictions = Self.predictions(joined, columns)
    predictions.last = history?.last
    for column in columns.models + (history?.floors ?? []) { try predictions.append(column) }
    let names = predictions.models.map(\.name)
    let other = try Self.reference(options.reference, among: names)
    evaluation = Evaluation(
      predictions, in: cutoffs.folds(of: predictions.rows), horizon: joined.rows.map(\.lead).max() ?? 1,
      scales: history?.scales ?? joined.series.names.map { _ in nil },
      metrics: Self.metrics(
        options, columns, hasHistory: history != nil, hasNaive: names.contains(Naive.name)),
      against: other)
    (season, cutoffCount, self.files) = (history?.season, cutoffs.count, joined.fileSummaries)
    quiet = Self.quiet(names, columns, reference: other, options)
    let scaling: String?
    if let history {
      scaling = BacktestNotices.unscaled(evaluation, season: history.season)
    } else {
      scaling = Self.missingHistory(hasTruth: truth != nil)
    }
    notices =
      self.files.flatMap(\.texts) + joined.notices + columns.notices + cutoffs.notices
      + (history?.notices ?? [])
      + [scaling].compactMap { $0 } + files.flatMap(\.notices)
  }
}

extension FileComparison {
  /// The metrics that there is something to compute from.
  private static func metrics(
    _ options: ComparisonOptions, _ columns: ComparedColumns, hasHistory: Bool, hasNaive: Bool
  ) -> [Metric] {
    let all = Metric.reported(for: options.objective, columns.asked, quantiles: columns.commonQuantiles)
    return all.filter { ($0 != .mase || hasHistory) && ($0 != .skill || hasNaive) }
      + (options.scoresDirection && hasHistory ? [.direction] : [])
  }

  /// The models that get no sentence: the reference, floors that were added, and the baselines of a backtest
  /// beside others that nobody asked for by name.
  private static func quiet(
    _ names: [String], _ columns: ComparedColumns, reference: String, _ options: ComparisonOptions
  ) -> [String] {
    let own = columns.models.map(\.name)
    let added = names.filter { !own.contains($0) }
    let baselines = options.models.isEmpty ? Backtest.baselines : []
    let others = own.filter { $0 != reference && !baselines.contains($0) }
    return [reference] + added + (others.isEmpty ? [] : baselines)
  }
}

extension FileComparison {
  /// Reads the files, and leaves those out that have none of the models asked for.
  private static func read(
    _ paths: [String], _ options: ComparisonOptions, _ truth: Panel?
  ) throws(Failure) -> [ComparedFile] {
    guard !paths.isEmpty else {
      throw Failure(.arguments, "no file of forecasts", fix: "name a CSV file, or - for standard input")
    }
    for (index, path) in paths.enumerated() where paths[..<index].contains(path) {
      throw Failure(.arguments, "\(path) is given twice", fix: "give each file once")
    }
    var options = options
    options.hasTruth = truth != nil
    var files: [ComparedFile] = []
    for path in paths { files.append(try ComparedFile.read(path, options: options, truth: truth)) }
    if let lead = options.lead, !files.contains(where: { $0.lead != nil }) {
      throw Failure(
        .data, at: Failure.Place(file: files[0].name), "no column \(ShownText.quoted(lead)) with leads",
        fix: "--lead with the name of a column, or without it: leads are counted then")
    }
    let known = files.flatMap { file in file.known.flatMap { [$0, "\(file.stem)/\($0)"] } }
    for name in options.models where !known.contains(name) {
      let shown = files.flatMap(\.known)
      let likely =
        SimilarNames.likely(for: name, among: shown).map { "; did you mean \(ShownText.quoted($0))?" } ?? ""
      throw Failure(
        .arguments, "no file has a model \(ShownText.quoted(name))\(likely)",
        fix: "--model with one of \(ShownText.some(shown))")
    }
    return files.filter { !$0.models.isEmpty }
  }

  /// The rows with what was observed, and no model yet.
  private static func predictions(_ joined: JoinedRows, _ columns: ComparedColumns) -> Predictions {
    let rows = joined.rows.map { row in
      Predictions.Row(series: row.series, time: row.time, cutoff: row.cutoff, lead: row.lead)
    }
    let (kind, unit) =
      joined.truth.map { ($0.timeKind, $0.elapsedUnit) }
      ?? (joined.files[0].rows.timeKind, joined.files[0].rows.elapsedUnit)
    var predictions = Predictions(
      series: joined.series.names, timeKind: kind, asked: columns.asked, rows: rows,
      actual: joined.rows.map(\.actual))
    predictions.elapsedUnit = unit
    return predictions
  }

  /// The model that others are tested against: the one asked for, naive where it is there, or the first.
  private static func reference(_ asked: String?, among names: [String]) throws(Failure) -> String {
    guard let asked else { return names.contains(Naive.name) ? Naive.name : names[0] }
    guard names.contains(asked) else {
      let likely =
        SimilarNames.likely(for: asked, among: names).map { "; did you mean \(ShownText.quoted($0))?" } ?? ""
      throw Failure(
        .arguments, "--against names \(ShownText.quoted(asked)), which is no model of the files\(likely)",
        fix: "--against with one of \(ShownText.some(names))")
    }
    return asked
  }

  /// What is missing without a history.
  private static func missingHistory(hasTruth: Bool) -> String {
    hasTruth
      ? "the truth has no value before the cutoffs: without that there is no MASE, and neither naive nor seasonal-naive to compare with"
      : "the files hold no history: MASE, and naive and seasonal-naive to compare with, take the file of the truth (--truth FILE)"
  }
}

extension FileComparison.FileSummary {
  /// What was left out, a sentence each.
  var texts: [String] {
    leftOut.map { omission in
      let line = omission.line.map { ", first in line \($0)" } ?? ""
      return "\(file): \(omission.rows) of \(rows) rows are not scored\(line): \(omission.reason)"
    }
  }
}

extension JoinedRows {
  /// What became of the rows of each file.
  var fileSummaries: [FileComparison.FileSummary] {
    zip(files, omissions).map { file, omissions in
      FileComparison.FileSummary(
        file: file.name, rows: file.rows.times.count, scored: rows.count,
        leftOut: LeftOut.allCases.compactMap { reason in
          omissions[reason].map { omission in
            .init(reason: reason.text, rows: omission.count, line: file.rows.place(of: omission.first)?.line)
          }
        })
    }
  }
}
