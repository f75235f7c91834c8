/// How much of a combination is believed against the best simple forecast.
///
/// Of an estimated gain with t = mean / standard error over blocks of time, the share 1 − (t₀ / t)² is kept, as in the
/// estimator of James and Stein: nothing without evidence, nearly all of it with much. A simple forecast wins ties, with
/// t₀ = 1/2; the naive forecast asks for t₀ = 2, because where it is the best simple forecast a series is close to a
/// random walk, and on those a gain over a tail of validation is mostly luck.
/// - Source: James and Stein (1961), "Estimation with quadratic loss", the positive part.
enum Evidence {
  /// The share of the combination, in 0...1.
  ///
  /// - Parameter gains: The simple forecast's loss minus the combination's, block by block.
  static func share(gains: [Double], overNaive: Bool) -> Double {
    // One block has a mean but no error: a gain in it counts for half.
    guard gains.count > 1 else { return (gains.first ?? 0) > 0 ? 0.5 : 0 }
    let count = Double(gains.count)
    let mean = gains.reduce(0, +) / count
    guard mean > 0 else { return 0 }
    let variance = gains.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    let threshold = overNaive ? 2.0 : 0.5
    // (t₀ / t)² = t₀² · variance / (count · mean²)
    return max(0, 1 - threshold * threshold * variance / (count * mean * mean))
  }
}
