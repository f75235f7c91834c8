import Glibc

/// The weights of the candidates, and why.
struct BlendDecision: Sendable {
  /// One weight a candidate; their sum is 1.
  let weights: [Double]
  /// Whether forecasts are rounded to the decimals that the values have.
  let isRounded: Bool
  /// The decision in words, a line each.
  let notes: [String]

  /// What to do where nothing validates: half of the networks, half of the simple forecasts, which hedge each other.
  init(unjudged names: [String], networks: Int, rounding: Bool?) {
    let simple = names.count - networks
    weights = names.indices.map { 0.5 / Double($0 < networks ? networks : simple) }
    isRounded = rounding == true
    notes = [
      "no validation: networks and simple forecasts count for half each, unproven",
      "weights: \(Self.parts(weights, names))",
    ]
  }

  /// Decides by the cells of the validation tail.
  ///
  /// The first of the simple forecasts, mostly the naive one, is where it starts. A mean of the others counts for what it
  /// proves against it, and the fitted combination of all candidates for what it proves against both. Of several good
  /// simple forecasts a mean mostly errs less than the one that a short tail likes best.
  /// - Parameters:
  ///   - earlier: Cells of tails before that one, with the simple forecasts alone: more to judge them by.
  ///   - names: The candidates' names.
  ///   - networks: The number of candidates, the first, that are networks.
  ///   - rounding: Whether forecasts are rounded; `nil` for where the tail shows that it helps.
  init(
    _ cells: ValidationCells, earlier: [ValidationCells] = [], names: [String], networks: Int,
    rounding: Bool? = nil
  ) {
    let choice = RoundingChoice(cells, Self.mean(of: 0..<networks, cells, power: 2), asked: rounding)
    isRounded = choice.isRounded
    let cells = isRounded ? cells.rounded : cells
    let first = networks
    let start = names.indices.map { $0 == first ? 1.0 : 0 }
    let naive = names[first] == Naive.name ? 1.0 : 0
    // With few blocks, covariances of errors are not known; their sizes are. Bates and Granger (1969),
    // doi:10.1057/jors.1969.103.
    let ofNetworks = Self.mean(of: 0..<networks, cells, power: 2)
    let independent = cells.paired(before: start, after: ofNetworks).effectiveCount
    var judged = cells.keeping(networks..<names.count)
    for tail in earlier { judged.append(tail) }
    let others = BlendWeights.withoutTraces(
      Self.mean(of: 1..<names.count - networks, judged, power: Self.selectivity))
    let simple = Step(judged, from: Array(start[networks...]), to: others, prior: .naive(by: naive))
    let fitted = BlendWeights.fit(cells, prior: ofNetworks, independent: independent)
    let last = Step(
      cells, from: start[..<networks] + simple.weights, to: fitted,
      prior: .naive(by: naive * (1 - simple.share)))
    weights = BlendWeights.withoutTraces(last.weights)
    notes = [
      choice.note,
      "over \(cells.blockCount) validation horizons, worth \(Int(independent)) independent ones, "
        + "\(Self.parts(others, Array(names[networks...]))) has \(simple.change) error of \(names[first]) and counts for "
        + "\(Self.percent(simple.share)) by \(judged.blockCount) horizons; the combination has \(last.change) error of that and counts for "
        + Self.percent(last.share),
      "weights: \(Self.parts(weights, names))",
    ].compactMap(\.self)
  }

  /// The power of errors by which simple forecasts count: one whose errors are a tenth larger counts half as much.
  private static let selectivity = 8.0

  /// The mean of the candidates in `range`, each by an inverse power of its errors.
  private static func mean(of range: Range<Int>, _ cells: ValidationCells, power: Double) -> [Double] {
    let count = cells.forecasts.count
    let losses = range.map { candidate in cells.loss(of: (0..<count).map { $0 == candidate ? 1 : 0 }) }
    let best = losses.min() ?? 0
    // Some losses are squares already.
    let power = cells.objective.isOfMeans ? power / 2 : power
    let shares = losses.map { best > 0 ? pow(best / $0, power) : $0 > 0 ? 0 : 1 }
    let sum = shares.reduce(0, +)
    return (0..<count).map { range.contains($0) ? shares[$0 - range.lowerBound] / sum : 0 }
  }

  /// The candidates with a weight, as in "theta 40 %, ets 60 %".
  private static func parts(_ weights: [Double], _ names: [String]) -> String {
    names.indices.filter { weights[$0] > 0 }.map { "\(names[$0]) \(percent(weights[$0]))" }
      .joined(separator: ", ")
  }

  /// A move from one combination towards another, as far as the evidence goes.
  private struct Step {
    let weights: [Double]
    let share: Double
    /// The error after a whole step, as in "1.03 times the".
    let change: String

    init(_ cells: ValidationCells, from start: [Double], to end: [Double], prior: Evidence.Prior) {
      let paired = cells.paired(before: start, after: end)
      let share = Evidence.share(paired, prior: prior)
      weights = zip(start, end).map { (1 - share) * $0 + share * $1 }
      self.share = share
      let ratio = cells.loss(of: end) / cells.loss(of: start)
      let certainty = (10 * paired.gain / paired.variance.squareRoot()).rounded() / 10
      change = ratio.isFinite ? "\((1000 * ratio).rounded() / 1000) times (t \(certainty)) the" : "the"
    }
  }

  private static func percent(_ share: Double) -> String { "\((1000 * share).rounded() / 10) %" }
}
