/// The weights of the candidates, and why.
struct BlendDecision: Sendable {
  /// One weight a candidate; their sum is 1.
  let weights: [Double]
  /// The decision in words, a line each.
  let notes: [String]

  /// How much better another simple forecast must be than the naive one to be the one that is to be beaten.
  private static let margin = 0.99

  /// Decides by the cells of the validation tail.
  ///
  /// - Parameters:
  ///   - names: The candidates' names.
  ///   - networks: The number of candidates, the first, that are networks and share the prior; the next is naive.
  init(_ cells: ValidationCells, names: [String], networks: Int) {
    let count = names.count
    func alone(_ candidate: Int) -> [Double] { (0..<count).map { $0 == candidate ? 1 : 0 } }
    let prior = (0..<count).map { $0 < networks ? 1 / Double(networks) : 0 }
    let losses = (0..<count).map { cells.loss(of: alone($0)) }
    let naive = networks
    var simple = (networks..<count).min { losses[$0] < losses[$1] } ?? naive
    if losses[simple] >= Self.margin * losses[naive] { simple = naive }

    let fitted = BlendWeights.fit(cells, prior: prior)
    let gains = zip(cells.losses(of: alone(simple)), cells.losses(of: fitted)).map { $0 - $1 }
    let share = Evidence.share(gains: gains, overNaive: simple == naive)
    let decided = zip(fitted, alone(simple)).map { share * $0 + (1 - share) * $1 }
    weights = decided
    let parts = names.indices.filter { decided[$0] > 0 }
      .map { "\(names[$0]) \(Self.percent(decided[$0]))" }.joined(separator: ", ")
    let gain = losses[simple] > 0 ? 1 - cells.loss(of: fitted) / losses[simple] : 0
    notes = [
      "the best combination has a validation error \(Self.percent(abs(gain))) "
        + "\(gain >= 0 ? "smaller" : "larger") than \(names[simple])'s, over \(cells.blockCount) horizons: "
        + "it counts for \(Self.percent(share))",
      "weights: \(parts)",
    ]
  }

  private static func percent(_ share: Double) -> String { "\((1000 * share).rounded() / 10) %" }
}
