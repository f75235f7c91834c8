import Forecasting

extension Metric {
  /// The mean squared difference of an event's probability from whether it happened.
  ///
  /// Source: Brier (1950), doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2.
  static func brier(_ event: Event, at place: Int) -> Metric {
    Metric("brier-\(event.text)", title: "Brier \(event.text)", [.brier(event, place)])
  }

  /// 1 - Brier score / that of climatology, which forecasts the share of earlier rows in which the event
  /// happened.
  static func brierSkill(_ event: Event, at place: Int) -> Metric {
    Metric(
      "brier-skill-\(event.text)", title: "skill \(event.text)",
      [.brier(event, place), .brierOfClimatology(event)],
      isShare: true, isOfMeans: true
    ) { means in means.second > 0 ? 1 - means.first / means.second : nil }
  }
}

extension Term {
  fileprivate static func brier(_ event: Event, _ place: Int) -> Term {
    Term(name: "brier \(event.text)") { row in
      let difference = row.spread(place) - row.outcome(of: event)
      return difference * difference
    }
  }

  fileprivate static func brierOfClimatology(_ event: Event) -> Term {
    Term(name: "brier of climatology \(event.text)") { row in
      let difference = row.climatology(of: event) - row.outcome(of: event)
      return difference * difference
    }
  }
}
