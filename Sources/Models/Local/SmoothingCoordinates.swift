import Forecasting
import Platform
import Windowing

/// The unbounded coordinates in which an exponential smoothing model is estimated.
///
/// The usual region: α in (0.0001, 0.9999), β below α, γ below 1 − α, φ in 0.8...0.98, each by a logistic
/// curve. The states are moved from where they start in units of the errors' size, and a season's states keep
/// their sum.
struct SmoothingCoordinates {
  /// The least share of an error that a level takes up in the usual region.
  static let least = 1e-4
  private static let most = 0.9999
  private static let damping = 0.8...0.98

  let form: SmoothingForm
  /// The shares of an error that the level may take up.
  private let levels: ClosedRange<Double>
  private let start: SmoothingTrace.Start
  /// The units of level, slope and seasons.
  private let units: (level: Double, slope: Double, season: Double)

  /// Creates the coordinates of the parameters and initial states of `form`, with the origin at `start`.
  ///
  /// - Parameters:
  ///   - form: The form, which determines the number of coordinates.
  ///   - leastLevel: The lower bound of α, instead of the usual one.
  ///   - start: The initial states, and the parameters, which lie inside their region.
  ///   - size: The size of an ordinary error, positive, which is the unit of the level.
  init(form: SmoothingForm, leastLevel: Double = least, start: SmoothingTrace.Start, size: Double) {
    self.form = form
    levels = leastLevel...Self.most
    self.start = start
    // A season's state that is a factor moves a row by the level.
    let factor = form.season == .multiplicative ? max(abs(start.level), size) : 1
    units = (size, 0.1 * size, size / factor)
  }

  /// The coordinates of the start.
  var origin: [Double] {
    let parameters = start.parameters
    var origin = [Self.logit(parameters.level, in: levels)]
    if form.trend != .none {
      origin.append(Self.logit(parameters.trend, in: Self.least...parameters.level))
    }
    if form.trend == .damped { origin.append(Self.logit(parameters.damping, in: Self.damping)) }
    if form.season != .none {
      origin.append(Self.logit(parameters.season, in: 0...(1 - parameters.level)))
    }
    let states = 1 + (form.trend == .none ? 0 : 1) + (form.season == .none ? 0 : start.seasons.count - 1)
    return origin + Array(repeating: 0, count: states)
  }

  /// The start at `coordinates`.
  func start(at coordinates: [Double]) -> SmoothingTrace.Start {
    var reader = coordinates[...]
    var result = start
    let level = Self.inside(reader.removeFirst(), levels)
    result.parameters = SmoothingParameters(level: level)
    if form.trend != .none { result.parameters.trend = Self.inside(reader.removeFirst(), Self.least...level) }
    if form.trend == .damped { result.parameters.damping = Self.inside(reader.removeFirst(), Self.damping) }
    if form.season != .none { result.parameters.season = Self.inside(reader.removeFirst(), 0...(1 - level)) }
    result.level += units.level * reader.removeFirst()
    if form.trend != .none { result.slope += units.slope * reader.removeFirst() }
    guard form.season != .none, let last = result.seasons.indices.last else { return result }
    for (phase, move) in reader.enumerated() {
      result.seasons[phase] += units.season * move
      result.seasons[last] -= units.season * move
    }
    return result
  }

  /// The gradient by the coordinates, given the one by the start.
  func gradient(_ gradient: SmoothingTrace.Start, at coordinates: [Double]) -> [Double] {
    let parameters = start(at: coordinates).parameters
    var reader = coordinates[...]
    let byLevel = Self.slope(reader.removeFirst())
    var level = gradient.parameters.level
    var result: [Double] = []
    if form.trend != .none {
      let share = Self.logistic(reader[reader.startIndex])
      level += share * gradient.parameters.trend
      result.append(
        gradient.parameters.trend * (parameters.level - Self.least) * Self.slope(reader.removeFirst()))
    }
    if form.trend == .damped {
      let width = Self.damping.upperBound - Self.damping.lowerBound
      result.append(gradient.parameters.damping * width * Self.slope(reader.removeFirst()))
    }
    if form.season != .none {
      let share = Self.logistic(reader[reader.startIndex])
      level -= share * gradient.parameters.season
      result.append(gradient.parameters.season * (1 - parameters.level) * Self.slope(reader.removeFirst()))
    }
    result.insert(level * (levels.upperBound - levels.lowerBound) * byLevel, at: 0)
    result.append(units.level * gradient.level)
    if form.trend != .none { result.append(units.slope * gradient.slope) }
    guard form.season != .none, let last = gradient.seasons.last else { return result }
    return result + gradient.seasons.dropLast().map { units.season * ($0 - last) }
  }

  private static func logistic(_ value: Double) -> Double { 1 / (1 + exp(-value)) }

  /// The derivative of the logistic curve.
  private static func slope(_ value: Double) -> Double { logistic(value) * (1 - logistic(value)) }

  private static func inside(_ value: Double, _ range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * logistic(value)
  }

  private static func logit(_ value: Double, in range: ClosedRange<Double>) -> Double {
    log((value - range.lowerBound) / (range.upperBound - value))
  }
}
