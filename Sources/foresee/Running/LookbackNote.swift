import Forecasting

/// Says how many past steps a model reads where nobody asked for a number.
enum LookbackNote {
  /// Shows the lookback and what decided it.
  static func show(_ data: TrainingData, horizon: Int) {
    let rule = LookbackRule(data, horizon: horizon)
    Console.note("lookback \(rule.lookback): \(rule.reason)")
  }
}
