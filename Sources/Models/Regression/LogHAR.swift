import Forecasting
import Platform
import Windowing

/// The heterogeneous autoregression of logarithms, for realised variances: log RV by the logarithms of the
/// last value and of the means of the last 5 and 22.
///
/// Every lead has a regression of its own, by least squares: iterating one step would need the means of
/// future variances, which their logarithms' forecasts do not give without bias. The forecast is exp(μ +
/// s²/2), the mean of a lognormal variable, with the variance s² of the lead's residuals. Means are of the
/// rows observed; where a horizon leaves a lead fewer than three rows a coefficient to learn from, it takes
/// the regression of the last one that has them.
///
/// Past covariates are read too: of each its last value and the mean of the last 5, as logarithms where all
/// are positive. Of the halves of a variance that falling and rising prices make, these tell which came last.
///
/// For positive values only. Sources: Corsi (2009), doi:10.1093/jjfinec/nbp001; Patton and Sheppard (2015),
/// doi:10.1162/REST_a_00503, on the halves.
package struct LogHAR: LocalModel {
  package static let name = "log-har"
  package static let admitted = AdmittedValues.positive

  /// Rows that a regression needs for each coefficient.
  private static let pairsPerCoefficient = 3
  /// Rows of the means, and of those of covariates.
  private static let (windows, covariateWindows) = ([5, 22], [5])

  /// The regression of one lead.
  private struct Regression {
    var coefficients: [Double]
    /// Half the variance of the residuals.
    var correction: Double
  }

  /// The target's means, then the covariates'.
  private var means: [HeterogeneousMeans]
  private var regressions: [Regression] = []

  package init?(estimatedOn rows: ArraySlice<Double>, past: [[Double]], season: Int, horizon: Int) {
    means = [HeterogeneousMeans(of: Self.windows, isLogarithmic: true)]
    means += past.map { HeterogeneousMeans(of: Self.covariateWindows, covariate: $0) }
    var inputs: [[Double]?] = []
    for (index, value) in rows.enumerated() {
      observe(value, past: past.map { $0[index] })
      inputs.append(self.inputs)
    }
    let targets = rows.map { log($0) }
    var regressions: [Regression] = []
    while regressions.count < horizon,
      let next = Self.regression(inputs, targets, lead: regressions.count + 1)
    {
      regressions.append(next)
    }
    guard !regressions.isEmpty else { return nil }
    self.regressions = regressions
  }

  package mutating func observe(_ value: Double, past: [Double]) {
    means[0].observe(value)
    for (index, value) in past.enumerated() { means[index + 1].observe(value) }
  }

  package func point(horizon: Int) -> [Double] {
    let none = [1] + [Double](repeating: 0, count: (regressions.first?.coefficients.count ?? 1) - 1)
    let inputs = inputs ?? none
    return (0..<horizon).map { lead in
      let regression = regressions[min(lead, regressions.count - 1)]
      return exp(dot(regression.coefficients, row: 0, inputs) + regression.correction)
    }
  }

  /// 1 and all means; `nil` before the first observed row of the target or of a covariate.
  private var inputs: [Double]? {
    var inputs = [1.0]
    for means in means {
      guard let values = means.values else { return nil }
      inputs += values
    }
    return inputs
  }

  /// The regression of the targets `lead` rows later on the inputs; `nil` with too few rows.
  private static func regression(_ inputs: [[Double]?], _ targets: [Double], lead: Int) -> Regression? {
    var pairs: [(inputs: [Double], target: Double)] = []
    for row in inputs.indices.dropLast(lead) where row + 1 >= windows[windows.count - 1] {
      if let inputs = inputs[row], !targets[row + lead].isNaN { pairs.append((inputs, targets[row + lead])) }
    }
    guard let count = pairs.first?.inputs.count, pairs.count >= pairsPerCoefficient * count else {
      return nil
    }
    var equations = NormalEquations(inputCount: count, outputCount: 1)
    for pair in pairs { equations.add(input: pair.inputs, output: [pair.target], weight: 1) }
    equations.addWaitingRows()
    // As good as nothing, but enough for rows of which one input is another.
    let penalty = 1e-9 * Double(pairs.count)
    let penalties = [0] + [Double](repeating: penalty, count: count - 1)
    guard let coefficients = equations.solution(penalty: penalties) else { return nil }
    let squares = pairs.reduce(0.0) { sum, pair in
      let error = pair.target - dot(coefficients, row: 0, pair.inputs)
      return sum + error * error
    }
    return Regression(coefficients: coefficients, correction: 0.5 * squares / Double(pairs.count - count))
  }
}

/// The last value of a series and the means of some last rows, row by row.
private struct HeterogeneousMeans {
  /// The numbers of rows, ascending.
  private let windows: [Int]
  private let isLogarithmic: Bool
  /// The unit of the values, in which a penalty is small for all.
  private var unit = 1.0
  /// The values it may have: of a covariate far beyond all that a regression has seen nothing is known.
  private var range = -Double.infinity...Double.infinity
  /// The newest rows, oldest first.
  private var rows: [Double] = []
  private var last: Double?

  init(of windows: [Int], isLogarithmic: Bool) {
    self.windows = windows
    self.isLogarithmic = isLogarithmic
  }

  /// As suits the `values` that a covariate has had.
  init(of windows: [Int], covariate values: [Double]) {
    let observed = values.filter { !$0.isNaN }
    self.init(of: windows, isLogarithmic: !observed.isEmpty && observed.allSatisfy { $0 > 0 })
    // One that was never observed tells nothing, and stops nothing.
    if observed.isEmpty { last = 0 }
    // A logarithm bounds itself.
    if !isLogarithmic, let least = observed.min(), let most = observed.max() { range = least...most }
    let largest = observed.reduce(0) { max($0, abs($1)) }
    if largest > 0 { unit = largest.powerOfTwo }
  }

  /// Takes the next row; `.nan` when it is missing, and so is a value without the logarithm that is asked
  /// for.
  mutating func observe(_ value: Double) {
    let bounded = value.isNaN ? value : min(max(value, range.lowerBound), range.upperBound)
    let value = isLogarithmic && value <= 0 ? .nan : bounded / unit
    if rows.count == windows[windows.count - 1] { rows.removeFirst() }
    rows.append(value)
    if !value.isNaN { last = value }
  }

  /// The last observed value and the means of what is observed of the last rows, or the shorter one where
  /// nothing is; `nil` before the first observed row.
  var values: [Double]? {
    guard let last else { return nil }
    var values = [last]
    for window in windows { values.append(Self.mean(rows.suffix(window)) ?? values[values.count - 1]) }
    return isLogarithmic ? values.map { log($0) } : values
  }

  private static func mean(_ rows: ArraySlice<Double>) -> Double? {
    var (sum, count) = (0.0, 0.0)
    for row in rows where !row.isNaN {
      sum += row
      count += 1
    }
    return count > 0 ? sum / count : nil
  }
}
