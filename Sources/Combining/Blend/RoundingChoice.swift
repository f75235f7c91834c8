import Forecasting
import Windowing
import Models

/// Whether the forecasts of a blend are rounded to the decimals that the values have.
///
/// Where values are coarse, most of a forecast's error may lie between two of them: of a pulse that stays at 72, a forecast
/// of 72.3 is wrong every time.
struct RoundingChoice: Sendable {
  /// The choice.
  let isRounded: Bool
  /// The choice and why; `nil` where nobody asked and there is nothing to round to, or means are forecast.
  let note: String?

  /// The share of the error that rounding must come below: rounded forecasts do not tell one half from nearly one.
  private static let leastShare = 0.99

  /// Chooses by what rounding does to the combination with `weights`.
  ///
  /// - Parameter asked: The choice that the user made.
  init(_ cells: ValidationCells, _ weights: [Double], asked: Bool?) {
    let hasSteps = cells.steps.contains { $0 > 0 }
    guard asked == nil, hasSteps, !cells.objective.isOfMeans else {
      (isRounded, note) = (hasSteps && asked == true, nil)
      return
    }
    let paired = cells.pairedByRounding(weights)
    isRounded = paired.remainder < Self.leastShare && paired.gain > paired.variance.squareRoot()
    let percent = (1000 * (paired.remainder - 1)).rounded() / 10
    note =
      "rounded to the decimals of the values: \(isRounded ? "yes" : "no"), the validation error of the networks changes by \(percent > 0 ? "+" : "")\(percent) %"
  }
}
