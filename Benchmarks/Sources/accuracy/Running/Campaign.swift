import Forecasting

/// One protocol with all models asked for: the simple ones first, since they check the protocol.
struct Campaign {
  /// The protocol.
  let plan: AccuracyProtocol
  /// The models, in the order of the table.
  let models: [Model]
  /// Seeds of networks.
  let seeds: Int
  /// Fits and scores.
  let judge: Judge

  /// The models without which neither a check nor a headline can be computed.
  private var references: [String] {
    var names = plan.expectations.map(\.model)
    if case .ratio(_, let references) = plan.headline { names += references }
    return names.distinct
  }

  /// Judges all models, simple ones first, and tells what came of each.
  ///
  /// - Parameters:
  ///   - note: Called with each verdict.
  ///   - finished: Called with the standing of each model.
  /// - Returns: How the protocol's checks failed; networks are then left out.
  func run(
    _ data: DataFolder, note: (Verdict) throws -> Void, finished: (Standing) -> Void
  ) throws -> [String] {
    let trials = try plan.trials(data)
    let others = models.filter { !$0.isNetwork && !references.contains($0.name) }
    let simple = try references.map(Model.init(named:)) + others
    var verdicts: [Verdict] = []
    func judged(_ model: Model, seed: Int) throws -> [Verdict] {
      try trials.map { trial in
        let verdict = try judge.judge(model, seed: seed, in: trial)
        try note(verdict)
        return verdict
      }
    }
    for model in simple {
      let own = try judged(model, seed: 1)
      verdicts += own
      finished(Standing(plan, own, references: verdicts))
    }
    let failures = plan.failures(of: verdicts)
    guard failures.isEmpty else { return failures }
    for model in models where model.isNetwork {
      let own = try (1...seeds).flatMap { try judged(model, seed: $0) }
      finished(Standing(plan, own, references: verdicts))
    }
    return []
  }
}

extension AccuracyProtocol {
  /// The expectations that `verdicts` do not meet, in words.
  func failures(of verdicts: [Verdict]) -> [String] {
    expectations.compactMap { expectation in
      guard
        let verdict = verdicts.first(where: {
          $0.trial == expectation.trial && $0.model == expectation.model
        })
      else { return nil }
      let score = verdict.score(expectation.metric) ?? .nan
      return expectation.isMet(by: score)
        ? nil
        : "\(name), \(expectation.trial): \(expectation.metric) of \(expectation.model) is \(score), expected \(expectation.score)"
    }
  }
}
