import TimeSeries

/// A ridge regression on framed windows, with the penalty that does best on the validation windows.
struct RidgeFit {
  /// Penalties tried, as multiples of the mean diagonal of XᵀX. The largest leads to the anchor.
  static let penalties = [100, 10, 1, 0.1, 1e-2, 1e-3, 1e-4]

  /// Multiplications that the sums of products may take; of more windows evenly spaced ones are used.
  private static let mostProducts = 2_000_000_000
  /// Multiplications that the forecasts of the validation windows may take, for one penalty.
  private static let mostForecastProducts = 20_000_000

  /// The solution.
  let ridge: WindowRidge
  /// The penalty it was solved with.
  let penalty: Double
  /// The mean loss of the objective over the validation windows; infinite without any.
  let loss: Double

  /// Solves the regression for `penalty`, or for the best of all where none is given and there are windows to judge by.
  init(
    _ framed: FramedWindows, training: Windows, validation: EvenlySpacedWindows?, penalty: Double? = nil
  ) {
    let equations = Self.equations(framed, training)
    let penalties = penalty.map { [$0] } ?? (validation == nil ? [1] : Self.penalties)
    var best: (ridge: WindowRidge, penalty: Double, loss: Double)?
    let judge = validation.map { RidgeJudge(framed, Self.sample($0, framed)) }
    for penalty in penalties {
      guard let solution = equations.solution(penalty: Self.diagonal(penalty, equations)) else { continue }
      let ridge = WindowRidge(coefficients: solution, horizon: framed.horizon)
      let loss = judge?.loss(of: ridge) ?? .infinity
      // Larger penalties come first, so that equal losses go to the larger one.
      if best.map({ loss < $0.loss }) ?? true { best = (ridge, penalty, loss) }
    }
    let zeros = [Double](repeating: 0, count: framed.horizon * framed.inputCount)
    ridge = best?.ridge ?? WindowRidge(coefficients: zeros, horizon: framed.horizon)
    self.penalty = best?.penalty ?? 1
    loss = best?.loss ?? .infinity
  }

  /// How far the mean error on `windows` lies above the median error, in their mean distance from it: 0 where errors are
  /// symmetric, or where there is none.
  func skewness(_ framed: FramedWindows, _ windows: Windows) -> Double {
    let sample = Self.sample(EvenlySpacedWindows(windows, atMost: 2_000), framed)
    let errors = RidgeJudge(framed, sample).errors(of: ridge).sorted()
    guard !errors.isEmpty else { return 0 }
    let median = errors[errors.count / 2]
    let distance = errors.reduce(0) { $0 + abs($1 - median) }
    let excess = errors.reduce(0) { $0 + ($1 - median) }
    return distance > 0 && distance.isFinite ? excess / distance : 0
  }

  private static func equations(_ framed: FramedWindows, _ windows: Windows) -> NormalEquations {
    let inputs = framed.inputCount
    var equations = NormalEquations(inputCount: inputs, outputCount: framed.horizon)
    let products = inputs * (inputs / 2 + framed.horizon)
    var input: [Float] = []
    for window in EvenlySpacedWindows(windows, atMost: max(500, mostProducts / products)) {
      let normalisation = framed.normalisation(of: window)
      let output = (0..<framed.horizon).map { framed.target(of: window, lead: $0, normalisation) }
      guard output.allSatisfy({ !$0.isNaN }) else { continue }
      input.removeAll(keepingCapacity: true)
      framed.appendInput(of: window, normalisation, to: &input)
      // A square gives a window far from its anchor too much of a say: its influence is bounded.
      let largest = output.reduce(0) { max($0, abs($1)) }
      let weight = framed.weight(of: window, normalisation) * min(1, 10 / max(largest, 1e-9))
      equations.add(input: input.map { Double($0) }, output: output, weight: weight)
    }
    equations.addWaitingRows()
    return equations
  }

  /// What is added to the diagonal of XᵀX; a positive number also where no input ever varies.
  private static func diagonal(_ penalty: Double, _ equations: NormalEquations) -> [Double] {
    let count = equations.inputCount
    let trace = (0..<count).reduce(0) { $0 + equations.products[$1 * count + $1] }
    return Array(repeating: trace > 0 ? penalty * trace / Double(count) : 1, count: count)
  }

  private static func sample(_ windows: EvenlySpacedWindows, _ framed: FramedWindows) -> [Window] {
    let most = max(50, mostForecastProducts / (framed.inputCount * framed.horizon))
    let step = (windows.count + most - 1) / most
    return stride(from: 0, to: windows.count, by: max(1, step)).map { windows[$0] }
  }
}

/// Scores ridges on the same windows.
private struct RidgeJudge {
  private let framed: FramedWindows
  private let windows: [Window]
  private let inputs: [Float]

  init(_ framed: FramedWindows, _ windows: [Window]) {
    self.framed = framed
    self.windows = windows
    var inputs: [Float] = []
    for window in windows { framed.appendInput(of: window, framed.normalisation(of: window), to: &inputs) }
    self.inputs = inputs
  }

  /// The errors of all observed leads, as they weigh.
  func errors(of ridge: WindowRidge) -> [Double] {
    let forecasts = ridge.forecasts(inputs)
    return windows.enumerated().flatMap { index, window in
      let normalisation = framed.normalisation(of: window)
      let weight = framed.weight(of: window, normalisation)
      return (0..<framed.horizon).compactMap { lead in
        let target = framed.target(of: window, lead: lead, normalisation)
        return target.isNaN ? nil : weight * (target - Double(forecasts[index * framed.horizon + lead]))
      }
    }
  }

  /// The mean loss of the objective.
  func loss(of ridge: WindowRidge) -> Double {
    let forecasts = ridge.forecasts(inputs)
    let horizon = framed.horizon
    let ofWindows = windows.indices.map { index in
      forecasts[index * horizon..<(index + 1) * horizon].map { Double($0) }
    }
    return MeanCorrection.best(for: ofWindows, framed, windows).loss
  }
}
