import Forecasting

extension ModelEntry {
  /// Whether the model heeds an option that says how models are made or trained, as it is written on the command line.
  func uses(_ option: String) -> Bool {
    guard isNetwork else { return name == Linear.name && Self.ofLinear.contains(option) }
    if Self.ofRounding.contains(option) { return canRound }
    if option == "season-lag" { return isOfSegments && name != "linear-gru" }
    if option == "activation" { return name.hasPrefix("rnn") }
    if option == "attention-heads" { return name.hasSuffix("-attention") }
    return isOfSegments ? !Self.ofSteps.contains(option) : !Self.ofSegments.contains(option)
  }

  /// What `linear` heeds; other simple models heed nothing.
  private static let ofLinear: Set = ["lookback", "transform", "validation"]
  /// What models alone heed that can round.
  private static let ofRounding: Set = ["rounding", "no-rounding"]
  /// What networks of segments alone heed.
  private static let ofSegments: Set = [
    "optimise", "segment", "segment-units", "series-embedding", "no-series-embedding",
    "anchor", "window-scale", "holidays", "no-holidays", "clock",
  ]
  /// What networks that read step by step alone heed: those of segments have a shape and a schedule of their own.
  private static let ofSteps: Set = [
    "scaler", "hidden", "layers", "dropout", "head", "max-epochs", "batch", "learning-rate", "schedule",
    "warm-up", "optimizer", "weight-decay", "momentum", "clip",
  ]
}
