extension Metric {
  /// The mean width of an interval, in the target's units.
  static func width(of interval: Interval) -> Metric {
    Metric("width-\(interval.text)", title: "width", [.width(interval)], isTabledApart: true)
  }
}

extension Term {
  fileprivate static func width(_ interval: Interval) -> Term {
    Term(name: "width \(interval.text)") { $0.spread(interval.upper) - $0.spread(interval.lower) }
  }
}
