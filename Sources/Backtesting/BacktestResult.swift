import Forecasting
import Models
import TimeSeries

/// What a backtest found.
public struct BacktestResult: Sendable {
  /// The backtest that was run.
  public let backtest: Backtest
  /// The models asked for; the others are the baselines added.
  public let asked: [String]
  /// The season that scales MASE.
  public let season: Int
  /// Every forecast, and what it is worth.
  public internal(set) var evaluation: Evaluation
  /// The sides of a split of the series; none without one.
  public internal(set) var groups: [ScoredGroup]
  /// The folds, earliest first.
  public internal(set) var folds: [FoldSummary]
  /// What a user should be told besides the table.
  public internal(set) var notices: [String]

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
    /// The ids of the series left out: too few rows before the cutoff, or none between it and the next.
    public var omitted: [String]
  }

  init(
    _ backtest: Backtest, _ folds: Folds, _ panel: Panel, _ predictions: Predictions, _ foldOfRow: [Int],
    asked: [String], metrics: [Metric]
  ) {
    self.backtest = backtest
    self.asked = asked
    season = panel.season
    let all = Array(folds)
    // A series that enters late is scaled by its training rows before the first cutoff it has.
    var scaleRows = Array(repeating: 0..<0, count: panel.series.count)
    for fold in all.reversed() {
      for cutoff in fold.cutoffs { scaleRows[cutoff.series] = fold.scaleRows[cutoff.series] }
    }
    let scales = zip(panel.series, scaleRows).map {
      Metric.scale(of: $0, training: $1, season: panel.season)
    }
    let rows = PredictedFolds(
      of: predictions.rows, ofRow: foldOfRow, count: all.count, isShared: all.first?.time != nil)
    let evaluation = Evaluation(
      predictions, in: rows, horizon: backtest.horizon, scales: scales, metrics: metrics, against: Naive.name)
    self.evaluation = evaluation
    groups =
      backtest.split.map { evaluation.groups(by: $0, of: panel, rows, isShared: all.first?.time != nil) }
      ?? []
    notices = BacktestNotices(folds, all, panel, evaluation).texts
    let text = TimeText(
      kind: panel.timeKind, times: predictions.rows.lazy.flatMap { [$0.time, $0.cutoff] },
      unit: panel.elapsedUnit)
    let period = backtest.refit.period(of: backtest.folds)
    self.folds = all.map { fold in
      FoldSummary(
        fold: fold.index + 1, cutoff: fold.time.map { text.text(of: $0) }, seriesCount: fold.cutoffs.count,
        trainingRowCount: fold.trainingRows.reduce(0) { $0 + $1.count },
        isTrained: fold.index % period == 0, omitted: fold.omitted.map { panel.series[$0].id })
    }
  }
}

extension BacktestResult {
  /// Every forecast with its actual value.
  public var predictions: Predictions { evaluation.predictions }

  /// Every metric.
  public var scores: Scores { evaluation.scores }
}
