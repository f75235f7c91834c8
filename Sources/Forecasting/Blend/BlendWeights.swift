import Glibc

/// Convex weights that make a combination forecast the validation tail well, shrunk to a prior.
///
/// The weights minimise loss(w) / loss(prior) + λ |w − prior|² with λ = 5 / the number of independent groups of
/// cells: a tail of a few horizons of series that move together says little about weights, however many cells it has. Found by exponentiated gradients, which stay on the simplex.
/// - Source: Kivinen and Warmuth (1997), doi:10.1006/inco.1996.2612.
enum BlendWeights {
  private static let steps = 300
  /// Weights below this are noise and cost a model each.
  private static let least = 0.02

  /// Finds the weights.
  ///
  /// - Parameter independent: What the cells are worth (see ``PairedLosses/effectiveCount``).
  static func fit(_ cells: ValidationCells, prior: [Double], independent: Double) -> [Double] {
    let reference = cells.loss(of: prior)
    guard reference > 0, reference.isFinite else { return prior }
    let shrinkage = 5 / max(1, independent)
    func objective(_ weights: [Double]) -> Double {
      let distance = zip(weights, prior).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      return cells.loss(of: weights) / reference + shrinkage * distance
    }
    // Every candidate needs some weight to start with: products never bring one back from zero.
    var weights = prior.map { 0.9 * $0 + 0.1 / Double(prior.count) }
    var best = (weights: prior, value: objective(prior))
    for step in 0..<steps {
      let gradient = gradient(cells, weights, prior, reference: reference, shrinkage: shrinkage)
      let rate = 0.5 / (1 + 0.05 * Double(step))
      let least = gradient.min() ?? 0
      weights = normalised(zip(weights, gradient).map { $0 * exp(-rate * ($1 - least)) })
      let value = objective(weights)
      if value < best.value { best = (weights, value) }
    }
    return withoutTraces(best.weights)
  }

  /// The weights without those too small to matter.
  static func withoutTraces(_ weights: [Double]) -> [Double] {
    normalised(weights.map { $0 < least ? 0 : $0 })
  }

  private static func gradient(
    _ cells: ValidationCells, _ weights: [Double], _ prior: [Double], reference: Double, shrinkage: Double
  ) -> [Double] {
    var gradient = zip(weights, prior).map { 2 * shrinkage * ($0 - $1) }
    let unit = 1 / (reference * Double(cells.truths.count))
    for cell in cells.truths.indices {
      let slope = unit * cells.objective.slope(cells.combination(weights, cell), cells.truths[cell])
      guard slope != 0 else { continue }
      for candidate in gradient.indices { gradient[candidate] += slope * cells.forecasts[candidate][cell] }
    }
    return gradient
  }

  private static func normalised(_ weights: [Double]) -> [Double] {
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }
}
