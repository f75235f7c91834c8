import Algorithms
import Backtesting
import Charts
import Forecasting
import TimeSeries

extension EvaluationReport {
  /// The forecasts of one series from one cutoff.
  private struct Path {
    /// The rows of the predictions.
    let rows: Range<Int>
    /// The mean absolute error of the main model.
    let error: Double
  }

  /// Forecasts of one series at the first, the last, the best, the worst and a typical cutoff.
  var forecasts: Report.Section? {
    guard let series = typicalSeries else { return nil }
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
      blocks: [.paragraph(words)] + chosen.map { path, why in chart(of: path, of: series, why: why) })
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
    return predictions.rowsOfSeries[series]
      .chunked { predictions.rows[$0].cutoff == predictions.rows[$1].cutoff }
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

  private func chart(of path: Path, of series: Int, why: String) -> Report.Block {
    let predictions = evaluation.predictions
    let cutoff = predictions.rows[path.rows.lowerBound].cutoff
    let text = TimeText(
      kind: predictions.timeKind, times: path.rows.map { predictions.rows[$0].time } + [cutoff],
      unit: predictions.elapsedUnit)
    let position = { (time: Instant) in
      Axis.position(of: time, predictions.timeKind, unit: predictions.elapsedUnit)
    }
    var marks = bands(over: path.rows, position)
    marks.append(
      .line(.init("observed", ink: .observed, points: observed(around: path, of: series, position))))
    for (ink, model) in shownInFans.enumerated() {
      let values = predictions.models[model].values
      marks.append(
        .line(
          .init(
            name(model), ink: .series(ink + 1),
            points: path.rows.map { Point(position(predictions.rows[$0].time), values[$0]) },
            stroke: model == main ? .solid : .dashed)))
    }
    marks.append(.rule(.init(.vertical(position(cutoff)), label: "cutoff")))
    let time = text.text(of: cutoff)
    let count = path.rows.count
    return .chart(
      Chart(
        title: "\(predictions.series[series]) from \(time): \(why)",
        alternative: "Forecasts of \(name(main)) for \(count) rows after \(time), beside what was observed.",
        x: .times(predictions.timeKind, unit: predictions.elapsedUnit), y: Axis(), marks: marks),
      reading:
        "Rows before the cutoff were known; the line in the colour of text goes on with what was observed after it."
        + (predictions.asked.levels.isEmpty ? "" : " Bands are the intervals that were asked for."))
  }

  /// The models in charts of forecasts: the main one, and the one that it is tested against.
  private var shownInFans: [Int] { [main] + (reference.map { $0 == main ? [] : [$0] } ?? []) }

  /// The intervals of the main model, the widest first, so that narrower ones lie on top.
  private func bands(over rows: Range<Int>, _ position: (Instant) -> Double) -> [Mark] {
    let predictions = evaluation.predictions
    let spread = predictions.models[main].spread
    return Interval.all(predictions.asked).filter { !spread[$0.lower].isEmpty && !spread[$0.upper].isEmpty }
      .sorted { $0.level > $1.level }
      .map { interval in
        .band(
          .init(
            "\(interval.text) %", ink: .series(1),
            rows: rows.map {
              .init(
                position(predictions.rows[$0].time), spread[interval.lower][$0], spread[interval.upper][$0])
            }))
      }
  }

  /// What was observed before and after a cutoff.
  private func observed(around path: Path, of series: Int, _ position: (Instant) -> Double) -> [Point] {
    let predictions = evaluation.predictions
    let cutoff = predictions.rows[path.rows.lowerBound].cutoff
    let last = predictions.rows[path.rows.upperBound - 1].time
    let known = history?.series.first { $0.id == predictions.series[series] }
    guard let known else {
      let actual = predictions.actual ?? []
      return path.rows.map { Point(position(predictions.rows[$0].time), actual[$0]) }
    }
    let end = known.times.prefix(known.count).partitioningIndex { $0 > last }
    let start = known.times.prefix(known.count).partitioningIndex { $0 > cutoff }
    let first = max(0, start - max(20, 3 * path.rows.count))
    return (first..<max(first, end)).map { Point(position(known.times[$0]), known.target[$0]) }
  }
}
