public import Backtesting
public import Forecasting
import Registry
public import TimeSeries

/// A backtest in numbers: what its table shows, for programs.
public struct BacktestSummary: Sendable, Equatable, Encodable {
  /// Leads forecast at each cutoff.
  public var horizon: Int
  /// Rows between two cutoffs; `nil` where they lie by another rule.
  public var step: Int?
  /// Training targets dropped just before each cutoff.
  public var gap: Int
  /// Steps a season lasts, for MASE.
  public var season: Int
  /// The metric that tests and verdicts are of.
  public var comparedMetric: String
  /// The models, in the order of the predictions file.
  public var models: [ModelSummary]
  /// The folds, earliest first.
  public var folds: [BacktestResult.FoldSummary]
  /// What a user should be told besides.
  public var notices: [String]
  /// The sides of a split of the series; `nil` without one.
  public var groups: [GroupSummary]?
  /// The importance of the inputs for each model; `nil` where it was not asked for.
  public var importance: [ModelImportance]?
  /// The decisions that the models made by themselves; `nil` where they are not known, or names are hidden.
  public var decisions: [FitNote]?
  /// The series that are left out; `nil` where a fault would have ended the backtest, or names are hidden.
  public var leftOut: [LeftOutSeries]?
}

extension BacktestSummary {
  /// The summary of a backtest of an input without a row.
  public init(ofNothing backtest: Backtest) {
    self.init(
      horizon: backtest.horizon, step: backtest.cutoffs == nil ? backtest.step : nil, gap: backtest.gap,
      season: 1, comparedMetric: Metric.mae.name, models: [], folds: [], notices: [])
  }
}

extension BacktestResult {
  /// The result in numbers.
  public var summary: BacktestSummary {
    let simple = ModelRegistry.entries.filter { !$0.isNetwork }.map(\.name)
    let models = evaluation.summaries(withoutVerdict: simple)
    return BacktestSummary(
      horizon: backtest.horizon, step: backtest.cutoffs == nil ? backtest.step : nil, gap: backtest.gap,
      season: season, comparedMetric: evaluation.comparedMetric.name, models: models,
      folds: folds, notices: notices,
      groups: groups.isEmpty ? nil : groups.map { GroupSummary($0, quiet: simple) })
  }
}
