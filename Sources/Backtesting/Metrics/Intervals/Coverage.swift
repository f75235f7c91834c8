extension Metric {
  /// The share of the values that lie in an interval, its ends included; `coverage` of utilsforecast.
  package static func coverage(of interval: Interval) -> Metric {
    Metric(
      "coverage-\(interval.text)", title: "coverage", [.isInside(interval)], isShare: true,
      isTabledApart: true)
  }
}

extension Term {
  /// 1 for a value inside an interval, and 0 for another.
  static func isInside(_ interval: Interval) -> Term {
    Term(name: "inside \(interval.text)") {
      let (lower, upper) = ($0.spread(interval.lower), $0.spread(interval.upper))
      guard !lower.isNaN, !upper.isNaN else { return .nan }
      return lower <= $0.actual && $0.actual <= upper ? 1 : 0
    }
  }
}
