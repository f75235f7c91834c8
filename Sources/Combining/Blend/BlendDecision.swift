import Forecasting
import Platform
import Models
import Windowing

/// The weights of the candidates, and why.
///
/// The prior is a mean: half of the networks, half of the simple forecasts. Where the rows may be random walks, three
/// quarters of it are the naive forecast. Which of two means has the larger weight, and by how much, is the posterior
/// probability that its expected error is the smaller one (see ``PairedLosses``): it stays near a half where little is known,
/// and near one where much is. Inside a mean a candidate weighs by the eighth power of the inverse of its error, at most, and by
/// less of few observations: a mean of several good forecasts errs less than the best of them. Convex weights that forecast
/// better still are shrunk to that (see ``BlendWeights``).
/// - Sources: Bates and Granger (1969), doi:10.1057/jors.1969.103; Smith and Wallis (2009),
///   doi:10.1111/j.1468-0084.2008.00541.x, on why a mean is hard to beat.
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
      "no validation: half of the weight for networks and half for simple forecasts, unproven",
      "weights: \(Self.parts(weights, names))",
    ]
  }

  /// Decides by the cells of the rounds.
  ///
  /// - Parameters:
  ///   - earlier: Cells of tails before those, with the simple forecasts alone: more to judge them by.
  ///   - names: The candidates' names, networks first.
  ///   - networks: The number of networks.
  ///   - charge: The logarithm of the factor by which the errors of networks are flattered.
  ///   - walk: Whether the rows may be random walks.
  ///   - rounding: Whether forecasts are rounded; `nil` for where the cells show that it helps.
  init(
    _ cells: ValidationCells, earlier: [ValidationCells] = [], names: [String], networks networkCount: Int,
    charge: Double,
    walk: RandomWalkTest, rounding: Bool? = nil
  ) {
    let count = names.count
    let networks = Array(0..<networkCount)
    let naive = names.firstIndex(of: Naive.name)
    let choice = RoundingChoice(cells, Self.mean(of: networks, count), asked: rounding)
    isRounded = choice.isRounded
    let cells = isRounded ? cells.rounded : cells
    var judged = cells.keeping(networks.count..<count)
    for tail in earlier { judged.append(tail) }
    // Variances, whose first simple forecast is log-har, return to their mean.
    let isWalk = walk.probability > 0 && naive == networkCount
    let simple = (networks.count..<count).filter { !isWalk || $0 != naive }

    let alone = { (index: Int) in names.indices.map { $0 == index ? 1.0 : 0 } }
    let reference = naive ?? networks.count
    let others = (networks.count..<count).filter { $0 != reference }
    let ofSimple = Group(
      judged.padded(networks.count), from: alone(reference), to: Self.mean(of: others, count))
    let ofNetworks = Group(cells, from: alone(reference), to: Self.mean(of: networks, count))
    var prior = cells.posterior(
      ofSimple.weights(of: simple), against: ofNetworks.weights(of: networks), charge: charge, prior: 0.5)
    if isWalk, let naive {
      prior = cells.posterior(ofWalk: alone(naive), against: prior, probability: walk.probability)
    }
    prior = BlendWeights.withoutTraces(prior)
    weights = BlendWeights.fit(cells, prior: prior, independent: ofNetworks.count)
    let unit = cells.loss(of: alone(reference))
    let errors = names.indices.map {
      "\(names[$0]) \(unit > 0 ? "\((1000 * cells.loss(of: alone($0)) / unit).rounded() / 1000)" : "-")"
    }
    notes = [
      choice.note,
      isWalk
        ? "naive starts with a weight of \((100 * walk.probability).rounded()) %, the probability of random walks (statistic \((10 * walk.statistic).rounded() / 10))"
        : nil,
      "errors on rows left out, those of \(names[reference]) being 1: \(errors.joined(separator: ", ")); over \(cells.blockCount) horizons, worth \(Int(ofNetworks.count)) independent ones",
      "weights: \(Self.parts(weights, names))",
    ].compactMap(\.self)
  }

  /// The plain mean of some candidates.
  private static func mean(of places: [Int], _ count: Int) -> [Double] {
    (0..<count).map { places.contains($0) ? 1 / Double(places.count) : 0 }
  }

  /// The candidates with a weight, as in "theta 40 %, ets 60 %".
  private static func parts(_ weights: [Double], _ names: [String]) -> String {
    names.indices.filter { weights[$0] > 0 }.map { "\(names[$0]) \((1000 * weights[$0]).rounded() / 10) %" }
      .joined(separator: ", ")
  }
}

/// The means of groups of candidates.
private struct Group {
  private let cells: ValidationCells
  /// The number of independent observations that the cells are worth.
  let count: Double
  /// The number of rows whose gains do not depend on each other.
  private let rowCount: Double
  private let candidates: Int

  /// The largest power of errors: one whose errors are a tenth larger has half the weight.
  private static let mostPower = 8.0

  /// What the cells are worth is found by two combinations that differ: how much one gains over the other in each series and
  /// block tells how far those are independent (see ``PairedLosses/effectiveCount``).
  init(_ cells: ValidationCells, from reference: [Double], to other: [Double]) {
    self.cells = cells
    candidates = reference.count
    count = cells.paired(before: reference, after: other).effectiveCount
    rowCount = cells.independentRows(before: reference, after: other)
  }

  /// The weights of candidates by their errors. With as many Laplace distributed errors as the power they would be the
  /// likelihoods. Errors are counted by rows here, since a mean of candidates hedges whatever their weights.
  func weights(of places: [Int]) -> [Double] {
    let losses = places.map { place in cells.loss(of: (0..<candidates).map { $0 == place ? 1 : 0 }) }
    let best = losses.min() ?? 0
    // Some losses are squares already.
    let power = min(Self.mostPower, max(count, rowCount)) / (cells.objective.isOfMeans ? 2 : 1)
    let shares = losses.map { best > 0 ? pow(best / $0, power) : $0 > 0 ? 0 : 1 }
    let sum = shares.reduce(0, +)
    var weights = [Double](repeating: 0, count: candidates)
    for (place, share) in zip(places, shares) { weights[place] = share / sum }
    return weights
  }
}

extension ValidationCells {
  /// The posterior mean of two combinations: each weighs by the probability that its expected error is the smaller one, for
  /// a gain with a normal distribution.
  ///
  /// - Parameters:
  ///   - charge: The logarithm of the factor by which the error of `other` is flattered.
  ///   - prior: The prior probability of `first`.
  fileprivate func posterior(
    _ first: [Double], against other: [Double], charge: Double, prior: Double
  ) -> [Double] {
    let paired = paired(before: first, after: other)
    // The gain is relative to the sum of both errors, and so half a logarithm.
    let deviations = (paired.gain - charge / 2) / paired.variance.squareRoot()
    let isBetter = paired.remainder < 1e-9 ? 1 : 0.5 * erfc(-deviations / 2.0.squareRoot())
    let (before, after) = (prior * (1 - isBetter), (1 - prior) * isBetter)
    let share = before + after > 0 ? after / (before + after) : 1 - prior
    return zip(first, other).map { (1 - share) * $0 + share * $1 }
  }

  /// The posterior mean of the naive forecast of what may be a random walk and of another combination.
  ///
  /// Of a walk the gain is nothing, and else it has a normal distribution of some size: the odds are those of the densities
  /// of the gain that was seen. Small gains need more evidence than large ones, since they are what luck looks like.
  /// - Source: George and McCulloch (1993), doi:10.1080/01621459.1993.10476353, on spikes and slabs.
  fileprivate func posterior(
    ofWalk naive: [Double], against other: [Double], probability: Double
  ) -> [Double] {
    let paired = paired(before: naive, after: other)
    let ratio = Self.deviationOfGains * Self.deviationOfGains / paired.variance
    let square = paired.gain > 0 ? paired.gain * paired.gain / paired.variance : 0
    let factor = (1 + ratio).squareRoot() * exp(-square / 2 * ratio / (1 + ratio))
    let odds = probability / (1 - probability)
    let share = paired.remainder < 1e-9 ? 1 : 1 / (1 + odds * factor)
    return zip(naive, other).map { (1 - share) * $0 + share * $1 }
  }

  /// The deviation of gains over the naive forecast where there is one; 0.1 is an error lower by a fifth.
  private static var deviationOfGains: Double { 0.1 }
}
