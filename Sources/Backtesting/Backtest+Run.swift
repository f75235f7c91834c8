import Files
public import Forecasting
public import TimeSeries

extension Backtest {
  /// Fits and scores `forecasters`, then naive, seasonal-naive and linear where they are not among them.
  ///
  /// - Parameters:
  ///   - baselines: The options of the baselines added: lookback, transform and validation matter.
  ///   - session: How each fit and forecast is run.
  /// - Throws: `Failure` when the folds do not fit, two models share a name, or a model fails.
  public func run(
    _ forecasters: [any Forecaster], on panel: Panel, baselines: ForecasterOptions? = nil,
    session: Session = Session()
  ) throws -> BacktestResult {
    let folds = try Folds(self, of: panel)
    var contestants = forecasters
    var options = baselines ?? ForecasterOptions(horizon: horizon)
    options.horizon = horizon
    let simple: [any Forecaster] = [
      RuleForecaster<Naive>(options), RuleForecaster<SeasonalNaive>(options), Linear(options),
    ]
    for baseline in simple where !contestants.contains(where: { $0.name == baseline.name }) {
      contestants.append(baseline)
    }
    try requireDifferentNames(contestants.map(\.name))
    var plan = ForecastPlan(folds, of: panel)
    for forecaster in contestants {
      let values = try forecasts(of: forecaster, over: folds, on: panel, plan: plan, session: session)
      try plan.predictions.append(Predictions.Column(name: forecaster.name, values: values))
    }
    return BacktestResult(
      self, folds, panel, plan.predictions, plan.foldOfRow, asked: forecasters.map(\.name))
  }

  /// The values of one model for every row of the predictions.
  private func forecasts(
    of forecaster: any Forecaster, over folds: Folds, on panel: Panel, plan: ForecastPlan, session: Session
  ) throws -> [Double] {
    var values = Array(repeating: Double.nan, count: plan.predictions.rows.count)
    var previous: (any FittedForecaster)?
    let period = refit.period(of: self.folds)
    for start in stride(from: 0, to: folds.count, by: period) {
      let group = folds[start..<min(start + period, folds.count)]
      let data = TrainingData(panel: panel, rows: folds[start].trainingRows)
      let fitted: any FittedForecaster
      if isWarmStarted, let previous, let warm = forecaster as? any WarmStartable {
        fitted = try warm.fit(data, from: previous, session: session)
      } else {
        fitted = try forecaster.fit(data, session: session)
      }
      previous = fitted
      guard fitted.horizon == horizon else {
        throw Failure(
          .arguments, "\(forecaster.name) forecasts \(fitted.horizon) leads, and the horizon is \(horizon)",
          fix: "--horizon \(fitted.horizon)")
      }
      let forecasts = try fitted.forecast(panel, at: group.flatMap(\.cutoffs), session: session)
      var next = forecasts.makeIterator()
      for fold in group {
        for cutoff in fold.cutoffs {
          guard let point = next.next()?.point, point.count == horizon else {
            throw Failure(
              .internalFault, "\(forecaster.name) did not forecast \(horizon) leads at every cutoff")
          }
          for (offset, row) in plan.rows(of: cutoff.series, fold: fold.index).enumerated() {
            values[row] = point[offset]
          }
        }
      }
    }
    return values
  }
}

/// Where each forecast goes in the predictions file.
struct ForecastPlan {
  /// The rows with the actual values, and no model yet.
  var predictions: Predictions
  /// The fold of each row.
  private(set) var foldOfRow: [Int]
  /// The rows of each series at each fold; empty where it is left out.
  private let placement: [[Range<Int>]]

  init(_ folds: Folds, of panel: Panel) {
    let horizon = folds.backtest.horizon
    var cutoffs = Array(repeating: Array(repeating: Int?.none, count: folds.count), count: panel.series.count)
    var times: [Instant?] = []
    for fold in folds {
      times.append(fold.time)
      for cutoff in fold.cutoffs { cutoffs[cutoff.series][fold.index] = cutoff.index }
    }
    var rows: [Predictions.Row] = []
    var actual: [Double] = []
    var foldOfRow: [Int] = []
    var placement: [[Range<Int>]] = []
    for (index, series) in panel.series.enumerated() {
      placement.append([])
      for (fold, cutoff) in cutoffs[index].enumerated() {
        let start = rows.count
        if let cutoff {
          for row in cutoff..<min(cutoff + horizon, series.count) {
            rows.append(
              Predictions.Row(
                series: index, time: series.times[row], cutoff: times[fold] ?? series.times[cutoff - 1],
                lead: row - cutoff + 1))
            actual.append(series.target[row])
            foldOfRow.append(fold)
          }
        }
        placement[index].append(start..<rows.count)
      }
    }
    self.foldOfRow = foldOfRow
    self.placement = placement
    predictions = Predictions(
      series: panel.series.map(\.id), timeKind: panel.timeKind, rows: rows, actual: actual)
  }

  /// The rows of a series at a fold, one for each lead with a known row.
  func rows(of series: Int, fold: Int) -> Range<Int> { placement[series][fold] }
}
