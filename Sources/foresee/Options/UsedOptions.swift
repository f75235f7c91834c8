import Forecasting
import Models
import Registry

extension ModelEntry {
  /// Whether the model heeds an option that says how models are made, trained or trained again, as it is
  /// written on the command line.
  ///
  /// - Parameter objective: The metric asked for. QLIKE keeps the forecasts of every model positive.
  func uses(_ option: String, objective: Objective) -> Bool {
    if option == "objective", objective == .qlike { return true }
    if Self.ofCovariates.contains(option) { return isNetwork || option == "past" && name == "log-har" }
    if option == "warm-start" { return make(ForecasterOptions(horizon: 1)).canStartWarm }
    guard isNetwork else { return name == Linear.name && Self.ofLinear.contains(option) }
    if Self.ofRounding.contains(option) { return canRound }
    if option == "season-lag" { return isOfSegments && name != "linear-gru" }
    if option == "activation" { return name.hasPrefix("rnn") }
    if option == "attention-heads" { return name.hasSuffix("-attention") }
    return isOfSegments ? !Self.ofSteps.contains(option) : !Self.ofSegments.contains(option)
  }

  /// What names covariates.
  private static let ofCovariates: Set = ["past", "future", "static"]
  /// What `linear` heeds; other simple models heed nothing.
  private static let ofLinear: Set = ["lookback", "transform", "validation"]
  /// What models alone heed that can round.
  private static let ofRounding: Set = ["rounding", "no-rounding"]
  /// What networks of segments alone heed.
  private static let ofSegments: Set = [
    "objective", "segment", "segment-units", "series-embedding", "no-series-embedding",
    "anchor", "holidays", "no-holidays", "clock",
  ]
  /// What networks that read step by step alone heed: those of segments have a shape and a schedule of their own.
  private static let ofSteps: Set = [
    "scaler", "hidden", "layers", "dropout", "head", "max-epochs", "batch", "learning-rate", "schedule",
    "warm-up", "optimizer", "weight-decay", "momentum", "clip",
  ]
}
