/// How much of a combination is believed against the best simple forecast.
///
/// Of an estimated gain with t = mean / standard error (see ``PairedLosses``), the share 1 − (t₀ / t)² is kept, as in the
/// estimator of James and Stein: nothing without evidence, nearly all of it with much. A simple forecast wins ties, with
/// t₀ = 1/2; the naive forecast asks for t₀ = 2, because a series on which little beats it is close to a random walk, and
/// on those a gain over a tail of validation is mostly luck.
/// - Source: James and Stein (1961), "Estimation with quadratic loss", the positive part.
enum Evidence {
  /// The threshold against the naive forecast.
  static let naiveThreshold = 2.0
  /// The threshold against any other simple forecast.
  static let simpleThreshold = 0.5

  /// The share of the combination, in 0...1.
  ///
  /// - Parameters:
  ///   - paired: The combination against the simple forecast.
  ///   - threshold: t₀, below which nothing is believed.
  static func share(_ paired: PairedLosses, threshold: Double) -> Double {
    guard paired.gain > 0 else { return 0 }
    // A combination without any error but rounding has nothing left to prove.
    guard paired.remainder > 1e-9 else { return 1 }
    // (t₀ / t)² = t₀² · variance / gain²
    return max(0, 1 - threshold * threshold * paired.variance / (paired.gain * paired.gain))
  }
}
