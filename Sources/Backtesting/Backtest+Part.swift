public import Forecasting
public import TimeSeries

extension Backtest {
  /// Forecasts some of the series as ``run(_:on:baselines:examiner:session:)`` would, to the last bit, and
  /// scores nothing.
  ///
  /// Models are fitted to all series, and folds are those of all of them: only the forecasts of the other
  /// series are left out.
  ///
  /// - Parameters:
  ///   - series: The positions of the series in `panel` that are forecast.
  ///   - forecasters: The models, which are fitted to all series.
  ///   - panel: All series.
  ///   - baselines: The options of the baselines that are added.
  ///   - session: The session in which each fit and forecast is run.
  /// - Returns: The forecasts of the given series, with their actual values.
  /// - Throws: `Failure` as that function does.
  public func forecasts(
    of series: Set<Int>, by forecasters: [any Forecaster], on panel: Panel,
    baselines: ForecasterOptions? = nil, session: Session = Session()
  ) throws -> Predictions {
    let contestants = try self.contestants(forecasters, baselines)
    let folds = try Folds(self, of: panel)
    try requireDifferentNames(contestants.map(\.name))
    var plan = ForecastPlan(folds, of: panel, asked: spread, only: series)
    plan.predictions.times = times(of: folds, on: panel)
    // Without a row nothing need be fitted.
    let columns =
      plan.predictions.rows.isEmpty
      ? contestants.map {
        Predictions.Column(name: $0.name, values: [], spread: spread.columns.map { _ in [] })
      }
      : try self.columns(
        of: contestants, over: folds, on: panel, plan: plan, only: series, notes: FitNotes(), session: session
      )
    for column in columns { try plan.predictions.append(column) }
    return plan.predictions
  }

  /// The form of the times of all forecasts.
  private func times(of folds: Folds, on panel: Panel) -> TimeText {
    var text = TimeText(kind: panel.timeKind, unit: panel.elapsedUnit)
    for fold in folds {
      if let time = fold.time { text.include(time) }
      for (cutoff, rows) in zip(fold.cutoffs, fold.targetRows) {
        let times = panel.series[cutoff.series].times
        if fold.time == nil { text.include(times[cutoff.index - 1]) }
        for row in rows { text.include(times[row]) }
      }
    }
    return text
  }
}
