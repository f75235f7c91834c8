import Forecasting

/// One protocol with all models asked for, after those that check the protocol.
struct Campaign {
  /// The protocol.
  let plan: AccuracyProtocol
  /// The models, in the order of the table.
  let models: [Model]
  /// Seeds of networks.
  let seeds: Int
  /// Fits and scores.
  let judge: Judge

  /// The models judged in any case: those without which neither a check nor a headline can be computed, and
  /// specialists.
  private var references: [String] {
    var names = plan.expectations.map(\.model) + plan.specialists
    if case .ratio(_, let references) = plan.headline { names += references }
    return names.distinct
  }

  /// Judges all models, beginning with those that check the protocol, and reports the result of each.
  ///
  /// - Parameters:
  ///   - data: The folder with the data sets.
  ///   - note: A function that is called with each verdict.
  ///   - finished: A function that is called with the standing of each model.
  /// - Returns: The failures: the protocol's checks, after which no other model is judged, or single models.
  /// - Throws: The error of a model, of the reading of the data, or of `note`.
  func run(
    _ data: DataFolder, note: (Verdict) throws -> Void, finished: (Standing) -> Void
  ) throws -> [String] {
    let trials = try plan.trials(data)
    func judged(_ model: Model, seeds: Int = 1) throws -> [Verdict] {
      try (1...seeds).flatMap { seed in
        try trials.map { trial in
          let verdict = try judge.judge(model, seed: seed, in: trial)
          try note(verdict)
          return verdict
        }
      }
    }
    // A ratio to the best of some models is known when all of them are judged.
    let first = try references.map { try judged(Model(named: $0)) }
    let verdicts = first.flatMap(\.self)
    for own in first { finished(Standing(plan, own, references: verdicts)) }
    let failures = plan.failures(of: verdicts)
    guard failures.isEmpty else { return failures }
    return models.filter { !references.contains($0.name) }.compactMap { model in
      do {
        let own = try judged(model, seeds: model.isNetwork ? seeds : 1)
        finished(Standing(plan, own, references: verdicts))
        return nil
      } catch {
        return "\(plan.name): \(model.name): \(error)"
      }
    }
  }
}

extension AccuracyProtocol {
  /// The expectations that `verdicts` do not meet, in words.
  func failures(of verdicts: [Verdict]) -> [String] {
    expectations.compactMap { expectation in
      let verdict = verdicts.first { $0.trial == expectation.trial && $0.model == expectation.model }
      let score = verdict?.score(expectation.metric) ?? .nan
      return expectation.isMet(by: score)
        ? nil
        : "protocol check FAILED: \(name), \(expectation.trial): \(expectation.metric) of \(expectation.model) is \(score), expected \(expectation.score)"
    }
  }
}
