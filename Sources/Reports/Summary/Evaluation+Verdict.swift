import Backtesting
import Files
import Models

extension Evaluation {
  /// Says in one sentence whether a model beats the reference, and which baselines it does not reach.
  ///
  /// The sentence and the test are about one metric, ``comparedMetric``.
  ///
  /// - Parameters:
  ///   - model: The position of the model.
  ///   - family: The positions of the models that sentences are written on, whose tests are adjusted for
  ///     their number.
  /// - Returns: The sentence.
  func verdict(on model: Int, in family: [Int]) -> String {
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
    return sentence(on: model, in: family, difference)
      + otherMetric(model, other, isLower: error < otherError)
      + betterBaselines(than: model) + "." + leadSentence(on: model, in: family)
      + directionSentence(on: model)
  }

  /// The probabilities of the tests of `family`, adjusted by Holm's method for their number; `nil` of models
  /// without one.
  func adjustedProbabilities(of family: [Int]) -> [Double?] {
    Comparison.adjusted(family.map { try? comparisons[$0]?.overall.get().probability })
  }

  /// What the test says, with the difference that it is of.
  private func sentence(on model: Int, in family: [Int], _ difference: String) -> String {
    let name = scores.models[model]
    switch comparisons[model]?.overall {
    case .success(let test):
      let adjusted = adjustedProbabilities(of: family)
      let value = family.firstIndex(of: model).flatMap { adjusted[$0] } ?? test.probability
      let count = adjusted.count { $0 != nil }
      let probability =
        (value < 0.001 ? "p < 0.001" : "p = \(probabilityText(value))")
        + (count > 1 ? " by Holm's method over \(count) models" : "")
      return switch (test.statistic < 0, value < 0.05) {
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

  /// At which leads the model is better or worse than the reference, by tests of each; empty where there are
  /// none.
  private func leadSentence(on model: Int, in family: [Int]) -> String {
    guard scores.horizon > 1, let comparison = comparisons[model], let place = family.firstIndex(of: model)
    else { return "" }
    let (all, count) = adjustedByLead(of: family)
    let adjusted = all[place]
    guard adjusted.contains(where: { $0 != nil }) else { return "" }
    var leads: [String: [Int]] = [:]
    for (place, outcome) in comparison.byLead.enumerated() {
      guard let test = try? outcome.get(), let value = adjusted[place] else { continue }
      let finding = value >= 0.05 ? "may differ by chance" : test.statistic < 0 ? "is better" : "is worse"
      leads[finding, default: []].append(place + 1)
    }
    let findings = ["is better", "is worse", "may differ by chance"].compactMap { finding in
      leads[finding].map { "\(finding) at \(Self.ranges($0))" }
    }
    return " At single leads, by Holm's method over \(count) tests, it \(findings.listed)."
  }

  /// The probabilities of the tests of `family` at each lead, adjusted by Holm's method for all of them
  /// together, and how many they are; `nil` of leads without one.
  private func adjustedByLead(of family: [Int]) -> (probabilities: [[Double?]], count: Int) {
    let found = family.map { comparisons[$0]?.byLead.map { try? $0.get().probability } ?? [] }
    let adjusted = Comparison.adjusted(Array(found.joined()))
    var start = 0
    let parts = found.map { part in
      defer { start += part.count }
      return Array(adjusted[start..<start + part.count])
    }
    return (parts, adjusted.count { $0 != nil })
  }

  /// How often the model calls the direction of the next row right, and whether that may be chance; empty
  /// where it is not scored.
  private func directionSentence(on model: Int) -> String {
    guard let share = scores.value(.direction, model: model, lead: 1) else { return "" }
    let sentence = " Of the changes to the next row it calls \(NumberText.share(share)) right"
    guard let test = directions[model] else {
      return sentence
        + ", which is tested for one series, at least \(PesaranTimmermann.leastCount) calls, and calls and changes of both signs."
    }
    let probability = test.probability < 0.001 ? "p < 0.001" : "p = \(probabilityText(test.probability))"
    return sentence + " (one-sided \(probability) by Pesaran and Timmermann's test of \(test.count) calls)."
  }

  /// Numbers in words, with neighbours together: `1, 3 to 5 and 9`.
  static func ranges(_ numbers: [Int]) -> String {
    var runs: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = runs.last, last.upperBound + 1 == number {
        runs[runs.count - 1] = last.lowerBound...number
      } else {
        runs.append(number...number)
      }
    }
    return
      runs.flatMap { run in
        run.count > 2 ? ["\(run.lowerBound) to \(run.upperBound)"] : run.map(\.description)
      }.listed
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
    return "; \(better.listed) \(better.count == 1 ? "has" : "have") a lower "
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
