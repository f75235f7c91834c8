import Forecasting
import Models
import Platform
import Windowing

/// The weights of the candidates of a blend, with the reasons.
///
/// The weights are found in four steps:
///
/// 1. Inside each of the two groups, the networks and the simple forecasters, a candidate with the mean loss
///    L has a weight proportional to (L_min / L)ᵖ. The power p is the larger one of the effective numbers of
///    groups and of rows, at most 8, and half of that for squared losses, so that the weights are nearly
///    equal where observations are few: a mean of several good forecasts often has a smaller error than the
///    best of them.
/// 2. The two means are combined by the posterior probability that the mean of networks has the smaller
///    expected loss, with a prior probability of 1/2 and a normal distribution of the mean gain (see
///    ``PairedLosses``).
/// 3. Where the series may be random walks (see ``RandomWalkTest``), the naive forecast is no member of its
///    group, and is combined with the result by the posterior probability of a random walk.
/// 4. Convex weights with a smaller loss are shrunk to these (see ``BlendWeights``).
///
/// - Sources: Bates and Granger (1969), doi:10.1057/jors.1969.103; Smith and Wallis (2009),
///   doi:10.1111/j.1468-0084.2008.00541.x, on why an equal-weighted mean is hard to improve on.
struct BlendDecision: Sendable {
  /// The weight of each candidate; the weights sum to 1.
  let weights: [Double]
  /// Whether forecasts are rounded to the decimals that the values have.
  let isRounded: Bool
  /// The parts of the decision, with the errors that the weights follow from.
  let reasons: [Decision]

  /// The decision without any validation: a weight of 1/2 is divided equally among the networks, and 1/2
  /// among the simple forecasters.
  ///
  /// - Parameters:
  ///   - names: The candidates' names, networks first.
  ///   - networks: The number of networks.
  ///   - rounding: Whether the user asked for rounded forecasts.
  init(unjudged names: [String], networks: Int, rounding: Bool?) {
    let simple = names.count - networks
    weights = names.indices.map { 0.5 / Double($0 < networks ? networks : simple) }
    isRounded = rounding == true
    reasons = [
      Decision(
        "weights", .weights(Self.figures(weights, names)),
        reason:
          "half for networks and half for simple forecasts, since there is no validation to prove others")
    ]
  }

  /// Decides by the forecasts of all rounds.
  ///
  /// - Parameters:
  ///   - cells: The forecasts of all candidates and the observed values.
  ///   - earlier: The cells of the simple forecasters alone over earlier validation tails.
  ///   - names: The candidates' names, networks first.
  ///   - networkCount: The number of networks.
  ///   - charge: The logarithm of the factor by which early stopping lowers the validation loss of networks
  ///     below their expected loss.
  ///   - walk: The test for random walks.
  ///   - rounding: Whether forecasts are rounded; `nil` for where that lowers the validation loss.
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
    // Variances revert to their mean and are no random walks; the first simple forecaster for them is
    // log-har.
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
      Decision.Figure(name: names[$0], value: unit > 0 ? cells.loss(of: alone($0)) / unit : nil)
    }
    let start = walk.probability
    reasons = [
      choice.decision,
      isWalk
        ? Decision(
          "prior weight of naive", .text("\((100 * start).rounded()) %"),
          reason: "the probability of random walks, by a statistic of \((10 * walk.statistic).rounded() / 10)"
        )
        : nil,
      Decision(
        "errors on rows left out, relative to \(names[reference])", .relativeErrors(errors),
        reason: "over \(cells.blockCount) horizons, worth \(Int(ofNetworks.count)) independent ones"),
      Decision("weights", .weights(Self.figures(weights, names))),
    ].compactMap(\.self)
  }

  /// The weights of the mean of the candidates in `places`, out of `count`.
  private static func mean(of places: [Int], _ count: Int) -> [Double] {
    (0..<count).map { places.contains($0) ? 1 / Double(places.count) : 0 }
  }

  /// The candidates with a positive weight.
  private static func figures(_ weights: [Double], _ names: [String]) -> [Decision.Figure] {
    zip(names, weights).filter { $0.1 > 0 }.map { Decision.Figure(name: $0, value: $1) }
  }
}

/// The weights of candidates inside a group, from their losses.
private struct Group {
  private let cells: ValidationCells
  /// The effective number of independent groups of cells.
  let count: Double
  /// The effective number of independent rows.
  private let rowCount: Double
  private let candidates: Int

  /// The largest power p of the inverse loss: at p = 8, a candidate whose loss is larger by a tenth has about
  /// half the weight.
  private static let mostPower = 8.0

  /// Estimates the effective numbers of groups and of rows from the difference of losses between two
  /// combinations.
  ///
  /// The numbers are ``PairedLosses/effectiveCount`` and ``ValidationCells/independentRows(before:after:)``.
  init(_ cells: ValidationCells, from reference: [Double], to other: [Double]) {
    self.cells = cells
    candidates = reference.count
    count = cells.paired(before: reference, after: other).effectiveCount
    rowCount = cells.independentRows(before: reference, after: other)
  }

  /// The weights of the candidates in `places`, proportional to (L_min / L)ᵖ with their mean losses L, and 0
  /// for all others.
  ///
  /// For p independent errors with Laplace distributions whose scale is estimated by L, the weights are
  /// proportional to the likelihoods. The power counts rows, and not only groups, since the combination of
  /// several candidates lowers the variance of the error for any of these weights.
  func weights(of places: [Int]) -> [Double] {
    let losses = places.map { place in cells.loss(of: (0..<candidates).map { $0 == place ? 1 : 0 }) }
    let best = losses.min() ?? 0
    // A squared loss has half the power.
    let power = min(Self.mostPower, max(count, rowCount)) / (cells.objective.isOfMeans ? 2 : 1)
    let shares = losses.map { best > 0 ? pow(best / $0, power) : $0 > 0 ? 0 : 1 }
    let sum = shares.reduce(0, +)
    var weights = [Double](repeating: 0, count: candidates)
    for (place, share) in zip(places, shares) { weights[place] = share / sum }
    return weights
  }
}

extension ValidationCells {
  /// The mean of two combinations, weighted by the posterior probability that each has the smaller expected
  /// loss.
  ///
  /// With the mean gain g of `other` over `first` and its variance v, the likelihood of a smaller expected
  /// loss of `other` is Φ((g − charge / 2) / √v). It is taken to be 1 where the loss of `other` is nearly 0
  /// relative to that of `first`.
  ///
  /// - Parameters:
  ///   - first: The weights of the first combination.
  ///   - other: The weights of the second combination.
  ///   - charge: The logarithm of the factor by which the loss of `other` is below its expected value.
  ///   - prior: The prior probability of `first`.
  /// - Returns: The weights of the mean, one a candidate.
  fileprivate func posterior(
    _ first: [Double], against other: [Double], charge: Double, prior: Double
  ) -> [Double] {
    let paired = paired(before: first, after: other)
    // The gain is relative to the sum of both losses: for a ratio exp(c) of losses it is about c / 2.
    let deviations = (paired.gain - charge / 2) / paired.variance.squareRoot()
    let isBetter = paired.remainder < 1e-9 ? 1 : 0.5 * erfc(-deviations / 2.0.squareRoot())
    let (before, after) = (prior * (1 - isBetter), (1 - prior) * isBetter)
    let share = before + after > 0 ? after / (before + after) : 1 - prior
    return zip(first, other).map { (1 - share) * $0 + share * $1 }
  }

  /// The mean of the naive forecast of what may be a random walk and another combination, weighted by the
  /// posterior probability of a random walk.
  ///
  /// For a random walk the expected gain is 0; otherwise it has a normal prior distribution of mean 0 and
  /// standard deviation τ = 0.1. With the observed mean gain g of variance v, the Bayes factor of the random
  /// walk is √(1 + τ²/v) · exp(−g² / (2v) · τ² / (v + τ²)); a negative gain counts as 0. The factor is larger
  /// than 1 for gains of up to about one standard error, so that small gains need more evidence than in step
  /// 2 of the decision.
  /// - Source: George and McCulloch (1993), doi:10.1080/01621459.1993.10476353, on priors of a spike and a
  ///   slab.
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

  /// The prior standard deviation τ of the gain over the naive forecast; a gain of 0.1 is a loss that is
  /// smaller by about a fifth.
  private static var deviationOfGains: Double { 0.1 }
}
