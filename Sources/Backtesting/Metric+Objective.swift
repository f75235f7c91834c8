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

  /// The metrics that a backtest reports of models with this objective and spread.
  ///
  /// They are the standard metrics, the objective's own before the skill, then those of quantiles, of each
  /// interval, and of events.
  ///
  /// - Parameters:
  ///   - objective: The metric that the models are fitted for.
  ///   - asked: The intervals, quantiles and events that were asked for.
  ///   - levels: The levels of the quantiles that are scored together; `nil` for all.
  /// - Returns: The metrics, in the order of tables.
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
