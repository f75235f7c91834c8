import Forecasting

extension Metric {
  /// The metric that an objective aims at.
  init(aimedAtBy objective: Objective) {
    self =
      switch objective {
      case .mae: .mae
      case .mase: .mase
      case .smape: .smape
      case .mse: .mse
      case .qlike: .qlike
      }
  }

  /// What a backtest prints and writes of models with this objective: the standard metrics, and its own before the skill.
  static func reported(for objective: Objective) -> [Metric] {
    let own = Metric(aimedAtBy: objective)
    return standard.contains(own) ? standard : standard.filter { $0 != .skill } + [own, .skill]
  }
}
