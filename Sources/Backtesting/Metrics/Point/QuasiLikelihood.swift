import Platform

extension Metric {
  /// The mean of y / ŷ − log(y / ŷ) − 1 over the rows where the truth is positive, for variances; infinite
  /// where a forecast is not positive.
  ///
  /// Source: Patton (2011), doi:10.1016/j.jeconom.2010.03.034.
  public static let qlike = Metric("qlike", title: "QLIKE", [.quasiLikelihood])
}

extension Term {
  fileprivate static let quasiLikelihood = Term(name: "quasi-likelihood") {
    guard $0.actual > 0 else { return .nan }
    guard $0.point > 0 else { return .infinity }
    let ratio = $0.actual / $0.point
    return ratio - log(ratio) - 1
  }
}
