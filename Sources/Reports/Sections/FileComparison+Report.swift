public import Backtesting
import Files
public import TimeSeries

extension FileComparison {
  /// Makes a report of the comparison.
  ///
  /// - Parameters:
  ///   - truth: The panel with the actual values and their history; `nil` where the actual values are in the
  ///     files compared.
  ///   - origin: The program, its arguments and the files that the figures were computed from.
  /// - Returns: The report, with all its sections.
  public func report(on truth: Panel?, from origin: ReportOrigin) -> Report {
    let summary = summary
    let names = summary.models.map(\.name).filter { !quiet.contains($0) }
    let evaluated = EvaluationReport(
      evaluation, models: summary.models, asked: names, history: truth ?? evaluation.predictions.observed)
    let range =
      summary.firstCutoff == summary.lastCutoff
      ? summary.firstCutoff : "\(summary.firstCutoff) to \(summary.lastCutoff)"
    let asked =
      "\(ShownText.counted(summary.rows, "row")) of \(summary.series) series at \(ShownText.counted(summary.cutoffs, "cutoff")), "
      + "\(range), were scored: those that all files forecast and whose values are known."
    return Report(
      title: "Comparison of \(ShownText.counted(files.count, "file")) of forecasts",
      findings: [asked] + evaluated.findings,
      sections: evaluated.sections(notices: notices) + [fileSection, origin.section])
  }

  /// What became of the rows of each file.
  private var fileSection: Report.Section {
    Report.Section(
      heading: "Files",
      blocks: [
        .table(
          ReportTable(
            caption: "Rows of each file", header: ["file", "rows", "scored", "left out"],
            rows: files.map { file in
              [
                .name(file.file), .count(file.rows),
                .count(file.scored),
                .words(file.leftOut.map { "\($0.rows): \($0.reason)" }.joined(separator: "; ")),
              ]
            }))
      ])
  }
}
