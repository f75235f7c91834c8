import Forecasting

extension Metric {
  /// The mean quantile loss over the quantiles of some levels, in the target's units; `mqloss` of
  /// utilsforecast.
  ///
  /// Source: Koenker and Bassett (1978), doi:10.2307/1913643.
  static func pinball(_ asked: SpreadRequest, of levels: [Double]) -> Metric {
    Metric("pinball", title: "pinball", [.pinball(asked, of: levels)])
  }

  /// Twice the mean quantile loss over the quantiles of some levels, relative to the mean size of the values.
  ///
  /// It approximates the continuous ranked probability score by these quantiles. It is `scaled_crps` of
  /// utilsforecast, and for one quantile the weighted quantile loss.
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
    let quantiles = Quantile.all(asked).filter { levels.contains($0.level) }
    return Term(name: "pinball of \(levels)") { row in
      let sum = quantiles.reduce(0.0) { sum, quantile in
        let difference = row.actual - quantile.value(in: row)
        return sum + max(quantile.level * difference, (quantile.level - 1) * difference)
      }
      return sum / Double(quantiles.count)
    }
  }
}
