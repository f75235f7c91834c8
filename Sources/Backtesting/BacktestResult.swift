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
  /// Every forecast with its actual value.
  public let predictions: Predictions
  /// Every metric.
  public let scores: Scores
  /// The metric by which models are compared: MASE of several series, so that the largest does not decide,
  /// and MAE of one.
  public let comparedMetric: Metric
  /// Each model's test of that metric against naive, or why there is none, in the order of the predictions'
  /// columns; `nil` for naive itself.
  public let tests: [Result<DieboldMariano, DieboldMariano.Untested>?]
  /// For each model the intervals that were asked for.
  public let intervals: [[MeasuredInterval]]
  /// The folds, earliest first.
  public let folds: [FoldSummary]
  /// What a user should be told besides the table.
  public let notices: [String]

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
    self.predictions = predictions
    season = panel.season
    let all = Array(folds)
    // A series that enters late is scaled by its training rows before the first cutoff it has.
    var scaleRows = Array(repeating: 0..<0, count: panel.series.count)
    for fold in all.reversed() {
      for cutoff in fold.cutoffs { scaleRows[cutoff.series] = fold.trainingRows[cutoff.series] }
    }
    let scales = zip(panel.series, scaleRows).map {
      Metric.scale(of: $0, training: $1, season: panel.season)
    }
    scores = Scores(predictions, horizon: backtest.horizon, scales: scales, metrics: metrics)
    let errors = PairedErrors(predictions, foldOfRow: foldOfRow, foldCount: all.count, scales: scales)
    comparedMetric = errors.metric
    let overlap = Self.overlap(of: all, in: panel)
    tests = Self.tests(errors, of: predictions.models.map(\.name), overlap: overlap)
    intervals = MeasuredInterval.all(
      of: predictions, scores, foldOfRow: foldOfRow, foldCount: all.count, overlap: overlap)
    notices = BacktestNotices(folds, all, panel, predictions, scores, scales).texts
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

  /// Tests each model's errors, fold by fold, against naive's.
  private static func tests(
    _ errors: PairedErrors, of models: [String], overlap: Int
  ) -> [Result<DieboldMariano, DieboldMariano.Untested>?] {
    let naive = models.firstIndex(of: Naive.name)
    return models.indices.map { model in
      guard let naive, model != naive else { return nil }
      return Result { () throws(DieboldMariano.Untested) in
        try DieboldMariano(errors.losses[model], against: errors.losses[naive], overlap: overlap)
      }
    }
  }

  /// The least number of folds apart at which no two folds forecast a target time in common.
  static func overlap(of folds: [Fold], in panel: Panel) -> Int {
    var overlap = 1
    for fold in folds {
      for later in folds[(fold.index + 1)...] {
        guard Self.overlap(fold, later, in: panel) else { break }
        overlap = max(overlap, later.index - fold.index + 1)
      }
    }
    return overlap
  }

  /// Whether the targets of `fold` reach past the cutoff of `later`: as instants on a shared clock, otherwise
  /// by the rows of each series.
  private static func overlap(_ fold: Fold, _ later: Fold, in panel: Panel) -> Bool {
    if let cutoff = later.time {
      return zip(fold.cutoffs, fold.targetRows).contains {
        panel.series[$0.series].times[$1.upperBound - 1] > cutoff
      }
    }
    let starts = Dictionary(uniqueKeysWithValues: later.cutoffs.map { ($0.series, $0.index) })
    return zip(fold.cutoffs, fold.targetRows).contains { cutoff, targets in
      starts[cutoff.series].map { $0 < targets.upperBound } ?? false
    }
  }
}
