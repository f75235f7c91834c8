extension Metric {
  /// The share of the forecasts whose values lie in the interval at every lead that was observed.
  ///
  /// Intervals are those of single leads, and hold fewer whole forecasts than values of each lead.
  static func joint(of interval: Interval) -> Metric {
    Metric(
      "joint-coverage-\(interval.text)", title: "whole path", [.isPathInside(interval)], isShare: true,
      isTabledApart: true)
  }
}

extension Term {
  /// Of the first lead of a forecast that was observed 1 where all of its leads lie inside the interval, and
  /// else 0; none of other leads.
  fileprivate static func isPathInside(_ interval: Interval) -> Term {
    Term(name: "path inside \(interval.text)") { row in
      guard !row.spread(interval.lower).isNaN, !row.spread(interval.upper).isNaN else { return .nan }
      guard row.isFirstObserved else { return .nan }
      let isInside = (0..<row.rowsOfForecast).allSatisfy { later in
        let actual = row.actual(later)
        return actual.isNaN
          || row.spread(interval.lower, later: later) <= actual
            && actual <= row.spread(interval.upper, later: later)
      }
      return isInside ? 1 : 0
    }
  }
}
