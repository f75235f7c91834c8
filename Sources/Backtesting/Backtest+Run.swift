import Files
public import Forecasting
import Models
import Registry
public import TimeSeries

extension Backtest {
  /// Fits and scores `forecasters`, then naive, seasonal-naive and linear where they are not among them.
  ///
  /// - Parameters:
  ///   - forecasters: The models, in the order of the results.
  ///   - panel: The series.
  ///   - baselines: The options of the baselines added, of which lookback, transform and validation are used.
  ///   - examiner: An examiner of every fit; `nil` for none.
  ///   - session: The session in which each fit and forecast is run.
  /// - Returns: The forecasts and their scores.
  /// - Throws: `Failure` when the folds do not fit, two models share a name, or a model fails.
  public func run(
    _ forecasters: [any Forecaster], on panel: Panel, baselines: ForecasterOptions? = nil,
    examiner: (any FitExaminer)? = nil, session: Session = Session()
  ) throws -> BacktestResult {
    let contestants = try self.contestants(forecasters, baselines)
    let options = baselines ?? ForecasterOptions(horizon: horizon)
    return try run(
      exactly: contestants, asked: forecasters.map(\.name), on: panel,
      metrics: Metric.reported(for: options.objective, spread) + (scoresDirection ? [.direction] : []),
      examiner: examiner, session: session)
  }

  /// `forecasters`, then naive, seasonal-naive and linear where they are not among them.
  func contestants(
    _ forecasters: [any Forecaster], _ baselines: ForecasterOptions?
  ) throws -> [any Forecaster] {
    var contestants = forecasters
    var options = baselines ?? ForecasterOptions(horizon: horizon)
    options.horizon = horizon
    if !spread.isEmpty {
      options.intervals = options.intervals ?? IntervalOptions(quantileLevels: spread.quantileLevels)
    }
    for name in Self.names(of: forecasters.map(\.name)).dropFirst(forecasters.count) {
      contestants.append(try ModelRegistry.entry(named: name).make(options))
    }
    return contestants
  }

  /// The models that are scored beside those that a user asks for.
  public static let baselines = [Naive.name, SeasonalNaive.name, Linear.name]

  /// The names of all models that are scored where a user asks for `models`.
  public static func names(of models: [String]) -> [String] {
    models + baselines.filter { !models.contains($0) }
  }

  /// Fits and scores `contestants` and no others.
  package func run(
    exactly contestants: [any Forecaster], asked: [String], on panel: Panel, metrics: [Metric],
    examiner: (any FitExaminer)? = nil, session: Session
  ) throws -> BacktestResult {
    let folds = try Folds(self, of: panel)
    try requireDifferentNames(contestants.map(\.name))
    var plan = ForecastPlan(folds, of: panel, asked: spread)
    let notes = FitNotes()
    for column in try columns(
      of: contestants, over: folds, on: panel, plan: plan, notes: notes, examiner: examiner,
      session: session)
    {
      try plan.predictions.append(column)
    }
    tell(notes, of: folds, on: panel, session: session)
    return BacktestResult(
      self, folds, panel, plan.predictions, plan.foldOfRow, asked: asked, metrics: metrics)
  }

  /// Passes on what several fits noted; a single one has told it already.
  private func tell(_ notes: FitNotes, of folds: Folds, on panel: Panel, session: Session) {
    let fits = (self.folds + refit.period(of: self.folds) - 1) / refit.period(of: self.folds)
    let text = TimeText(kind: panel.timeKind, times: folds.lazy.compactMap(\.time), unit: panel.elapsedUnit)
    let told = notes.told(fits: fits) { fold in
      folds[fold].time.map { "cutoff \(text.text(of: $0))" } ?? "fold \(fold + 1)"
    }
    if let note = session.note { told.forEach(note) }
  }

  /// Forecasts every row of the predictions with each model.
  ///
  /// Fits that do not start from another run side by side: first those of networks, which take long, then
  /// others.
  ///
  /// - Parameters:
  ///   - forecasters: The models.
  ///   - folds: The folds, which say what each fit learns from and forecasts.
  ///   - panel: All series.
  ///   - plan: The rows of the predictions.
  ///   - series: The positions of the series that are forecast; `nil` for all.
  ///   - notes: The notes of the fits, which are added to.
  ///   - examiner: An examiner of every fit; `nil` for none.
  ///   - session: The session in which each fit and forecast is run.
  /// - Returns: One column a model, with as many values as the predictions have rows.
  /// - Throws: `Failure` where a model cannot be fitted or cannot forecast.
  func columns(
    of forecasters: [any Forecaster], over folds: Folds, on panel: Panel, plan: ForecastPlan,
    only series: Set<Int>? = nil, notes: FitNotes, examiner: (any FitExaminer)? = nil, session: Session
  ) throws -> [Predictions.Column] {
    let chains = forecasters.indices.flatMap { fitChains(of: forecasters[$0], at: $0, over: folds) }
    let unknown = Array(repeating: Double.nan, count: plan.predictions.rows.count)
    var columns = forecasters.map {
      Predictions.Column(name: $0.name, values: unknown, spread: spread.columns.map { _ in unknown })
    }
    for group in [chains.filter(\.isLong), chains.filter { !$0.isLong }] {
      let forecasts = try SideBySide.run(group.count, session: session) { index, session in
        try self.forecasts(
          of: group[index], over: folds, on: panel, only: series, notes: notes, examiner: examiner,
          session: session)
      }
      for (chain, forecasts) in zip(group, forecasts) {
        for (cutoff, fold, forecast) in forecasts {
          let found = forecast.spread.map { spread.values(of: $0, horizon: horizon) } ?? []
          for (offset, row) in plan.rows(of: cutoff.series, fold: fold).enumerated() {
            columns[chain.column].values[row] = forecast.point[offset]
            for place in found.indices { columns[chain.column].spread[place][row] = found[place][offset] }
          }
        }
      }
    }
    return columns
  }

  /// The fits of one model of which each starts from the one before; one fit each where none does.
  private func fitChains(of forecaster: any Forecaster, at column: Int, over folds: Folds) -> [FitChain] {
    let starts = Array(stride(from: 0, to: folds.count, by: refit.period(of: self.folds)))
    let isChained = isWarmStarted && forecaster.canStartWarm
    return (isChained ? [starts] : starts.map { [$0] }).map {
      FitChain(forecaster: forecaster, column: column, starts: $0)
    }
  }

  /// The forecasts of one chain of fits, with their cutoffs and the positions of their folds.
  private func forecasts(
    of chain: FitChain, over folds: Folds, on panel: Panel, only series: Set<Int>?, notes: FitNotes,
    examiner: (any FitExaminer)?, session: Session
  ) throws -> [(cutoff: Cutoff, fold: Int, forecast: Forecast)] {
    var results: [(cutoff: Cutoff, fold: Int, forecast: Forecast)] = []
    var previous: (any FittedForecaster)?
    for start in chain.starts {
      let data = trainingData(of: panel, at: folds[start])
      var own = session
      if session.note != nil, refit.period(of: self.folds) < self.folds {
        own.note = { notes.add($0, fold: start) }
      }
      let fitted = try chain.fit(data, from: previous, session: own)
      previous = fitted
      guard fitted.horizon == horizon else {
        throw Failure(
          .arguments,
          "\(chain.forecaster.name) forecasts \(fitted.horizon) leads, and the horizon is \(horizon)",
          fix: "--horizon \(fitted.horizon)")
      }
      let group = Array(folds[start..<min(start + refit.period(of: self.folds), folds.count)])
      let places = group.flatMap { fold in fold.cutoffs.map { (cutoff: $0, fold: fold.index) } }
        .filter { series?.contains($0.cutoff.series) ?? true }
      let forecasts = try fitted.forecast(
        panel, at: places.map(\.cutoff), asking: spread, session: session)
      guard forecasts.count == places.count, forecasts.allSatisfy({ $0.point.count == horizon }) else {
        throw Failure(
          .internalFault, "\(chain.forecaster.name) did not forecast \(horizon) leads at every cutoff")
      }
      results += zip(places, forecasts).map { ($0.cutoff, $0.fold, $1) }
      try examiner?.examine(fitted, of: chain.forecaster.name, at: group, session: session)
    }
    return results
  }
}

/// Fits of one model that follow each other.
private struct FitChain: Sendable {
  /// The model.
  let forecaster: any Forecaster
  /// Its position among the models.
  let column: Int
  /// The folds it is fitted at.
  let starts: [Int]

  /// Whether it takes long, as training a network does; a model this library does not know may.
  var isLong: Bool {
    guard let entry = ModelRegistry.entries.first(where: { $0.name == forecaster.name }) else { return true }
    return entry.isNetwork && !(forecaster is AlreadyFitted)
  }

  /// The next fit, from the one before where the model can go on learning.
  func fit(
    _ data: TrainingData, from previous: (any FittedForecaster)?, session: Session
  ) throws -> any FittedForecaster {
    if let previous, let warm = forecaster as? any WarmStartable {
      return try warm.fit(data, from: previous, session: session)
    }
    return try forecaster.fit(data, session: session)
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

  /// Plans the rows of `folds`.
  ///
  /// - Parameters:
  ///   - folds: The folds.
  ///   - panel: The series, with the actual values.
  ///   - asked: The quantiles and events asked for beside the points.
  ///   - chosen: The positions of the series that are forecast; `nil` for all.
  init(_ folds: Folds, of panel: Panel, asked: SpreadRequest, only chosen: Set<Int>? = nil) {
    var targets = Array(repeating: Array(repeating: 0..<0, count: folds.count), count: panel.series.count)
    var times: [Instant?] = []
    for fold in folds {
      times.append(fold.time)
      for (cutoff, rows) in zip(fold.cutoffs, fold.targetRows) { targets[cutoff.series][fold.index] = rows }
    }
    var rows: [Predictions.Row] = []
    var (actual, last): ([Double], [Double]) = ([], [])
    var foldOfRow: [Int] = []
    var placement: [[Range<Int>]] = []
    var events = asked.events.map { EventRows($0) }
    for (index, series) in panel.series.enumerated() {
      placement.append([])
      if let chosen, !chosen.contains(index) { continue }
      for (fold, targets) in targets[index].enumerated() {
        let start = rows.count
        let known = series.lastObserved(before: targets.lowerBound) ?? .nan
        for row in targets {
          let cutoff = times[fold] ?? series.times[targets.lowerBound - 1]
          rows.append(
            Predictions.Row(
              series: index, time: series.times[row], cutoff: cutoff, lead: row - targets.lowerBound + 1))
          actual.append(series.target[row])
          last.append(known)
          foldOfRow.append(fold)
        }
        placement[index].append(start..<rows.count)
        for event in events.indices { events[event].append(targets, of: series) }
      }
    }
    self.foldOfRow = foldOfRow
    self.placement = placement
    predictions = Predictions(
      series: panel.series.map(\.id), timeKind: panel.timeKind, asked: asked, rows: rows, actual: actual)
    predictions.elapsedUnit = panel.elapsedUnit
    predictions.events = events
    predictions.last = last
  }

  /// The rows of a series at a fold, one for each lead that is scored.
  func rows(of series: Int, fold: Int) -> Range<Int> { placement[series][fold] }
}
