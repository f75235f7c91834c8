/// A fit that learnt from some rows of its training data and not from others, which show how well it
/// forecasts.
public struct HeldOutFit: Sendable {
  /// What was fitted.
  public let forecaster: any FittedForecaster
  /// For each series the rows that it did not learn from, inside those that may be read; empty where it has
  /// none.
  public let rows: [Range<Int>]
  /// Whether these rows decided which fit it is, as by when training stopped or by weights, and so flatter
  /// it.
  public let isChosenByThem: Bool

  /// Creates one.
  public init(
    _ forecaster: any FittedForecaster, without rows: [Range<Int>], isChosenByThem: Bool = true
  ) {
    self.forecaster = forecaster
    self.rows = rows
    self.isChosenByThem = isChosenByThem
  }
}
