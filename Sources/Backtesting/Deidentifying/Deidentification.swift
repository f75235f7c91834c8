public import Files
public import Forecasting
public import TimeSeries

/// A panel under pseudonyms, and what was forecast of it.
///
/// Only what is shown changes: models learn from the panel as it was read, and every figure stays.
public struct Deidentification: Sendable {
  /// The panel under pseudonyms.
  public let panel: Panel
  private let original: Panel
  private let shifts: [Shift]
  private let isCivil: Bool

  /// By how much the dates of a series are shifted.
  private enum Shift {
    case days(Int)
    case years(Int)

    func callAsFunction(_ time: Instant) -> Instant {
      switch self {
      case .days(let count):
        return Instant(seconds: time.seconds - Int64(count) * Instant.day, nanoseconds: time.nanoseconds)
      case .years(let count):
        let date = CivilDate(daysSinceEpoch: time.daysSinceEpoch)
        let year = date.year - count
        let day = min(date.day, CivilDate.days(inMonth: date.month, of: year))
        let days = CivilDate(year: year, month: date.month, day: day).daysSinceEpoch
        return Instant(seconds: days * Instant.day + time.secondsOfDay, nanoseconds: time.nanoseconds)
      }
    }
  }

  /// Gives every recording of `panel` its pseudonym and shifts all of its dates by the same number of weeks,
  /// or of years where rows are a month or more apart.
  ///
  /// A series that is named after a column alone keeps its name, and so do times that count from a start.
  /// Times in a zone are shown as its clocks had them.
  public init(_ panel: Panel, by pseudonyms: Pseudonyms) {
    original = panel
    let units = panel.series.map { $0.recording.isEmpty ? panel.unnamedRecording(with: $0) : $0.recording }
    shifts = units.map { unit in
      panel.timeKind.isCounted
        ? .days(0)
        : panel.spacing.isOfMonths ? .years(pseudonyms.years(of: unit)) : .days(pseudonyms.days(of: unit))
    }
    isCivil = panel.series.contains { $0.zone != nil } && panel.series.allSatisfy(\.hasRisingClocks)
    var shown = panel
    if isCivil { shown.timeKind = .local }
    for index in panel.series.indices {
      let series = panel.series[index]
      shown.series[index].id = series.shownName(by: pseudonyms)
      shown.series[index].recording = series.recording.isEmpty ? "" : pseudonyms.name(of: series.recording)
      let (isCivil, shift) = (isCivil, shifts[index])
      shown.series[index].times = TimeAxis(series.times.map { shift(isCivil ? series.civil($0) : $0) })
      shown.series[index].zone = nil
    }
    self.panel = shown
  }

  /// The names of series that stay, being those of columns.
  public var keptNames: [String] {
    zip(original.series, panel.series).filter { $0.id == $1.id }.map(\.0.id)
  }

  /// Refuses events that name a series which has a pseudonym.
  public func requireUnnamed(_ events: [Event]) throws(Failure) {
    let names = Set(zip(original.series, panel.series).filter { $0.id != $1.id }.map(\.0.id))
    for event in events where names.contains(event.column) {
      throw Failure(
        .arguments, "--event names the series \(ShownText.quoted(event.column)), which --deidentify hides",
        fix: "leave that event out, or --deidentify")
    }
  }

  /// The forecasts under pseudonyms.
  public func shown(_ predictions: Predictions) -> Predictions {
    let rows = predictions.rows.map { row in
      func shown(_ time: Instant) -> Instant {
        shifts[row.series](isCivil ? original.series[row.series].civil(time) : time)
      }
      return Predictions.Row(
        series: row.series, time: shown(row.time), cutoff: shown(row.cutoff), lead: row.lead)
    }
    return predictions.showing(rows, of: panel)
  }

  /// What a backtest found, under pseudonyms; without the notices that name a series, and without dates of
  /// folds.
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

extension Spacing {
  /// Whether rows are about a month apart, or more.
  fileprivate var isOfMonths: Bool { (meanNanoseconds ?? 0) / 1_000_000_000 >= 27 * Instant.day }
}

extension Panel {
  /// What tells the recording of a series without a name of its own from others: the name of a column of its
  /// own, or, where columns are what was measured, when the first of them begins.
  fileprivate func unnamedRecording(with series: Series) -> String {
    guard !series.column.isEmpty else { return series.id }
    let first = self.series.filter { $0.recording.isEmpty }.compactMap(\.times.first).min()
    return "from \(first?.seconds ?? 0)"
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
