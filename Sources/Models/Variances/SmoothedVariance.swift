import Forecasting

/// The exponentially weighted mean of squared returns, which is the forecast of every lead: σ² moves by 0.06
/// of the way to each new square.
///
/// The factor of decay, 0.94, is RiskMetrics' for days. It has no parameter to estimate and no level to
/// return to. A missing row changes nothing.
///
/// - Source: J. P. Morgan and Reuters, RiskMetrics Technical Document (1996), section 5.2.
package struct SmoothedVariance: LocalModel {
  package static let name = "ewma"
  package static let admitted = AdmittedValues.squares

  /// What a day's weight is of the next one's.
  static let decay = 0.94

  private var variance: Double

  package init?(estimatedOn rows: ArraySlice<Double>, past: [[Double]], season: Int, horizon: Int) {
    variance = Self.start(of: rows)
    for row in rows { observe(row, past: []) }
  }

  package mutating func observe(_ value: Double, past: [Double]) {
    guard !value.isNaN else { return }
    variance = Self.decay * variance + (1 - Self.decay) * value
  }

  package func point(horizon: Int) -> [Double] { Array(repeating: variance, count: horizon) }

  /// The variance that a recursion over `rows` starts with: the weighted mean of the first 75 observed ones,
  /// the first with the largest weight.
  static func start(of rows: ArraySlice<Double>) -> Double {
    var (sum, weights, weight) = (0.0, 0.0, 1.0)
    for value in rows.lazy.filter({ !$0.isNaN }).prefix(75) {
      sum += weight * value
      weights += weight
      weight *= decay
    }
    return weights > 0 ? sum / weights : 0
  }
}
