import Forecasting

extension Metric {
  /// The mean quantile loss over the quantiles of some levels, in the target's units; `mqloss` of utilsforecast.
  ///
  /// Source: Koenker and Bassett (1978), doi:10.2307/1913643.
  static func pinball(_ asked: SpreadRequest, of levels: [Double]) -> Metric {
    Metric("pinball", title: "pinball", [.pinball(asked, of: levels)])
  }

  /// Twice the mean quantile loss over the quantiles of some levels, relative to the mean size of the values:
  /// an approximation of the continuous ranked probability score by these quantiles; `scaled_crps` of utilsforecast, and of
  /// one quantile the weighted quantile loss.
  ///
  /// Source: Gneiting and Ranjan (2011), doi:10.1198/jbes.2010.08110.
  static func scaledCRPS(_ asked: SpreadRequest, of levels: [Double]) -> Metric {
    Metric("scaled-crps", title: "scaled CRPS", [.pinball(asked, of: levels), .size]) { means in
      means.second > 0 ? 2 * means.first / means.second : nil
    }
  }
}

extension Term {
  /// |y|.
  fileprivate static let size = Term(name: "size") { abs($0.actual) }

  /// The mean quantile loss of a row.
  fileprivate static func pinball(_ asked: SpreadRequest, of levels: [Double]) -> Term {
    // A quantile and the end of an interval may be of one level, and a model has one of them at least.
    var places: [(level: Double, places: [Int])] = []
    for (place, column) in asked.columns.enumerated() {
      guard let level = column.quantileLevel, levels.contains(level) else { continue }
      if let known = places.firstIndex(where: { $0.level == level }) {
        places[known].places.append(place)
      } else {
        places.append((level, [place]))
      }
    }
    return Term(name: "pinball") { [places] row in
      let sum = places.reduce(0.0) { sum, quantile in
        let value = quantile.places.lazy.map { row.spread($0) }.first { !$0.isNaN } ?? .nan
        let difference = row.actual - value
        return sum + max(quantile.level * difference, (quantile.level - 1) * difference)
      }
      return sum / Double(places.count)
    }
  }
}

extension SpreadColumn {
  /// The level of the quantile that the column is; `nil` for a probability.
  fileprivate var quantileLevel: Double? {
    switch self {
    case .lower(let level): SpreadRequest.lower(level)
    case .upper(let level): SpreadRequest.upper(level)
    case .quantile(let level): level
    case .probability: nil
    }
  }
}
