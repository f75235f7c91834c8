public import Backtesting
import Files
public import TimeSeries

extension FileComparison {
  /// The comparison as a report.
  ///
  /// - Parameters:
  ///   - truth: What was observed, with its history; `nil` where the files say it themselves.
  ///   - origin: Where its figures come from.
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
