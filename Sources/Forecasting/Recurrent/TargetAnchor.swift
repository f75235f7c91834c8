import TimeSeries

/// What a network's forecast of a lead is measured from; an untrained network forecasts just that.
enum TargetAnchor: String, Codable, Sendable {
  /// The last observed value of the lookback: the naive forecast.
  case lastValue
  /// The value one season before the lead: the seasonal-naive forecast.
  case season
  /// The mean of the lookback, for targets that are differences, whose last value says little about the next.
  case mean
}

extension TargetAnchor {
  /// Origins at which the choice is tried, at most.
  private static var mostOrigins: Int { 2_000 }

  /// The anchor that is nearer to the targets on the training rows: the last value or the season.
  ///
  /// A network has little to learn from a short seasonal series when it must first learn the season itself.
  /// Only training rows are looked at, and the choice is stored with the network.
  init(_ data: TrainingData, targets: [[Double]], horizon: Int, lookback: Int, transform: Transform) {
    guard transform == .none || transform == .log else {
      self = .mean
      return
    }
    let season = data.panel.season
    guard season > 1, season <= lookback else {
      self = .lastValue
      return
    }
    var (lastError, seasonError) = (0.0, 0.0)
    for (values, rows) in zip(targets, data.rows) where rows.count > season + horizon {
      let origins = (rows.lowerBound + season)..<(rows.upperBound - horizon)
      let stride = max(1, origins.count * targets.count / Self.mostOrigins)
      // Series of different sizes count alike: errors are taken relative to each series' own.
      var (last, seasonal) = (0.0, 0.0)
      for origin in Swift.stride(from: origins.lowerBound, to: origins.upperBound, by: stride) {
        for lead in 0..<horizon {
          let value = values[origin + lead]
          let errors = (
            abs(value - values[origin - 1]), abs(value - values[Self.seasonalRow(origin, lead, season)])
          )
          guard !errors.0.isNaN, !errors.1.isNaN else { continue }
          last += errors.0
          seasonal += errors.1
        }
      }
      guard last + seasonal > 0 else { continue }
      lastError += last / (last + seasonal)
      seasonError += seasonal / (last + seasonal)
    }
    self = seasonError < lastError ? .season : .lastValue
  }

  /// The row a whole number of seasons before a lead, the latest before the origin.
  static func seasonalRow(_ origin: Int, _ lead: Int, _ season: Int) -> Int {
    origin + lead % season - season
  }
}
