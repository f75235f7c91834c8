extension Metric {
  /// The share of the forecasts that call the direction of the change since the cutoff right, of those that call one and of
  /// values that did change.
  static let direction = Metric("direction", title: "direction", [.isDirectionRight], isShare: true)
}

extension Term {
  /// 1 for a forecast on the same side of the last value known as what came, 0 for one on the other; none where either is equal
  /// to it.
  fileprivate static let isDirectionRight = Term(name: "direction") { row in
    let (called, came) = (row.point - row.last, row.actual - row.last)
    // A comparison with a missing value is false, and so is one with no change.
    guard called != 0, came != 0, !called.isNaN, !came.isNaN else { return .nan }
    return (called > 0) == (came > 0) ? 1 : 0
  }
}
