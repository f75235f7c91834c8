import Forecasting

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
    /// The test against naive; `nil` for naive and where there is too little to test.
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
    let simple = Zoo.entries.filter { !$0.isNetwork }.map(\.name)
    let models = scores.models.indices.map { model in
      let value = { (metric: Metric) in scores.value(metric, model: model) }
      return BacktestSummary.Model(
        name: scores.models[model], mae: value(.mae), rmse: value(.rmse), mase: value(.mase),
        smape: value(.smape), skill: value(.skill),
        maeByLead: (1...backtest.horizon).map { scores.value(.mae, model: model, lead: $0) },
        test: tests[model], verdict: simple.contains(scores.models[model]) ? nil : verdict(on: model))
    }
    return BacktestSummary(
      horizon: backtest.horizon, step: backtest.step, gap: backtest.gap, season: season, models: models,
      folds: folds, notices: notices)
  }

  /// Whether a model beats naive, in one sentence, and which baselines it does not reach.
  private func verdict(on model: Int) -> String {
    let name = scores.models[model]
    guard let skill = scores.value(.skill, model: model) else {
      return "\(name) cannot be compared with naive: no actual values, or naive makes no error."
    }
    let naive = predictions.models.first { $0.name == Naive.name }
    if predictions.models[model].values == naive?.values {
      return "\(name) does not beat naive: it forecasts the same."
    }
    let percent = NumberText(decimals: 1).text(abs(skill) * 100)
    let difference = "its MAE is \(percent) % \(skill < 0 ? "higher" : "lower")"
    var sentence: String
    if let test = tests[model] {
      let probability = test.probability < 0.001 ? "p < 0.001" : "p = \(probabilityText(test.probability))"
      sentence =
        switch (skill > 0, test.probability < 0.05) {
        case (false, _): "\(name) does not beat naive: \(difference) (\(probability))"
        case (true, true): "\(name) beats naive: \(difference) (\(probability))"
        case (true, false):
          "\(name) is not proven to beat naive: \(difference), maybe by chance (\(probability))"
        }
    } else {
      sentence = "\(name) is not tested against naive, there are too few cutoffs: \(difference)"
    }
    let better = [SeasonalNaive.name, Linear.name].filter { isBetter($0, than: model) }
    if !better.isEmpty {
      sentence += "; \(better.joined(separator: " and ")) \(better.count == 1 ? "has" : "have") a lower MAE"
    }
    return sentence + "."
  }

  private func isBetter(_ baseline: String, than model: Int) -> Bool {
    guard let other = scores.models.firstIndex(of: baseline), let least = scores.value(.mae, model: other),
      let mae = scores.value(.mae, model: model)
    else { return false }
    return least < mae
  }

  private func probabilityText(_ probability: Double) -> String {
    NumberText(decimals: probability < 0.1 ? 3 : 2).text(probability)
  }
}
