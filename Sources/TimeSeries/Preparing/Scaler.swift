/// How targets and covariates are normalised.
public enum ScalerKind: String, Codable, Sendable, CaseIterable {
  /// Each window by its own lookback: last observed value and deviation (reversible instance normalisation).
  case window
  /// Mean and standard deviation of the training range.
  case standard
  /// Median and interquartile range of the training range.
  case robust
  /// Minimum and range of the training range.
  case minmax
  /// No scaling.
  case none
}
