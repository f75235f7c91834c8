import Forecasting

extension Metric {
  /// The metric that an objective aims at.
  package init(aimedAtBy objective: Objective) {
    self =
      switch objective {
      case .mae: .mae
      case .mase: .mase
      case .smape: .smape
      case .mse: .mse
      case .qlike: .qlike
      }
  }

  /// What a backtest prints and writes of models with this objective that were asked for a spread: the
  /// standard metrics, the objective's own before the skill, then those of quantiles, of each interval, and
  /// of events.
  ///
  /// - Parameter levels: The quantiles that are scored together; `nil` for all.
  static func reported(
    for objective: Objective, _ asked: SpreadRequest, quantiles levels: [Double]? = nil
  ) -> [Metric] {
    let own = Metric(aimedAtBy: objective)
    let points = standard.contains(own) ? standard : standard.filter { $0 != .skill } + [own, .skill]
    let levels = levels ?? asked.quantileLevels
    let quantiles = levels.isEmpty ? [] : [pinball(asked, of: levels), scaledCRPS(asked, of: levels)]
    let shares = Quantile.all(asked).sorted { $0.level < $1.level }.map { below($0) }
    let intervals = Interval.all(asked).flatMap { interval in
      [coverage(of: interval), width(of: interval), winkler(of: interval), joint(of: interval)]
    }
    let events = asked.columns.enumerated().flatMap { place, column -> [Metric] in
      guard case .probability(let event) = column else { return [] }
      return [brier(event, at: place), brierSkill(event, at: place)]
    }
    return points + quantiles + shares + intervals + events
  }
}
