/// How much of a combination is believed against the best simple forecast.
///
/// Of an estimated gain with t = mean / standard error over blocks of time, the share 1 − (t₀ / t)² is kept, as in the
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
  ///   - losses: The combination's loss, block by block.
  ///   - simple: The simple forecast's.
  ///   - threshold: t₀, below which nothing is believed.
  static func share(losses: [Double], against simple: [Double], threshold: Double) -> Double {
    guard zip(simple, losses).reduce(0, { $0 + $1.0 - $1.1 }) > 0 else { return 0 }
    // A combination without any error has nothing left to prove.
    guard losses.contains(where: { $0 > 0 }) else { return 1 }
    guard losses.count > 1 else {
      // One block has no standard error: the gain itself must be large.
      let ratio = losses[0] / simple[0]
      return 1 - ratio * ratio
    }
    // Relative to the errors of its block, so that a stretch of large errors does not drown the others.
    let gains = zip(simple, losses).map { $0 + $1 > 0 ? ($0 - $1) / ($0 + $1) : 0 }
    let count = Double(gains.count)
    let mean = gains.reduce(0, +) / count
    guard mean > 0 else { return 0 }
    let variance = gains.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    // (t₀ / t)² = t₀² · variance / (count · mean²)
    return max(0, 1 - threshold * threshold * variance / (count * mean * mean))
  }
}
