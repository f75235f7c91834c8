import Forecasting

extension Metric {
  /// The mean quantile loss over all quantiles that were asked for, in the target's units; `mqloss` of utilsforecast.
  ///
  /// Source: Koenker and Bassett (1978), doi:10.2307/1913643.
  static func pinball(_ asked: SpreadRequest) -> Metric {
    Metric("pinball", title: "pinball", [.pinball(asked)])
  }

  /// Twice the mean quantile loss over all quantiles that were asked for, relative to the mean size of the values:
  /// an approximation of the continuous ranked probability score by these quantiles; `scaled_crps` of utilsforecast, and of
  /// one quantile the weighted quantile loss.
  ///
  /// Source: Gneiting and Ranjan (2011), doi:10.1198/jbes.2010.08110.
  static func scaledCRPS(_ asked: SpreadRequest) -> Metric {
    Metric("scaled-crps", title: "scaled CRPS", [.pinball(asked), .size]) { means in
      means.second > 0 ? 2 * means.first / means.second : nil
    }
  }
}

extension Term {
  /// |y|.
  fileprivate static let size = Term(name: "size") { abs($0.actual) }

  /// The mean quantile loss of a row.
  fileprivate static func pinball(_ asked: SpreadRequest) -> Term {
    var places: [(level: Double, place: Int)] = []
    for (place, column) in asked.columns.enumerated() {
      let level: Double
      switch column {
      case .lower(let interval): level = SpreadRequest.lower(interval)
      case .upper(let interval): level = SpreadRequest.upper(interval)
      case .quantile(let quantile): level = quantile
      case .probability: continue
      }
      if !places.contains(where: { $0.level == level }) { places.append((level, place)) }
    }
    return Term(name: "pinball") { [places] row in
      let sum = places.reduce(0.0) { sum, quantile in
        let difference = row.actual - row.spread(quantile.place)
        return sum + max(quantile.level * difference, (quantile.level - 1) * difference)
      }
      return sum / Double(places.count)
    }
  }
}
