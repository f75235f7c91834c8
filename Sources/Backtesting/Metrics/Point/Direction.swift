extension Metric {
  /// The share of the forecasts that call the direction of the change since the cutoff right, of those that
  /// call one and of values that did change.
  public static let direction = Metric("direction", title: "direction", [.isDirectionRight], isShare: true)
}

extension Term {
  /// 1 for a forecast on the same side of the last known value as the actual value, 0 for one on the other;
  /// none where either is equal to it.
  fileprivate static let isDirectionRight = Term(name: "direction") { row in
    guard let (called, came) = row.direction else { return .nan }
    return called == came ? 1 : 0
  }
}

extension ScoredRow {
  /// The share of the last value by which a forecast in single precision may differ from it and call nothing.
  private static let rounding = 1e-7

  /// Whether the forecast calls a change up, and whether one came; `nil` where it calls none, or none came.
  var direction: (called: Bool, came: Bool)? {
    let (called, came) = (point - last, actual - last)
    guard abs(called) > Self.rounding * abs(last), abs(came) > 0 else { return nil }
    return (called > 0, came > 0)
  }
}
