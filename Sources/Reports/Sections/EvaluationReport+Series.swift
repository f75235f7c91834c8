import Backtesting

extension EvaluationReport {
  /// The series that are listed at most.
  private static let mostSeries = 200

  /// The series in order of the main model's error, the largest first.
  var series: Report.Section? {
    let scores = evaluation.scores
    guard scores.series.count > 1 else { return nil }
    let metric = evaluation.comparedMetric
    let shown = [main] + models.indices.filter { $0 != main }
    let rows = scores.series.indices
      .map { series in (series: series, values: shown.map { scores.value(metric, model: $0, series: series) })
      }
      .filter { $0.values[0] != nil }
      .sorted { ($0.values[0] ?? 0, $1.series) > ($1.values[0] ?? 0, $0.series) }
    guard !rows.isEmpty else { return nil }
    let listed = rows.prefix(Self.mostSeries)
    let texts = metric.texts(listed.flatMap(\.values))
    let words =
      "Series are listed by the \(metric.title) of \(name(main)), the worst first"
      + (rows.count > listed.count
        ? "; the other \(rows.count - listed.count) are in the metrics file." : ".")
    return Report.Section(
      heading: "Series, the worst first",
      blocks: [
        .paragraph(words),
        .table(
          ReportTable(
            caption: "\(metric.title) of each series", header: ["series"] + shown.map(name),
            rows: listed.enumerated().map { place, row in
              [.name(scores.series[row.series])]
                + row.values.enumerated().map { .number(texts[place * shown.count + $0], value: $1) }
            }, isFolded: listed.count > 30)),
      ])
  }
}
