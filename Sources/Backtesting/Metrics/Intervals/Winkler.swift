extension Metric {
  /// The mean interval score, in the target's units, which is smaller for narrower intervals that hold.
  ///
  /// It is the width, plus for a value outside its distance from the interval times 2 / α, where α is the
  /// probability outside.
  ///
  /// Source: Winkler (1972), doi:10.1080/01621459.1972.10481224; Gneiting and Raftery (2007),
  /// doi:10.1198/016214506000001437.
  static func winkler(of interval: Interval) -> Metric {
    Metric("winkler-\(interval.text)", title: "Winkler", [.winkler(interval)], isTabledApart: true)
  }
}

extension Term {
  fileprivate static func winkler(_ interval: Interval) -> Term {
    let factor = 2 / (1 - interval.level / 100)
    return Term(name: "winkler \(interval.text)") { row in
      let (lower, upper) = (row.spread(interval.lower), row.spread(interval.upper))
      return upper - lower + factor * max(0, lower - row.actual, row.actual - upper)
    }
  }
}
