import TimeSeries

/// A ridge regression on framed windows, with the penalty that does best on the validation windows.
struct RidgeFit {
  /// Penalties tried, as multiples of the mean diagonal of XᵀX. The largest leads to the anchor.
  static let penalties = [100, 10, 1, 0.1, 1e-2, 1e-3, 1e-4]

  /// Multiplications that the sums of products may take; of more windows evenly spaced ones are used.
  private static let mostProducts = 2_000_000_000
  /// Multiplications that the forecasts of the validation windows may take, for one penalty.
  private static let mostForecastProducts = 20_000_000

  /// Windows and leads that tell medians from means at most, and the fewest windows that have either.
  private static let (mostWindowsOfMedians, mostLeadsOfMedians, leastWindowsOfMedians) = (3_000, 30, 10)
  /// Multiplications that their forecasts may take.
  private static let mostProductsOfMedians = 400_000_000

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
  /// too few to tell. About 0 where errors are symmetric, and on either side of it by chance.
  ///
  /// The distance of mean and median is that of each series, third of the leads and third of the forecasts: a quiet night
  /// says nothing of a loud day. It is measured in two halves of the windows, an earlier and a later one, whose chance errors
  /// are not the same: the product of both is not too large by them, as a square would be.
  func costOfMedians(_ framed: FramedWindows, _ windows: Windows) -> Double? {
    // Of few windows a ridge explains the errors, too.
    guard windows.count >= 10 * framed.inputCount else { return nil }
    let sample = Self.sample(
      EvenlySpacedWindows(windows, atMost: Self.mostWindowsOfMedians), framed,
      products: Self.mostProductsOfMedians)
    let strata = RidgeJudge(framed, sample).errors(of: ridge, leads: Self.mostLeadsOfMedians)
    var (cost, square, told, all) = (0.0, 0.0, 0, 0)
    for halves in strata {
      let sorted = halves.map { half in half.sorted { $0.forecast < $1.forecast } }
      all += sorted[0].count + sorted[1].count
      for third in 0..<3 {
        let parts = sorted.map { $0[$0.count * third / 3..<$0.count * (third + 1) / 3] }
        let isTold = parts.allSatisfy { Set($0.map(\.window)).count >= Self.leastWindowsOfMedians }
        guard isTold else { continue }
        let distances = parts.map { part in
          let errors = part.map(\.error).sorted()
          let mean = errors.reduce(0, +) / Double(errors.count)
          square += errors.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
          return mean - (errors[(errors.count - 1) / 2] + errors[errors.count / 2]) / 2
        }
        let count = parts[0].count + parts[1].count
        cost += Double(count) * distances[0] * distances[1]
        told += count
      }
    }
    return 2 * told >= all && square > 0 && square.isFinite && cost.isFinite ? cost / square : nil
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

  private static func sample(
    _ windows: EvenlySpacedWindows, _ framed: FramedWindows, products: Int = mostForecastProducts
  ) -> [Window] {
    let most = max(50, products / (framed.inputCount * framed.horizon))
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

  /// The error of one lead, as it weighs, with its forecast and the number of its window.
  struct LeadError {
    var window: Int
    var forecast: Double
    var error: Double
  }

  /// The errors of the earlier and of the later half of each series' windows, by series and third of the leads.
  ///
  /// - Parameter leads: Leads that are looked at, at most.
  func errors(of ridge: WindowRidge, leads most: Int) -> [[[LeadError]]] {
    let (forecasts, horizon) = (ridge.forecasts(inputs), framed.horizon)
    let indices = Dictionary(grouping: windows.indices) { windows[$0].series }
    return indices.keys.sorted().flatMap { series in
      let own = indices[series] ?? []
      var strata = Array(repeating: [[LeadError](), []], count: 3)
      for (place, index) in own.enumerated() {
        let window = windows[index]
        let normalisation = framed.normalisation(of: window)
        let weight = framed.weight(of: window, normalisation)
        for lead in stride(from: 0, to: horizon, by: (horizon + most - 1) / most) {
          let forecast = Double(forecasts[index * horizon + lead])
          let error = weight * (framed.target(of: window, lead: lead, normalisation) - forecast)
          guard error.isFinite else { continue }
          strata[3 * lead / horizon][2 * place / own.count].append(
            LeadError(window: index, forecast: forecast, error: error))
        }
      }
      return strata
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
