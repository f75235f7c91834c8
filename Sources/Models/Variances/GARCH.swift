import Forecasting

/// The generalised autoregression of conditional variances, GARCH(1,1), of squared returns e² whose mean is
/// taken for zero: σ² of a row is ω + α e² + β σ² of the row before.
///
/// The parameters maximise the Gaussian likelihood, which is right for other distributions too where the
/// variance is. They are positive, and α + β is below 1: forecasts return to ω / (1 − α − β) by that factor
/// from lead to lead. What is missing is taken for its own forecast. Fewer than thirty observed rows do not
/// tell three parameters apart: of those it forecasts as ``SmoothedVariance`` does.
///
/// - Sources: Bollerslev (1986), doi:10.1016/0304-4076(86)90063-1; Bollerslev and Wooldridge (1992),
///   doi:10.1080/07474939208800229, on the likelihood.
package struct GARCH: LocalModel {
  package static let name = "garch"
  package static let admitted = AdmittedValues.squares
  /// Forty years of days: it takes many rows to tell a persistence near 1 from 1.
  package static let mostRows = 10_000
  package static let fewestRows = 30

  private let parameters: GARCHParameters
  /// The variance forecast of the next row.
  private var variance: Double

  package init?(estimatedOn rows: ArraySlice<Double>, past: [[Double]], season: Int, horizon: Int) {
    let isLong = rows.count { !$0.isNaN } >= Self.fewestRows
    parameters = (isLong ? GARCHFit(rows)?.parameters : nil) ?? .smoothed
    let start = SmoothedVariance.start(of: rows)
    variance = parameters.next(after: start, start)
    for row in rows { observe(row, past: []) }
  }

  package mutating func observe(_ value: Double, past: [Double]) {
    variance = parameters.next(after: value.isNaN ? variance : value, variance)
  }

  package func point(horizon: Int) -> [Double] {
    var point = [variance]
    while point.count < horizon {
      let last = point[point.count - 1]
      point.append(parameters.next(after: last, last))
    }
    return point
  }
}

/// The parameters of a GARCH(1,1).
struct GARCHParameters {
  /// ω.
  var constant: Double
  /// α, the share of the last square.
  var reaction: Double
  /// β, the share of the last variance.
  var memory: Double

  /// Those of ``SmoothedVariance``.
  static let smoothed = GARCHParameters(
    constant: 0, reaction: 1 - SmoothedVariance.decay, memory: SmoothedVariance.decay)

  /// The variance of the row after one whose square and variance are known.
  func next(after square: Double, _ variance: Double) -> Double {
    constant + reaction * square + memory * variance
  }
}
