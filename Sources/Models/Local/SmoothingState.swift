import Forecasting
import Windowing

/// An exponential smoothing model at the end of the rows it has observed.
struct SmoothingState: Sendable {
  let form: SmoothingForm
  let parameters: SmoothingParameters
  private(set) var level: Double
  private(set) var slope: Double
  /// The states of the last season, in a ring; one neutral state without a season.
  private(set) var seasons: [Double]
  /// Where in the ring the next row stands.
  private var phase = 0

  /// Creates the state after the last observed row.
  ///
  /// - Parameters:
  ///   - form: The kinds of trend and season.
  ///   - parameters: The shares of an error by which the states change, and the damping.
  ///   - level: The level, in the units of the rows.
  ///   - slope: The change of the level from row to row.
  ///   - seasons: The states of the last season, the next row's first; one neutral state without a season.
  init(
    form: SmoothingForm, parameters: SmoothingParameters, level: Double, slope: Double, seasons: [Double]
  ) {
    precondition(!seasons.isEmpty, "without a season there is one state, which is not used")
    self.form = form
    self.parameters = parameters
    self.level = level
    self.slope = slope
    self.seasons = seasons
  }

  /// Takes the next row; `.nan` when it is missing.
  ///
  /// A multiplicative season says nothing of values that are not positive: these are missing for it. Should
  /// its level have run below zero, the next row sets it again.
  mutating func observe(_ value: Double) {
    let step = SmoothingStep(
      level: level, slope: slope, season: seasons[phase], kind: form.season, damping: parameters.damping)
    let isFactor = form.season == .multiplicative
    let isAdmitted = !value.isNaN && !(isFactor && value <= 0)
    if isFactor, isAdmitted, step.base <= 0 {
      (level, slope) = (value / step.season, 0)
    } else {
      (level, slope, seasons[phase]) = step.states(
        after: isAdmitted ? value - step.expected : 0, parameters)
    }
    phase = phase + 1 == seasons.count ? 0 : phase + 1
  }

  /// The forecast of the next `horizon` rows.
  func point(horizon: Int) -> [Double] {
    var (level, slope) = (level, slope)
    return (0..<horizon).map { lead in
      let step = SmoothingStep(
        level: level, slope: slope, season: seasons[(phase + lead) % seasons.count], kind: form.season,
        damping: parameters.damping)
      (level, slope) = (step.base, step.slope)
      return step.expected
    }
  }
}
