import Models

extension Evaluation {
  /// Whether a model beats the reference, in one sentence, and which baselines it does not reach.
  ///
  /// The sentence and the test speak of one metric, ``comparedMetric``.
  func verdict(on model: Int) -> String {
    let name = scores.models[model]
    guard let other = scores.models.firstIndex(of: reference),
      let error = scores.value(comparedMetric, model: model),
      let otherError = scores.value(comparedMetric, model: other), otherError > 0
    else {
      return "\(name) cannot be compared with \(reference): no actual values, or \(reference) makes no error."
    }
    if predictions.models[model].values == predictions.models[other].values {
      return "\(name) does not beat \(reference): it forecasts the same."
    }
    let difference = "its \(comparedMetric.title) is \(change(from: otherError, to: error))"
    return sentence(on: model, difference) + otherMetric(model, other, isLower: error < otherError)
      + betterBaselines(than: model) + "."
  }

  /// What the test says, with the difference that it is of.
  private func sentence(on model: Int, _ difference: String) -> String {
    let name = scores.models[model]
    switch tests[model] {
    case .success(let test):
      let probability = test.probability < 0.001 ? "p < 0.001" : "p = \(probabilityText(test.probability))"
      return switch (test.statistic < 0, test.probability < 0.05) {
      case (false, _): "\(name) does not beat \(reference): \(difference) (\(probability))"
      case (true, true): "\(name) beats \(reference): \(difference) (\(probability))"
      case (true, false):
        "\(name) is not proven to beat \(reference): \(difference), maybe by chance (\(probability))"
      }
    case .failure(.tooFew(let count, let needed)):
      let distance = foldsOverlap ? " less than a horizon apart" : ""
      return
        "\(name) is not tested against \(reference), which takes at least \(needed) folds\(distance), and there are "
        + "\(count): \(difference)"
    case .failure(.constantDifference), nil:
      return
        "\(name) is not tested against \(reference), from which its errors differ by the same in every fold: "
        + difference
    }
  }

  /// Says so where the MAE, which the table's skill is of, points the other way.
  private func otherMetric(_ model: Int, _ other: Int, isLower: Bool) -> String {
    guard comparedMetric != .mae, let mae = scores.value(.mae, model: model),
      let otherMAE = scores.value(.mae, model: other), otherMAE > 0, (mae < otherMAE) != isLower
    else { return "" }
    return ", though its MAE is \(change(from: otherMAE, to: mae))"
  }

  private func betterBaselines(than model: Int) -> String {
    let better = [SeasonalNaive.name, Linear.name].filter { isBetter($0, than: model) }
    guard !better.isEmpty else { return "" }
    return "; \(better.joined(separator: " and ")) \(better.count == 1 ? "has" : "have") a lower "
      + comparedMetric.title
  }

  private func isBetter(_ baseline: String, than model: Int) -> Bool {
    guard baseline != reference, let other = scores.models.firstIndex(of: baseline),
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
