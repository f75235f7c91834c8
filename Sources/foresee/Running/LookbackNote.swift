import Forecasting
import Windowing

/// Says how many past steps models read where nobody asked for a number.
enum LookbackNote {
  /// Shows the lookback and what decided it.
  static func show(_ data: TrainingData, horizon: Int) {
    let rule = LookbackRule(data, horizon: horizon)
    Console.note("lookback \(rule.lookback): \(rule.reason)")
    let whole = LookbackRule(data, horizon: horizon, reading: .windows)
    guard whole != rule else { return }
    Console.note("lookback \(whole.lookback) of models that read windows as a whole: \(whole.reason)")
  }
}
