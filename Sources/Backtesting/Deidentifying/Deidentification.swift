public import TimeSeries

/// A panel under pseudonyms, and what was forecast of it.
///
/// Only what is shown changes: models learn from the panel as it was read, and every figure stays.
public struct Deidentification: Sendable {
  /// The panel under pseudonyms.
  public let panel: Panel
  private let original: Panel
  private let seconds: [Int64]
  private let isCivil: Bool

  /// Gives every recording of `panel` its pseudonym and shifts all of its dates by the same number of weeks.
  ///
  /// A series that is named after a column alone keeps its name, and so do times that count from a start. Times in a zone are
  /// shown as its clocks had them.
  public init(_ panel: Panel, by pseudonyms: Pseudonyms) {
    original = panel
    seconds = panel.series.map { series in
      panel.timeKind.isCounted ? 0 : Int64(pseudonyms.shift(of: series.unit)) * Instant.day
    }
    isCivil = panel.series.contains { $0.zone != nil } && panel.series.allSatisfy(\.hasRisingClocks)
    var shown = panel
    if isCivil { shown.timeKind = .local }
    for index in panel.series.indices {
      let series = panel.series[index]
      shown.series[index].id = series.shownName(by: pseudonyms)
      shown.series[index].recording = series.recording.isEmpty ? "" : pseudonyms.name(of: series.recording)
      let (isCivil, seconds) = (isCivil, seconds[index])
      shown.series[index].times = series.times.map { Self.shown($0, of: series, isCivil, seconds) }
      shown.series[index].zone = nil
    }
    self.panel = shown
  }

  private static func shown(
    _ time: Instant, of series: Series, _ isCivil: Bool, _ seconds: Int64
  ) -> Instant {
    let time = isCivil ? series.civil(time) : time
    return Instant(seconds: time.seconds - seconds, nanoseconds: time.nanoseconds)
  }

  /// The forecasts under pseudonyms.
  public func shown(_ predictions: Predictions) -> Predictions {
    let rows = predictions.rows.map { row in
      func shown(_ time: Instant) -> Instant {
        Self.shown(time, of: original.series[row.series], isCivil, seconds[row.series])
      }
      return Predictions.Row(
        series: row.series, time: shown(row.time), cutoff: shown(row.cutoff), lead: row.lead)
    }
    return predictions.showing(rows, of: panel)
  }

  /// What a backtest found, under pseudonyms; without the notices that name a series, and without dates of folds.
  public func shown(_ result: BacktestResult) -> BacktestResult {
    let names = Dictionary(zip(original.series.map(\.id), panel.series.map(\.id))) { first, _ in first }
    var shown = result
    shown.evaluation = self.shown(result.evaluation)
    shown.groups = result.groups.map {
      ScoredGroup(name: $0.name, series: $0.series, evaluation: self.shown($0.evaluation))
    }
    shown.notices = result.notices.filter { notice in !names.keys.contains { notice.contains($0) } }
    for index in shown.folds.indices {
      if !original.timeKind.isCounted { shown.folds[index].cutoff = nil }
      shown.folds[index].omitted = result.folds[index].omitted.compactMap { names[$0] }
    }
    return shown
  }

  private func shown(_ evaluation: Evaluation) -> Evaluation {
    Evaluation(
      shown(evaluation.predictions), in: evaluation.folds, horizon: evaluation.scores.horizon,
      scales: evaluation.scales, metrics: evaluation.scores.metrics, against: evaluation.reference)
  }
}

extension Series {
  /// What a pseudonym stands for: the recording, or the series where it is none of a recording.
  fileprivate var unit: String { recording.isEmpty ? id : recording }

  /// The series' name with the recording's replaced by its pseudonym.
  fileprivate func shownName(by pseudonyms: Pseudonyms) -> String {
    if recording.isEmpty { return column.isEmpty ? pseudonyms.name(of: id) : id }
    guard id.hasPrefix(recording) else { return pseudonyms.name(of: id) }
    return pseudonyms.name(of: recording) + id.dropFirst(recording.count)
  }

  /// Whether the clocks of its zone never show a time twice or go back between rows.
  fileprivate var hasRisingClocks: Bool {
    zip(times, times.dropFirst()).allSatisfy { civil($0) < civil($1) }
  }
}

extension Predictions {
  /// The same forecasts with other words for whose and when they are.
  fileprivate func showing(_ rows: [Row], of panel: Panel) -> Predictions {
    var shown = Predictions(
      series: panel.series.map(\.id), timeKind: panel.timeKind, asked: asked, rows: rows, models: models,
      actual: actual)
    (shown.elapsedUnit, shown.events, shown.last) = (elapsedUnit, events, last)
    return shown
  }
}
