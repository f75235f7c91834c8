import Forecasting
import Registry

/// A backtest in numbers: what its table shows, for programs.
public struct BacktestSummary: Sendable, Equatable, Codable {
  /// One model's line of the table.
  public struct Model: Sendable, Equatable, Codable {
    /// The model's name.
    public var name: String
    /// The mean absolute error over all.
    public var mae: Double?
    /// The root mean squared error over all.
    public var rmse: Double?
    /// The mean absolute scaled error over all.
    public var mase: Double?
    /// The symmetric mean absolute percentage error over all, in 0...1.
    public var smape: Double?
    /// 1 - MAE / MAE of naive.
    public var skill: Double?
    /// The mean absolute error of leads 1...horizon.
    public var maeByLead: [Double?]
    /// The test against naive; `nil` for naive and where nothing can be tested, which the verdict explains.
    public var test: DieboldMariano?
    /// What the test says in words; `nil` for the simple baselines.
    public var verdict: String?
  }

  /// Leads forecast at each cutoff.
  public var horizon: Int
  /// Rows between two cutoffs.
  public var step: Int
  /// Training targets dropped just before each cutoff.
  public var gap: Int
  /// Steps a season lasts, for MASE.
  public var season: Int
  /// The metric that tests and verdicts are of.
  public var comparedMetric: Metric
  /// The models, in the order of the predictions file.
  public var models: [Model]
  /// The folds, earliest first.
  public var folds: [BacktestResult.FoldSummary]
  /// What a user should be told besides.
  public var notices: [String]
}

extension BacktestResult {
  /// The result in numbers.
  public var summary: BacktestSummary {
    let simple = ModelRegistry.entries.filter { !$0.isNetwork }.map(\.name)
    let models = scores.models.indices.map { model in
      let value = { (metric: Metric) in scores.value(metric, model: model) }
      return BacktestSummary.Model(
        name: scores.models[model], mae: value(.mae), rmse: value(.rmse), mase: value(.mase),
        smape: value(.smape), skill: value(.skill),
        maeByLead: (1...backtest.horizon).map { scores.value(.mae, model: model, lead: $0) },
        test: try? tests[model]?.get(),
        verdict: simple.contains(scores.models[model]) ? nil : verdict(on: model))
    }
    return BacktestSummary(
      horizon: backtest.horizon, step: backtest.step, gap: backtest.gap, season: season,
      comparedMetric: comparedMetric, models: models,
      folds: folds, notices: notices)
  }
}
