import Files
import Forecasting
import LinearAlgebra
import Windowing

/// Solves the ridge regressions of `linear` and chooses their penalty.
struct LinearFit {
  let training: LinearTraining
  /// For each series the first row of its validation tail.
  let validationStart: [Int]
  let session: Session

  /// Sums of products larger than this are not held once for each part of the windows.
  private static let mostProductsOfParts = 2_000_000

  /// How often the sums of products are held.
  static func copies(_ lookback: Int, _ horizon: Int) -> Int {
    Double(lookback) * Double(lookback + horizon) <= Double(mostProductsOfParts) ? 5 : 1
  }

  /// The coefficients `[horizon, lookback]`, the intercept in the last column.
  ///
  /// Every window whose leads are all observed serves all leads at once. Where that would leave out more
  /// than half of the windows, each lead has a regression of its own over the windows where it is observed.
  func coefficients() throws -> [Double] {
    if training.hasMostlyCompleteTargets() { return try coefficients(of: 0..<training.horizon) }
    var all: [Double] = []
    for lead in 0..<training.horizon { all += try coefficients(of: lead..<(lead + 1)) }
    return all
  }

  private func coefficients(of leads: Range<Int>) throws -> [Double] {
    var equations = NormalEquations(inputCount: training.window.lookback, outputCount: leads.count)
    try add(leads, to: &equations) { [validationStart] in
      $0.row + leads.upperBound <= validationStart[$0.series]
    }
    var candidates: [(penalty: Double, coefficients: [Double])] = []
    for penalty in RidgeFit.penalties {
      if let solution = equations.solution(penalty: diagonal(penalty, of: equations)) {
        candidates.append((penalty, solution))
      }
    }
    let chosen = bestPenalty(of: candidates, leads)
    try add(leads, to: &equations) { [validationStart] in
      $0.row + leads.upperBound > validationStart[$0.series]
    }
    // Windows without variation, or no windows at all, teach nothing but the last value.
    guard equations.featureSquares > 0 || equations.weight > 0 else {
      return Array(repeating: 0, count: leads.count * training.window.lookback)
    }
    guard let solution = equations.solution(penalty: diagonal(chosen, of: equations)) else {
      throw Failure(
        .notFinite, "linear cannot be solved: the products of the target's values exceed a Double's range",
        fix: "check the series for extreme values with foresee inspect")
    }
    return solution
  }

  private func add(
    _ leads: Range<Int>, to equations: inout NormalEquations,
    where isWanted: @escaping @Sendable (LinearTraining.Origin) -> Bool
  ) throws {
    guard equations.products.count <= Self.mostProductsOfParts else {
      return add(training.origins.indices, leads, to: &equations, where: isWanted)
    }
    let (inputs, outputs) = (equations.inputCount, equations.outputCount)
    let sums = try training.inParts(session: session) { part in
      var sums = NormalEquations(inputCount: inputs, outputCount: outputs)
      add(part, leads, to: &sums, where: isWanted)
      return sums
    }
    for part in sums { equations.add(part) }
  }

  private func add(
    _ part: Range<Int>, _ leads: Range<Int>, to sums: inout NormalEquations,
    where isWanted: (LinearTraining.Origin) -> Bool
  ) {
    var input = Array(repeating: 0.0, count: training.window.lookback)
    var output = Array(repeating: 0.0, count: leads.count)
    for origin in training.origins[part] where isWanted(origin) {
      guard training.read(origin, leads: leads, input: &input, output: &output) else { continue }
      sums.add(input: input, output: output, weight: origin.weight)
    }
    sums.addWaitingRows()
  }

  /// The diagonal added to XᵀX.
  ///
  /// The intercept is penalised as a feature of a tenth of the others' root mean square would be, so that a
  /// large penalty leads to naive and not to a drift. The smallest penalty is 1e-4 of the mean diagonal,
  /// and rounding moves an eigenvalue by less than 1e-12 of it: no further jitter is needed for the
  /// factorisation.
  private func diagonal(_ penalty: Double, of equations: NormalEquations) -> [Double] {
    let features = training.window.lookback - 1
    let mean = features > 0 ? equations.featureSquares / Double(features) : 0
    // A feature that never varies has no coefficient; any positive number says so.
    let ofFeature = mean > 0 ? penalty * mean : 1
    return Array(repeating: ofFeature, count: features) + [penalty * 100 * equations.weight]
  }

  /// The penalty with the least mean absolute error over the validation tail, as windows weigh; 1 without a
  /// tail.
  private func bestPenalty(
    of candidates: [(penalty: Double, coefficients: [Double])], _ leads: Range<Int>
  ) -> Double {
    let tail = training.origins.filter { $0.row >= validationStart[$0.series] }
    let most = TrainingSplit.mostValidationWindows
    let step = max(1, (tail.count + most - 1) / most)
    var (inputs, truths, weights): ([Double], [Double], [Double]) = ([], [], [])
    var input = Array(repeating: 0.0, count: training.window.lookback)
    var output = Array(repeating: 0.0, count: leads.count)
    for index in stride(from: 0, to: tail.count, by: step) {
      guard training.read(tail[index], leads: leads, input: &input, output: &output) else { continue }
      inputs += input
      truths += output
      weights.append(tail[index].weight)
    }
    let losses = candidates.map { candidate in
      let forecasts = LinearMap(candidate.coefficients, inputs: input.count).outputs(of: inputs)
      return forecasts.indices.reduce(0.0) {
        $0 + weights[$1 / leads.count] * abs(forecasts[$1] - truths[$1])
      }
    }
    guard !weights.isEmpty, let best = losses.indices.min(by: { losses[$0] < losses[$1] }) else { return 1 }
    return candidates[best].penalty
  }
}

/// The product of row `row` of `matrix` with `vector`, summed from the first element on.
func dot(_ matrix: [Double], row: Int, _ vector: [Double]) -> Double {
  var sum = 0.0
  let start = row * vector.count
  for index in vector.indices { sum += matrix[start + index] * vector[index] }
  return sum
}

extension NormalEquations {
  /// The sum of squares of all inputs but the last, which is the intercept's.
  fileprivate var featureSquares: Double {
    (0..<(inputCount - 1)).reduce(0) { $0 + products[$1 * inputCount + $1] }
  }
}
