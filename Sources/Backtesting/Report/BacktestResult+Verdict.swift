import Forecasting
import Models

extension BacktestResult {
  /// Whether a model beats naive, in one sentence, and which baselines it does not reach.
  ///
  /// The sentence and the test speak of one metric, ``comparedMetric``.
  func verdict(on model: Int) -> String {
    let name = scores.models[model]
    let naive = scores.models.firstIndex(of: Naive.name)
    guard let naive, let error = scores.value(comparedMetric, model: model),
      let naiveError = scores.value(comparedMetric, model: naive), naiveError > 0
    else { return "\(name) cannot be compared with naive: no actual values, or naive makes no error." }
    if predictions.models[model].values == predictions.models[naive].values {
      return "\(name) does not beat naive: it forecasts the same."
    }
    let difference = "its \(comparedMetric.title) is \(change(from: naiveError, to: error))"
    var sentence: String
    switch tests[model] {
    case .success(let test):
      let probability = test.probability < 0.001 ? "p < 0.001" : "p = \(probabilityText(test.probability))"
      sentence =
        switch (test.statistic < 0, test.probability < 0.05) {
        case (false, _): "\(name) does not beat naive: \(difference) (\(probability))"
        case (true, true): "\(name) beats naive: \(difference) (\(probability))"
        case (true, false):
          "\(name) is not proven to beat naive: \(difference), maybe by chance (\(probability))"
        }
    case .failure(.tooFew(let count, let needed)):
      let distance = backtest.step < backtest.horizon ? " less than a horizon apart" : ""
      sentence =
        "\(name) is not tested against naive, which takes at least \(needed) folds\(distance), and there are "
        + "\(count): \(difference)"
    case .failure(.constantDifference), nil:
      sentence =
        "\(name) is not tested against naive, from which its errors differ by the same in every fold: "
        + difference
    }
    return sentence + otherMetric(model, naive, isLower: error < naiveError) + betterBaselines(than: model)
      + "."
  }

  /// Says so where the MAE, which the table's skill is of, points the other way.
  private func otherMetric(_ model: Int, _ naive: Int, isLower: Bool) -> String {
    guard comparedMetric != .mae, let mae = scores.value(.mae, model: model),
      let naiveMAE = scores.value(.mae, model: naive), naiveMAE > 0, (mae < naiveMAE) != isLower
    else { return "" }
    return ", though its MAE is \(change(from: naiveMAE, to: mae))"
  }

  private func betterBaselines(than model: Int) -> String {
    let better = [SeasonalNaive.name, Linear.name].filter { isBetter($0, than: model) }
    guard !better.isEmpty else { return "" }
    return "; \(better.joined(separator: " and ")) \(better.count == 1 ? "has" : "have") a lower "
      + comparedMetric.title
  }

  private func isBetter(_ baseline: String, than model: Int) -> Bool {
    guard let other = scores.models.firstIndex(of: baseline),
      let least = scores.value(comparedMetric, model: other),
      let error = scores.value(comparedMetric, model: model)
    else { return false }
    return least < error
  }

  /// A change as a share: `2.4 % higher`.
  private func change(from error: Double, to other: Double) -> String {
    let percent = NumberText(decimals: 1).text(abs(1 - other / error) * 100)
    return "\(percent) % \(other > error ? "higher" : "lower")"
  }

  private func probabilityText(_ probability: Double) -> String {
    NumberText(decimals: probability < 0.1 ? 3 : 2).text(probability)
  }
}
