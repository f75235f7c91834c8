/// The weights of the candidates, and why.
struct BlendDecision: Sendable {
  /// One weight a candidate; their sum is 1.
  let weights: [Double]
  /// The decision in words, a line each.
  let notes: [String]

  /// Decides by the cells of the validation tail.
  ///
  /// The first of the simple forecasts, mostly the naive one, is where it starts. The best of the others counts for what it
  /// proves against it, and the fitted combination of all candidates for what it proves against both.
  /// - Parameters:
  ///   - names: The candidates' names.
  ///   - networks: The number of candidates, the first, that are networks.
  init(_ cells: ValidationCells, names: [String], networks: Int) {
    let count = names.count
    func alone(_ candidate: Int) -> [Double] { (0..<count).map { $0 == candidate ? 1 : 0 } }
    let losses = (0..<count).map { cells.loss(of: alone($0)) }
    let first = networks
    let least = names[first] == Naive.name ? Evidence.naiveThreshold : Evidence.simpleThreshold
    let other = (first + 1..<count).min { losses[$0] < losses[$1] } ?? first
    let simple = Step(cells, from: alone(first), to: alone(other), threshold: least)
    let prior = Self.prior(
      cells.objective.isOfMeans ? losses : losses.map { $0 * $0 }, networks: networks)
    let independent = cells.paired(before: alone(first), after: prior).effectiveCount
    let fitted = BlendWeights.fit(cells, prior: prior, independent: independent)
    let threshold =
      simple.share * Evidence.simpleThreshold + (1 - simple.share) * least
    let last = Step(cells, from: simple.weights, to: fitted, threshold: threshold)
    let decided = BlendWeights.withoutTraces(last.weights)
    weights = decided
    let parts = names.indices.filter { decided[$0] > 0 }
      .map { "\(names[$0]) \(Self.percent(decided[$0]))" }.joined(separator: ", ")
    notes = [
      "over \(cells.blockCount) validation horizons, worth \(Int(independent)) independent ones, \(names[other]) has \(simple.change) error of \(names[first]) and counts "
        + "for \(Self.percent(simple.share)); the combination has \(last.change) error of that and counts for "
        + Self.percent(last.share),
      "weights: \(parts)",
    ]
  }

  /// What the weights are shrunk to: the networks, each by the inverse of its squared error.
  ///
  /// With few blocks, covariances of errors are not known; their sizes are. Bates and Granger (1969),
  /// doi:10.1057/jors.1969.103.
  private static func prior(_ squares: [Double], networks: Int) -> [Double] {
    let best = squares[..<networks].min() ?? 0
    let shares = squares.indices.map { index in
      index < networks ? (best > 0 ? best / squares[index] : squares[index] > 0 ? 0 : 1) : 0
    }
    let sum = shares.reduce(0, +)
    return shares.map { $0 / sum }
  }

  /// A move from one combination towards another, as far as the evidence goes.
  private struct Step {
    let weights: [Double]
    let share: Double
    /// The error after a whole step, as in "1.03 times the".
    let change: String

    init(_ cells: ValidationCells, from start: [Double], to end: [Double], threshold: Double) {
      let share = Evidence.share(cells.paired(before: start, after: end), threshold: threshold)
      weights = zip(start, end).map { (1 - share) * $0 + share * $1 }
      self.share = share
      let ratio = cells.loss(of: end) / cells.loss(of: start)
      change = ratio.isFinite ? "\((1000 * ratio).rounded() / 1000) times the" : "the"
    }
  }

  private static func percent(_ share: Double) -> String { "\((1000 * share).rounded() / 10) %" }
}
