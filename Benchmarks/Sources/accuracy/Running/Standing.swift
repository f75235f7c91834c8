/// What a model's verdicts come to in one protocol.
struct Standing {
  /// The protocol's name.
  let plan: String
  /// The model's name.
  let model: String
  /// The headline of each seed.
  let headlines: [Double]
  /// For each trial its name and the mean of the headline's metric over the seeds.
  let trials: [(name: String, score: Double)]
  /// Seconds a seed.
  let seconds: Double

  /// Takes the verdicts of one model, of all trials and seeds, beside those of the models it is measured by.
  init(_ plan: AccuracyProtocol, _ verdicts: [Verdict], references: [Verdict]) {
    self.plan = plan.name
    model = verdicts.first?.model ?? ""
    let seeds = verdicts.map(\.seed).distinct
    let names = verdicts.map(\.trial).distinct
    let score = { plan.headline.score($0, references: references) }
    headlines = seeds.map { seed in verdicts.filter { $0.seed == seed }.map(score).mean }
    trials = names.map { name in (name, verdicts.filter { $0.trial == name }.map(score).mean) }
    seconds = verdicts.reduce(0) { $0 + $1.seconds } / Double(max(1, seeds.count))
  }
}

extension AccuracyProtocol.Headline {
  /// The score of one verdict.
  fileprivate func score(_ verdict: Verdict, references: [Verdict]) -> Double {
    switch self {
    case .mean(let metric): return verdict.score(metric) ?? .nan
    case .ratio(let metric, let models):
      let others = references.filter { $0.trial == verdict.trial && models.contains($0.model) }
      let best = others.compactMap { $0.score(metric) }.min() ?? .nan
      return (verdict.score(metric) ?? .nan) / best
    }
  }
}

extension Array where Element: Equatable {
  /// The elements without repetitions, in the order of their first appearance.
  var distinct: Self { reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
}

extension [Double] {
  /// The mean; `nan` of none.
  var mean: Double { reduce(0, +) / Double(count) }

  /// The standard deviation of a sample; 0 of a single number.
  var spread: Double {
    guard count > 1 else { return 0 }
    let mean = mean
    return (reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)).squareRoot()
  }
}
