import TimeSeries

/// What a backtest found.
public struct BacktestResult: Sendable {
  /// The backtest that was run.
  public let backtest: Backtest
  /// The models asked for; the others are the baselines added.
  public let asked: [String]
  /// The season that scales MASE.
  public let season: Int
  /// Every forecast with its actual value.
  public let predictions: Predictions
  /// Every metric.
  public let scores: Scores
  /// Each model's test against naive, in the order of the predictions' columns; `nil` for naive itself and
  /// where there is too little to test.
  public let tests: [DieboldMariano?]
  /// The folds, earliest first.
  public let folds: [FoldSummary]

  /// What is told about one fold.
  public struct FoldSummary: Sendable, Equatable, Codable {
    /// The position, from 1.
    public var fold: Int
    /// The last time a forecast may use, as in the predictions file; `nil` when each series has its own.
    public var cutoff: String?
    /// Series forecast.
    public var seriesCount: Int
    /// Training rows of all series.
    public var trainingRowCount: Int
    /// Whether models were trained at this fold.
    public var isTrained: Bool
    /// The ids of the series left out: too few rows before the cutoff, or none after it.
    public var omitted: [String]
  }

  init(
    _ backtest: Backtest, _ folds: Folds, _ panel: Panel, _ predictions: Predictions, _ foldOfRow: [Int],
    asked: [String]
  ) {
    self.backtest = backtest
    self.asked = asked
    self.predictions = predictions
    season = panel.season
    let folds = Array(folds)
    // A series that enters late is scaled by its training rows before the first cutoff it has.
    var scaleRows = Array(repeating: 0..<0, count: panel.series.count)
    for fold in folds.reversed() {
      for cutoff in fold.cutoffs { scaleRows[cutoff.series] = fold.trainingRows[cutoff.series] }
    }
    let scales = zip(panel.series, scaleRows).map {
      Metric.scale(of: $0.target[$1], season: panel.season)
    }
    scores = Scores(predictions, horizon: backtest.horizon, scales: scales)
    tests = Self.tests(predictions, foldOfRow, backtest)
    let text = TimeText(kind: panel.timeKind, times: predictions.rows.lazy.flatMap { [$0.time, $0.cutoff] })
    let period = backtest.refit.period(of: backtest.folds)
    self.folds = folds.map { fold in
      FoldSummary(
        fold: fold.index + 1, cutoff: fold.time.map { text.text(of: $0) }, seriesCount: fold.cutoffs.count,
        trainingRowCount: fold.trainingRows.reduce(0) { $0 + $1.count },
        isTrained: fold.index % period == 0, omitted: fold.omitted.map { panel.series[$0].id })
    }
  }

  /// Tests each model's mean absolute error at every cutoff against naive's.
  private static func tests(
    _ predictions: Predictions, _ foldOfRow: [Int], _ backtest: Backtest
  ) -> [DieboldMariano?] {
    let losses = predictions.models.map { model in
      var sums = Array(repeating: ErrorSums(), count: backtest.folds)
      for (row, fold) in foldOfRow.enumerated() {
        sums[fold].add(actual: predictions.actual?[row] ?? .nan, forecast: model.values[row])
      }
      return sums.filter { $0.count > 0 }.map { $0.absolute.value / Double($0.count) }
    }
    let naive = predictions.models.firstIndex { $0.name == "naive" }
    let overlap = (backtest.horizon + backtest.step - 1) / backtest.step
    return losses.indices.map { model in
      guard let naive, model != naive else { return nil }
      return DieboldMariano(losses[model], against: losses[naive], overlap: overlap)
    }
  }

  /// What a user should be told besides the table.
  public var notices: [String] {
    var counts: [String: Int] = [:]
    for fold in folds { for id in fold.omitted { counts[id, default: 0] += 1 } }
    let omitted = predictions.series.filter { counts[$0] != nil }
    guard !omitted.isEmpty else { return [] }
    let shown = omitted.prefix(5).map { "\($0) (\(counts[$0] ?? 0) of \(folds.count) folds)" }
    let more = omitted.count > 5 ? " and \(omitted.count - 5) more series" : ""
    return [
      "left out, having too few rows before the cutoff or none after it: "
        + shown.joined(separator: ", ") + more
    ]
  }
}
