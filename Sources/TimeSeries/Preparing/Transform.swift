/// What is done to a target before it is scaled, with an exact inverse.
public enum Transform: String, Codable, Sendable, CaseIterable {
  /// Nothing.
  case none
  /// The natural logarithm; targets must be positive.
  case log
  /// The difference from the previous observed value.
  case diff
  /// The difference of logarithms; targets must be positive.
  case logReturn = "log-return"
}
