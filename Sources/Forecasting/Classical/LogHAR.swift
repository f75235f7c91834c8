import Glibc

/// The heterogeneous autoregression of logarithms, for realised variances: log RV by the logarithms of the last value and of
/// the means of the last 5 and 22.
///
/// Every lead has a regression of its own, by least squares: iterating one step would need the means of future
/// variances, which their logarithms' forecasts do not give without bias. The forecast is exp(μ + s²/2), the mean of a
/// lognormal variable, with the variance s² of the lead's residuals. Means are of the rows observed; where a horizon
/// leaves a lead fewer than ``leastPairs`` rows to learn from, it takes the regression of the last one that has them.
///
/// For positive values only. Source: Corsi (2009), doi:10.1093/jjfinec/nbp001.
struct LogHAR: LocalModel {
  static let name = "log-har"
  static let isForPositiveValues = true

  /// Rows that a regression needs: three a coefficient.
  static let leastPairs = 12

  /// The regression of one lead.
  private struct Regression {
    var coefficients: [Double]
    /// Half the variance of the residuals.
    var correction: Double
  }

  private var recent = HARInputs()
  private let regressions: [Regression]

  init?(estimatedOn rows: ArraySlice<Double>, season: Int, horizon: Int) {
    var inputs: [[Double]?] = []
    for value in rows {
      recent.observe(value)
      inputs.append(recent.logarithms)
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

  mutating func observe(_ value: Double) { recent.observe(value) }

  func point(horizon: Int) -> [Double] {
    let inputs = recent.logarithms ?? [1, 0, 0, 0]
    return (0..<horizon).map { lead in
      let regression = regressions[min(lead, regressions.count - 1)]
      return exp(dot(regression.coefficients, row: 0, inputs) + regression.correction)
    }
  }

  /// The regression of the targets `lead` rows later on the inputs; `nil` with too few rows.
  private static func regression(_ inputs: [[Double]?], _ targets: [Double], lead: Int) -> Regression? {
    var pairs: [(inputs: [Double], target: Double)] = []
    for row in inputs.indices.dropLast(lead) where row + 1 >= HARInputs.longest {
      if let inputs = inputs[row], !targets[row + lead].isNaN { pairs.append((inputs, targets[row + lead])) }
    }
    guard pairs.count >= leastPairs else { return nil }
    var equations = NormalEquations(inputCount: 4, outputCount: 1)
    for pair in pairs { equations.add(input: pair.inputs, output: [pair.target], weight: 1) }
    equations.addWaitingRows()
    // As good as nothing, but enough for rows of which one input is another.
    let penalty = 1e-9 * Double(pairs.count)
    guard let coefficients = equations.solution(penalty: [0, penalty, penalty, penalty]) else { return nil }
    let squares = pairs.reduce(0.0) { sum, pair in
      let error = pair.target - dot(coefficients, row: 0, pair.inputs)
      return sum + error * error
    }
    return Regression(coefficients: coefficients, correction: 0.5 * squares / Double(pairs.count - 4))
  }
}

/// The inputs of the heterogeneous autoregression, row by row.
private struct HARInputs {
  /// Rows of the longest mean.
  static let longest = 22
  private static let short = 5

  /// The newest rows, oldest first.
  private var rows: [Double] = []
  private var last: Double?

  /// Takes the next row; `.nan` when it is missing.
  mutating func observe(_ value: Double) {
    if rows.count == Self.longest { rows.removeFirst() }
    rows.append(value)
    if !value.isNaN { last = value }
  }

  /// 1 and the logarithms of the last observed value and the means of what is observed of the last 5 and 22 rows, or of the
  /// shorter one where nothing is; `nil` before the first observed row.
  var logarithms: [Double]? {
    guard let last else { return nil }
    let short = Self.mean(rows.suffix(Self.short)) ?? last
    let long = Self.mean(rows[...]) ?? short
    return [1, log(last), log(short), log(long)]
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
