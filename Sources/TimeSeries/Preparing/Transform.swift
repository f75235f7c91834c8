/// What is done to a target before it is scaled, with an exact inverse.
public enum Transform: String, Codable, Sendable, CaseIterable {
  /// Nothing.
  case none
  /// The natural logarithm; targets must be positive.
  case log
  /// The natural logarithm of 1 more than the target, which must not be negative; nor are forecasts.
  case log1p
  /// The difference from the previous observed value.
  case diff
  /// The difference of logarithms; targets must be positive.
  case logReturn = "log-return"

  /// Whether it is a logarithm of the target.
  public var isLogarithm: Bool { self == .log || self == .log1p }
  /// Whether it is a difference from the value before.
  public var isOfDifferences: Bool { self == .diff || self == .logReturn }
}
