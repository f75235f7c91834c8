extension Plausibility.Rule {
  /// Makes the implausible values of one series `.nan`, in the order of time, and tells each.
  func remove(
    from values: inout [Double], times: [Instant],
    telling note: (Int, Double, ImplausibleValue.Reason) -> Void
  ) {
    var last: Int?
    for row in values.indices where !values[row].isNaN {
      let value = values[row]
      var reason: ImplausibleValue.Reason?
      if let range, !range.contains(value) {
        reason = .outside(range.range)
      } else if let change, let last,
        change.isExceeded(by: value - values[last], rows: row - last, from: times[last], to: times[row])
      {
        reason = .fasterThan(change.change)
      }
      guard let reason else {
        last = row
        continue
      }
      values[row] = .nan
      note(row, value, reason)
    }
  }
}

extension NamedChange {
  /// Whether the change between two values is faster.
  func isExceeded(by change: Double, rows: Int, from earlier: Instant, to later: Instant) -> Bool {
    guard let length = unit.seconds else { return abs(change) > limit * Double(rows) }
    let fraction = Double(later.nanoseconds - earlier.nanoseconds) / 1e9
    return abs(change) > limit * (Double(later.seconds) - Double(earlier.seconds) + fraction) / length
  }
}
