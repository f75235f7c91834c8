import TimeSeries

/// A ridge regression on framed windows, with the penalty that does best on the validation windows.
struct RidgeFit {
  /// Penalties tried, as multiples of the mean diagonal of XᵀX. The largest leads to the anchor.
  static let penalties = [100, 10, 1, 0.1, 1e-2, 1e-3, 1e-4]

  /// Multiplications that the sums of products may take; of more windows evenly spaced ones are used.
  private static let mostProducts = 2_000_000_000
  /// Multiplications that the forecasts of the validation windows may take, for one penalty.
  private static let mostForecastProducts = 20_000_000

  /// Windows that tell medians from means at most, and the fewest errors that have either.
  private static let (mostWindowsOfMedians, leastErrorsOfMedians) = (20_000, 5)

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

  /// What forecasts of medians instead of means would add to the squared error, relative to it; `nil` where `windows` are
  /// too few to tell. About 0 where errors are symmetric.
  ///
  /// The distance of mean and median is that of each series, third of the leads and third of the forecasts: a quiet night
  /// says nothing of a loud day. It is measured in two halves of the windows, an earlier and a later one, and the product of both has no
  /// part of chance in it.
  func costOfMedians(_ framed: FramedWindows, _ windows: Windows) -> Double? {
    // Of few windows a ridge explains the errors, too.
    guard windows.count >= 10 * framed.inputCount else { return nil }
    let sample = Self.sample(EvenlySpacedWindows(windows, atMost: Self.mostWindowsOfMedians), framed)
    let errors = RidgeJudge(framed, sample).errors(of: ridge)
    var (cost, square) = (0.0, 0.0)
    for stratum in errors.values {
      let sorted = stratum.sorted { $0.forecast < $1.forecast }
      for third in 0..<3 {
        let part = sorted[sorted.count * third / 3..<sorted.count * (third + 1) / 3]
        let halves = [false, true].map { later in part.filter { $0.isLater == later }.map(\.error).sorted() }
        guard halves.allSatisfy({ $0.count >= Self.leastErrorsOfMedians }) else { continue }
        let distances = halves.map { half in
          let mean = half.reduce(0, +) / Double(half.count)
          square += half.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
          return mean - (half[(half.count - 1) / 2] + half[half.count / 2]) / 2
        }
        cost += Double(halves[0].count + halves[1].count) * distances[0] * distances[1]
      }
    }
    return square > 0 && square.isFinite && cost.isFinite ? cost / square : nil
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

  /// A series and a third of the leads.
  struct Stratum: Hashable {
    var series: Int
    var leads: Int
  }

  /// The error of one lead, as it weighs, with its forecast, and whether it is of the later half of its series' windows.
  struct LeadError {
    var forecast: Double
    var error: Double
    var isLater: Bool
  }

  /// The errors of all observed leads.
  func errors(of ridge: WindowRidge) -> [Stratum: [LeadError]] {
    let (forecasts, horizon) = (ridge.forecasts(inputs), framed.horizon)
    let counts = Dictionary(grouping: windows, by: \.series).mapValues(\.count)
    var (errors, seen) = ([Stratum: [LeadError]](), [Int: Int]())
    for (index, window) in windows.enumerated() {
      let normalisation = framed.normalisation(of: window)
      let weight = framed.weight(of: window, normalisation)
      let isLater = 2 * seen[window.series, default: 0] >= counts[window.series, default: 0]
      seen[window.series, default: 0] += 1
      for lead in 0..<horizon {
        let forecast = Double(forecasts[index * horizon + lead])
        let error = weight * (framed.target(of: window, lead: lead, normalisation) - forecast)
        guard error.isFinite else { continue }
        errors[Stratum(series: window.series, leads: 3 * lead / horizon), default: []].append(
          LeadError(forecast: forecast, error: error, isLater: isLater))
      }
    }
    return errors
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
