import Forecasting
import Platform
import Models
import Windowing

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
    // Every candidate needs some weight to start with: products never bring one back from zero.
    var weights = prior.map { 0.9 * $0 + 0.1 / Double(prior.count) }
    // The prior's own loss is the reference, and its distance nothing.
    var best = (weights: prior, value: 1.0)
    for step in 0...steps {
      let (loss, slopes) = cells.lossAndSlopes(of: weights)
      let differences = zip(weights, prior).map { $0 - $1 }
      let value = loss / reference + shrinkage * differences.reduce(0) { $0 + $1 * $1 }
      // What it starts from is no candidate.
      if step > 0, value < best.value { best = (weights, value) }
      if step == steps { break }
      let gradient = zip(slopes, differences).map { $0 / reference + 2 * shrinkage * $1 }
      let rate = 0.5 / (1 + 0.05 * Double(step))
      let least = gradient.min() ?? 0
      weights = normalised(zip(weights, gradient).map { $0 * exp(-rate * ($1 - least)) })
    }
    return withoutTraces(best.weights)
  }

  /// The weights without those too small to matter.
  static func withoutTraces(_ weights: [Double]) -> [Double] {
    normalised(weights.map { $0 < least ? 0 : $0 })
  }

  private static func normalised(_ weights: [Double]) -> [Double] {
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }
}
