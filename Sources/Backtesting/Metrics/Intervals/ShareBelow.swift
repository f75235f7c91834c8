extension Metric {
  /// The share of the values below a quantile, half of those that are equal to it counted, which its level
  /// says.
  ///
  /// The differences from level to level are the histogram of the probability integral transform.
  ///
  /// Source: Diebold, Gunther and Tay (1998), doi:10.2307/2527342.
  package static func below(_ quantile: Quantile) -> Metric {
    Metric(
      "below-\(quantile.text)", title: "below \(quantile.text)", [.isBelow(quantile)], isShare: true,
      isTabledApart: true)
  }
}

extension Term {
  /// 1 for a value below a quantile, a half for one equal to it, and 0 for another.
  fileprivate static func isBelow(_ quantile: Quantile) -> Term {
    Term(name: "below \(quantile.text)") { row in
      let value = quantile.value(in: row)
      return value.isNaN ? .nan : row.actual < value ? 1 : row.actual == value ? 0.5 : 0
    }
  }
}
