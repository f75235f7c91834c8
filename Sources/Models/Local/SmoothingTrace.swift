import Forecasting
import Platform
import Windowing

/// One run of an exponential smoothing model over the rows it is estimated on, and the gradient of its
/// likelihood.
struct SmoothingTrace {
  /// The values a run starts from, or the derivative of the likelihood with respect to each.
  package struct Start {
    var parameters: SmoothingParameters
    package var level: Double
    package var slope: Double
    /// The states of the season before the first row; one that is not used without a season.
    package var seasons: [Double]
  }

  /// The mean squared error below which errors are rounding: rows are near 1.
  private static let leastSquare = 1e-22

  let form: SmoothingForm
  let values: [Double]
  private let observedCount: Double
  private var start: Start
  private var squares = 0.0
  /// The states before each row, and after the last.
  private var levels: [Double]
  private var slopes: [Double]
  /// The season's state before row t is at t, and the one after it a season later.
  private var seasons: [Double]
  /// The row minus what was expected; 0 where it is missing.
  private var errors: [Double]

  init(form: SmoothingForm, values: [Double], start: Start) {
    self.form = form
    self.values = values
    self.start = start
    observedCount = Double(values.count { !$0.isNaN })
    levels = Array(repeating: 0, count: values.count + 1)
    slopes = levels
    seasons = Array(repeating: 0, count: values.count + start.seasons.count)
    errors = Array(repeating: 0, count: values.count)
  }

  /// Runs from `start`: −2 log L without its constants, n log Σe² for additive errors, n log Σ(e/μ)² + 2 Σ
  /// log μ for multiplicative ones.
  ///
  /// - Returns: Infinity where the form does not admit what it expects.
  mutating func likelihood(from start: Start) -> Double {
    self.start = start
    let isRelative = form.error == .multiplicative
    let needsPositive = form.needsPositive
    let length = start.seasons.count
    levels[0] = start.level
    slopes[0] = start.slope
    for phase in 0..<length { seasons[phase] = start.seasons[phase] }
    var squares = 0.0
    var logarithms = 0.0
    var product = 1.0
    for row in values.indices {
      let step = SmoothingStep(
        level: levels[row], slope: slopes[row], season: seasons[row], kind: form.season,
        damping: start.parameters.damping)
      let expected = step.expected
      if needsPositive && !(expected > 0 && step.base > 0) { return .infinity }
      let value = values[row]
      let error = value.isNaN ? 0 : value - expected
      errors[row] = error
      (levels[row + 1], slopes[row + 1], seasons[row + length]) = step.states(after: error, start.parameters)
      guard !value.isNaN else { continue }
      if isRelative {
        squares += (error / expected) * (error / expected)
        // A product of many before its logarithm is taken: most of the cost would be logarithms.
        product *= expected
        if !(1e-150...1e150 ~= product) {
          logarithms += log(product)
          product = 1
        }
      } else {
        squares += error * error
      }
    }
    self.squares = squares + observedCount * Self.leastSquare
    guard self.squares.isFinite else { return .infinity }
    return observedCount * log(self.squares) + 2 * (logarithms + log(product))
  }

  /// The derivatives of the last run's likelihood, by going through it backwards.
  ///
  /// In adjoints, with w = 1/s and v = 1/q for a multiplicative season and 1 otherwise:
  /// ```
  /// l' = q + α w d,  b' = φ b + β w d,  s' = s + γ v d,  d = y − μ,  q = l + φ b
  /// ∂d = α w ∂l' + β w ∂b' + γ v ∂s',   ∂μ = ∂J/∂μ − ∂d
  /// ∂q = ∂l' + ∂μ ∂μ/∂q + (γ d ∂s') ∂v/∂q,   ∂s = ∂s' + ∂μ ∂μ/∂s + (α ∂l' + β ∂b') d ∂w/∂s
  /// ∂l = ∂q,   ∂b = φ (∂b' + ∂q),   ∂φ += b (∂b' + ∂q)
  /// ```
  func gradient() -> Start {
    let parameters = start.parameters
    let isFactor = form.season == .multiplicative
    let length = start.seasons.count
    var sums = SmoothingParameters(level: 0, damping: 0)
    var (level, slope) = (0.0, 0.0)
    var season = Array(repeating: 0.0, count: values.count + length)
    for row in values.indices.reversed() {
      let after = season[row + length]
      let state = seasons[row]
      let base = levels[row] + parameters.damping * slopes[row]
      let (own, seasonal) = isFactor ? (1 / state, 1 / base) : (1, 1)
      let error = errors[row]
      let expected = form.season == .none ? base : isFactor ? base * state : base + state
      let byError =
        own * (parameters.level * level + parameters.trend * slope) + parameters.season * seasonal * after
      let byExpected = values[row].isNaN ? 0 : likelihoodSlope(row, expected: expected) - byError
      sums.level += own * error * level
      sums.trend += own * error * slope
      sums.season += seasonal * error * after
      var byBase = level
      season[row] = after
      switch form.season {
      case .none: byBase += byExpected
      case .additive:
        byBase += byExpected
        season[row] += byExpected
      case .multiplicative:
        byBase += byExpected * state - parameters.season * error * after * seasonal * seasonal
        season[row] +=
          byExpected * base - (parameters.level * level + parameters.trend * slope) * error * own * own
      }
      sums.damping += slopes[row] * (slope + byBase)
      slope = parameters.damping * (slope + byBase)
      level = byBase
    }
    return Start(parameters: sums, level: level, slope: slope, seasons: Array(season[..<length]))
  }

  /// The derivative of the likelihood by what was expected of an observed row, the states being given.
  private func likelihoodSlope(_ row: Int, expected: Double) -> Double {
    let scale = 2 * observedCount / squares
    guard form.error == .multiplicative else { return -scale * errors[row] }
    let relative = errors[row] / expected
    return -scale * relative * values[row] / (expected * expected) + 2 / expected
  }

  /// The model after the last row of the last run.
  var state: SmoothingState {
    SmoothingState(
      form: form, parameters: start.parameters, level: levels[values.count], slope: slopes[values.count],
      seasons: Array(seasons.suffix(start.seasons.count)))
  }
}
