public import Backtesting
import Files
import Forecasting
import TimeSeries

/// A comparison in numbers: what its table shows, for programs.
public struct ComparisonSummary: Sendable, Equatable, Encodable {
  /// The rows that are scored, which all models have.
  public var rows: Int
  /// The series among them.
  public var series: Int
  /// The number of cutoffs.
  public var cutoffs: Int
  /// The first cutoff, as text.
  public var firstCutoff: String
  /// The last cutoff, as text.
  public var lastCutoff: String
  /// The most leads after a cutoff.
  public var horizon: Int
  /// Steps a season lasts, for MASE; `nil` without a history.
  public var season: Int?
  /// The model that others are tested against.
  public var against: String
  /// The metric that tests and verdicts are of.
  public var comparedMetric: String
  /// The models, in the order of the files.
  public var models: [ModelSummary]
  /// The files, with what was left out of each.
  public var files: [FileComparison.FileSummary]
  /// What a user should be told besides.
  public var notices: [String]
}

extension FileComparison {
  /// The result in numbers.
  public var summary: ComparisonSummary {
    let rows = evaluation.predictions.rows
    let ends = [rows.lazy.map(\.cutoff).min(), rows.lazy.map(\.cutoff).max()].compactMap { $0 }
    let text = TimeText(
      kind: evaluation.predictions.timeKind, times: ends, unit: evaluation.predictions.elapsedUnit)
    return ComparisonSummary(
      rows: rows.count, series: Set(rows.lazy.map(\.series)).count, cutoffs: cutoffCount,
      firstCutoff: ends.first.map { text.text(of: $0) } ?? "",
      lastCutoff: ends.last.map { text.text(of: $0) } ?? "",
      horizon: evaluation.scores.horizon, season: season, against: evaluation.reference,
      comparedMetric: evaluation.comparedMetric.name, models: evaluation.summaries(withoutVerdict: quiet),
      files: files, notices: notices)
  }
}

extension ComparisonSummary {
  /// The summary for a terminal: a table of metrics, one of errors by lead, one of intervals, and a sentence
  /// on each model.
  public var text: String { heading + "\n\n" + ModelTables(models).text }

  private var heading: String {
    let isWhole = files.allSatisfy { $0.scored == $0.rows }
    let first =
      isWhole
      ? "all \(ShownText.counted(rows, "row"))"
      : "\(ShownText.counted(rows, "row")) that can be scored in all files"
    let range = firstCutoff == lastCutoff ? firstCutoff : "\(firstCutoff) to \(lastCutoff)"
    return
      "\(first), of \(series) series at \(ShownText.counted(cutoffs, "cutoff")), \(range), \(ShownText.counted(horizon, "lead"))"
  }
}
