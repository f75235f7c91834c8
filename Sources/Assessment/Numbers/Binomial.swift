import Platform

/// How often something happens in `count` independent trials.
struct Binomial {
  /// The number of trials.
  let count: Int
  /// The probability in each, in 0...1.
  let probability: Double

  /// The probability of at most `number`; 0 below none, 1 from all on.
  ///
  /// - Complexity: O(`number`).
  func cumulative(_ number: Int) -> Double {
    if number < 0 { return 0 }
    if number >= count || probability <= 0 { return 1 }
    if probability >= 1 { return 0 }
    var sum = 0.0
    for happened in 0...number { sum += density(happened) }
    return min(1, sum)
  }

  /// The probability of exactly `number`, in 0...`count`.
  private func density(_ number: Int) -> Double {
    let (all, happened, rest) = (Double(count), Double(number), Double(count - number))
    let ways = logGamma(all + 1) - logGamma(happened + 1) - logGamma(rest + 1)
    return exp(ways + happened * log(probability) + rest * log1p(-probability))
  }

  private func logGamma(_ value: Double) -> Double {
    let (result, _): (Double, Int) = lgamma(value)
    return result
  }

  /// The logarithm of the probability of one certain order in which it happens `happened` times and fails
  /// `failed` times; a factor of 0⁰ is 1.
  static func logLikelihood(happened: Int, failed: Int, probability: Double) -> Double {
    let ofHappening = happened == 0 ? 0 : Double(happened) * log(probability)
    return ofHappening + (failed == 0 ? 0 : Double(failed) * log1p(-probability))
  }
}
