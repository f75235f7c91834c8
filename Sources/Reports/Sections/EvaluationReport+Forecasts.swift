import Algorithms
import Backtesting
import Charts
import Files
import Forecasting
import TimeSeries

extension EvaluationReport {
  /// The rows before a cutoff that are shown at least.
  private static let leastHistory = 20

  /// The forecasts of one series from one cutoff.
  private struct Path {
    /// The rows of the predictions.
    let rows: Range<Int>
    /// The mean absolute error of the main model.
    let error: Double
  }

  /// Forecasts of one series at the first, the last, the best, the worst and a typical cutoff.
  var forecasts: Report.Section? {
    guard let series = typicalSeries, let history,
      let place = history.series.firstIndex(where: { $0.id == evaluation.predictions.series[series] })
    else { return nil }
    let charted = ChartedSeries(panel: history, place: place)
    let paths = paths(of: series)
    let chosen = Self.chosen(paths)
    guard !chosen.isEmpty else { return nil }
    var words =
      "The charts show forecasts of \(name(main)) at the first and the last cutoff, and at those where its mean absolute error "
      + "over the leads was least, largest and in the middle. Nothing was chosen by the look of it."
    if evaluation.predictions.series.count > 1 {
      words +=
        " The series is \(evaluation.predictions.series[series]), the one in the middle when the series are ordered by the error "
        + "of \(name(main))."
    }
    return Report.Section(
      heading: "Forecasts at chosen cutoffs",
      blocks: [.paragraph(words)] + chosen.map { path, why in chart(of: path, of: charted, why: why) })
  }

  /// The series in the middle when they are ordered by the error of the main model.
  private var typicalSeries: Int? {
    let scores = evaluation.scores
    let ordered = evaluation.predictions.series.indices
      .compactMap { series in
        scores.value(evaluation.comparedMetric, model: main, series: series).map { (series, $0) }
      }
      .sorted { ($0.1, $0.0) < ($1.1, $1.0) }
    return ordered.isEmpty ? nil : ordered[ordered.count / 2].0
  }

  /// The forecasts of a series, cutoff by cutoff, where something was observed afterwards.
  private func paths(of series: Int) -> [Path] {
    let predictions = evaluation.predictions
    let values = predictions.models[main].values
    guard let actual = predictions.actual else { return [] }
    return predictions.runs(of: rowsOfSeries[series])
      .compactMap { rows in
        let errors = rows.compactMap { actual[$0].isNaN ? nil : abs(actual[$0] - values[$0]) }
        guard !errors.isEmpty else { return nil }
        return Path(rows: rows, error: errors.reduce(0, +) / Double(errors.count))
      }
  }

  /// The paths that are shown, each once, with why.
  private static func chosen(_ paths: [Path]) -> [(path: Path, why: String)] {
    guard let last = paths.indices.last else { return [] }
    let ordered = paths.indices.sorted { (paths[$0].error, $0) < (paths[$1].error, $1) }
    let wanted = [
      (0, "first cutoff"), (last, "last cutoff"), (ordered[0], "least error"),
      (ordered[last], "largest error"), (ordered[last / 2], "error in the middle"),
    ]
    var reasons: [Int: [String]] = [:]
    for (place, why) in wanted { reasons[place, default: []].append(why) }
    return reasons.keys.sorted().map { (paths[$0], reasons[$0, default: []].joined(separator: ", ")) }
  }

  private func chart(of path: Path, of charted: ChartedSeries, why: String) -> Report.Block {
    let predictions = evaluation.predictions
    let first = predictions.rows[path.rows.lowerBound]
    let last = predictions.rows[path.rows.upperBound - 1]
    // The main model comes first, whose intervals are drawn.
    let names = ([main] + (reference.map { $0 == main ? [] : [$0] } ?? [])).map(name)
    let known = charted.series.times.prefix(charted.series.count)
    let start = known.partitioningIndex { $0 > first.cutoff }
    let end = known.partitioningIndex { $0 > last.time }
    let begin = max(0, start - max(Self.leastHistory, 3 * path.rows.count))
    let cutoff = charted.text(of: [first.cutoff, last.time])[0]
    return .chart(
      Chart(
        title: "\(charted.series.id) from \(cutoff): \(why)",
        alternative:
          "Forecasts of \(names.listed) for \(ShownText.counted(path.rows.count, "row")) after \(cutoff), beside what was observed.",
        x: charted.x, y: charted.y,
        marks: predictions.marks(
          of: [path.rows], models: names, of: charted, anchors: [charted.point(ofRow: start - 1)])
          + [
            charted.observed(in: begin..<max(begin, end)),
            .rule(.init(.vertical(charted.position(of: first.cutoff)), label: "cutoff")),
          ]),
      reading:
        "Rows before the cutoff were known; the line in the colour of text goes on with what was observed after it."
        + (predictions.asked.levels.isEmpty ? "" : " Bands are the intervals of \(name(main))."))
  }
}
