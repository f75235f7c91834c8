import Forecasting
import Models
import Platform
import Windowing

/// Convex weights with a small loss over the validation tail, shrunk to prior weights.
///
/// The weights w minimise loss(w) / loss(prior) + λ |w − prior|² over the simplex, with λ = 5 / the effective
/// number of independent groups: a tail of a few horizons of series that move together determines weights
/// poorly, however many cells it has. The minimum is approached by 300 steps of exponentiated gradients,
/// whose iterates stay on the simplex, and the best of the iterates and the prior is taken.
/// - Source: Kivinen and Warmuth (1997), doi:10.1006/inco.1996.2612.
enum BlendWeights {
  private static let steps = 300
  /// The weight below which a candidate is left out, since its weight is within the estimation error and it
  /// would cost the fit and the forecasts of one model more.
  private static let least = 0.02

  /// Finds the weights that minimise the penalised loss.
  ///
  /// - Parameters:
  ///   - cells: The forecasts and the observed values.
  ///   - prior: The prior weights, which sum to 1.
  ///   - independent: The effective number of independent groups (see ``PairedLosses/effectiveCount``).
  /// - Returns: The weights, one a candidate; the prior weights where their loss is 0 or not finite.
  static func fit(_ cells: ValidationCells, prior: [Double], independent: Double) -> [Double] {
    let reference = cells.loss(of: prior)
    guard reference > 0, reference.isFinite else { return prior }
    let shrinkage = 5 / max(1, independent)
    // The multiplicative updates cannot raise a weight of 0, so that every candidate starts with a positive
    // one.
    var weights = prior.map { 0.9 * $0 + 0.1 / Double(prior.count) }
    // At the prior weights the objective is 1 + 0.
    var best = (weights: prior, value: 1.0)
    for step in 0...steps {
      let (loss, slopes) = cells.lossAndSlopes(of: weights)
      let differences = zip(weights, prior).map { $0 - $1 }
      let value = loss / reference + shrinkage * differences.reduce(0) { $0 + $1 * $1 }
      // The starting point is not eligible.
      if step > 0, value < best.value { best = (weights, value) }
      if step == steps { break }
      let gradient = zip(slopes, differences).map { $0 / reference + 2 * shrinkage * $1 }
      let rate = 0.5 / (1 + 0.05 * Double(step))
      let least = gradient.min() ?? 0
      weights = normalised(zip(weights, gradient).map { $0 * exp(-rate * ($1 - least)) })
    }
    return withoutTraces(best.weights)
  }

  /// The weights without those below 0.02, normalised to the sum of 1.
  static func withoutTraces(_ weights: [Double]) -> [Double] {
    normalised(weights.map { $0 < least ? 0 : $0 })
  }

  private static func normalised(_ weights: [Double]) -> [Double] {
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }
}
