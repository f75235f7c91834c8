import Forecasting
import Models
import Windowing

/// The choice whether the forecasts of a blend are rounded to the resolution of the values.
///
/// Where the resolution is coarse, rounding may remove a large part of the error: a forecast of 72.3 for a
/// pulse that stays at 72 has an error at every lead.
struct RoundingChoice: Sendable {
  /// Whether forecasts are rounded.
  let isRounded: Bool
  /// The choice with its reason; `nil` where the user made it, where no series has a known resolution, or
  /// where means are forecast, which are never rounded unless the user asks for it.
  let decision: Decision?

  /// The ratio of the losses after and before rounding below which rounding is chosen.
  ///
  /// Rounding has a cost that the loss does not show: rounded forecasts hide differences smaller than the
  /// resolution.
  private static let leastShare = 0.99

  /// Chooses rounding where it lowers the loss of the combination with `weights` by more than a hundredth,
  /// and its mean gain exceeds one standard error.
  ///
  /// - Parameters:
  ///   - cells: The forecasts and the observed values.
  ///   - weights: The weights of the combination.
  ///   - asked: The choice of the user; `nil` for none.
  init(_ cells: ValidationCells, _ weights: [Double], asked: Bool?) {
    let hasSteps = cells.steps.contains { $0 > 0 }
    guard asked == nil, hasSteps, !cells.objective.isOfMeans else {
      (isRounded, decision) = (hasSteps && asked == true, nil)
      return
    }
    let paired = cells.pairedByRounding(weights)
    isRounded = paired.remainder < Self.leastShare && paired.gain > paired.variance.squareRoot()
    decision = Decision(
      "rounded to the decimals of the values", .flag(isRounded),
      reason: "the validation error of the networks", change: paired.remainder - 1)
  }
}
