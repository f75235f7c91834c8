import Platform

/// The estimate of a GARCH(1,1) by the Gaussian likelihood of squared returns.
///
/// The descent starts at the best of a grid of reactions and persistences, at the mean of the squares.
struct GARCHFit {
  /// What maximises the likelihood.
  let parameters: GARCHParameters
  /// The logarithm of the likelihood there, with its constant.
  let logLikelihood: Double

  /// Estimates the parameters on `squares`, `.nan` for missing ones; `nil` where they are all zero.
  init?(_ squares: ArraySlice<Double>) {
    let observed = squares.filter { !$0.isNaN }
    let mean = observed.reduce(0, +) / Double(observed.count)
    guard mean > 0, mean.isFinite else { return nil }
    var likelihood = GARCHLikelihood(squares, mean: mean)
    let starts = [0.01, 0.05, 0.1, 0.2].flatMap { reaction in
      [0.5, 0.8, 0.9, 0.95, 0.99].map { GARCHCoordinates(reaction: reaction, persistence: $0) }
    }
    let values = starts.map { likelihood.value(at: $0.point) }
    guard let best = values.indices.min(by: { values[$0] < values[$1] }) else { return nil }
    let descent = QuasiNewton(steps: 500, tolerance: 1e-9)
    guard let found = descent.minimise(&likelihood, from: starts[best].point) else { return nil }
    parameters = GARCHCoordinates(point: found.point).parameters(mean: mean)
    logLikelihood = -found.value - 0.5 * Double(observed.count) * log(2 * .pi)
  }
}

/// Unbounded coordinates of the parameters: the logarithm of the long run's variance, in units of the mean of
/// the squares, and by logistic curves the persistence α + β and the share of α in it.
private struct GARCHCoordinates {
  /// What the persistence stays below.
  static let mostPersistence = 0.9999

  let point: [Double]

  init(point: [Double]) { self.point = point }

  init(reaction: Double, persistence: Double) {
    func logit(_ value: Double) -> Double { log(value / (1 - value)) }
    point = [0, logit(persistence / Self.mostPersistence), logit(reaction / persistence)]
  }

  private static func logistic(_ value: Double) -> Double { 1 / (1 + exp(-value)) }

  private var persistence: Double { Self.mostPersistence * Self.logistic(point[1]) }
  private var share: Double { Self.logistic(point[2]) }

  func parameters(mean: Double) -> GARCHParameters {
    GARCHParameters(
      constant: mean * exp(point[0]) * (1 - persistence), reaction: persistence * share,
      memory: persistence * (1 - share))
  }

  /// The gradient by the coordinates, given the one by the parameters.
  func gradient(_ slope: GARCHParameters, mean: Double) -> [Double] {
    let level = mean * exp(point[0])
    let byPersistence = persistence * (1 - Self.logistic(point[1]))
    let byShare = persistence * share * (1 - share)
    return [
      slope.constant * level * (1 - persistence),
      byPersistence * (share * slope.reaction + (1 - share) * slope.memory - level * slope.constant),
      byShare * (slope.reaction - slope.memory),
    ]
  }
}

/// Half the sum of log σ² + e² / σ² over the observed rows, by the coordinates.
private struct GARCHLikelihood: SmoothFunction {
  private let squares: [Double]
  private let mean: Double
  private let start: Double
  private var slope: [Double] = []

  init(_ squares: ArraySlice<Double>, mean: Double) {
    self.squares = Array(squares)
    self.mean = mean
    start = SmoothedVariance.start(of: squares)
  }

  mutating func value(at point: [Double]) -> Double {
    let coordinates = GARCHCoordinates(point: point)
    let parameters = coordinates.parameters(mean: mean)
    var variance = parameters.next(after: start, start)
    // The derivatives of the variance, and those of the sum, by the parameters.
    var change = GARCHParameters(constant: 1, reaction: start, memory: start)
    var sums = GARCHParameters(constant: 0, reaction: 0, memory: 0)
    var sum = 0.0
    for observed in squares {
      let isMissing = observed.isNaN
      if !isMissing {
        sum += log(variance) + observed / variance
        let factor = (1 - observed / variance) / variance
        sums.constant += factor * change.constant
        sums.reaction += factor * change.reaction
        sums.memory += factor * change.memory
      }
      let square = isMissing ? variance : observed
      let carried = parameters.memory + (isMissing ? parameters.reaction : 0)
      change.constant = 1 + carried * change.constant
      change.reaction = square + carried * change.reaction
      change.memory = variance + carried * change.memory
      variance = parameters.next(after: square, variance)
    }
    slope = coordinates.gradient(sums, mean: mean).map { 0.5 * $0 }
    let isDefined = sum.isFinite && slope.allSatisfy(\.isFinite)
    return isDefined ? 0.5 * sum : .infinity
  }

  func gradient() -> [Double] { slope }
}
