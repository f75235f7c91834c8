import Platform

/// The standard normal distribution.
enum Normal {
  /// The probability of a value of at most `value`.
  static func cumulative(_ value: Double) -> Double { erfc(-value / 2.0.squareRoot()) / 2 }

  /// The value below which `probability` of the distribution lies; infinite at 0 and 1, `.nan` outside.
  ///
  /// By bisection of ``cumulative(_:)``, to the last bits: no coefficients that may be wrong.
  static func quantile(_ probability: Double) -> Double {
    if probability == 0.5 { return 0 }
    if probability > 0.5 { return -quantile(1 - probability) }
    guard probability > 0 else { return probability == 0 ? -.infinity : .nan }
    var (low, high) = (-40.0, 0.0)
    while true {
      let middle = (low + high) / 2
      if middle == low || middle == high { return middle }
      if cumulative(middle) < probability { low = middle } else { high = middle }
    }
  }
}

/// The chi-squared distribution, of the degrees of freedom that likelihood ratios of one or two restrictions
/// have.
enum ChiSquared {
  /// The probability of more than `value` with one degree of freedom.
  static func survival1(_ value: Double) -> Double { erfc((max(value, 0) / 2).squareRoot()) }

  /// The probability of more than `value` with two.
  static func survival2(_ value: Double) -> Double { exp(-max(value, 0) / 2) }
}
