import Algorithms
import Platform

/// Errors, in units of a scale, whose ranks tell how likely an error is: the sample that a conformal interval
/// is made of.
///
/// Where errors to come and the `n` errors of the sample could as well have come in any other order, the next
/// one lies at or below the error of rank ⌈(n + 1) q⌉ with a probability of at least `q`. Errors of forecasts
/// that overlap are not so many: where each shares its rows with `k - 1` others, `n` of them are taken for `n
/// / k`, and the rank is ⌈(n + k) q⌉.
/// - Source: Vovk, Gammerman and Shafer (2005), doi:10.1007/b106715; Angelopoulos and Bates (2021),
///   arXiv:2107.07511.
struct ErrorSample: Sendable, Equatable {
  /// The errors, rising.
  let errors: [Double]
  /// The number of errors that are made of the same rows.
  let overlap: Int

  /// Takes errors in any order.
  init(_ errors: [Double], overlap: Int = 1) {
    precondition(overlap > 0, "an error overlaps itself")
    self.errors = errors.sorted()
    self.overlap = overlap
  }

  /// The number of errors at lead h that are worth one independent error in a tail, for forecasts made every
  /// s rows: k = 1 + ⌊2 (h − 1) / (3 s)⌋.
  ///
  /// Errors of a random walk are sums of h changes, and two of them made j rows apart are correlated by 1 − j
  /// / h, which inflates the variance of their mean by h. Whether an error lies in a tail is less correlated
  /// than the error itself: for normal errors the variance of the share in a tail of 0.25, 0.1 or 0.05 is
  /// inflated by 0.69, 0.60 or 0.53 times h. Two thirds is used for all levels.
  ///
  /// - Parameters:
  ///   - lead: The lead h, from 1.
  ///   - stride: The number of rows s from one forecast to the next.
  /// - Returns: The number k, at least 1.
  static func overlap(lead: Int, stride: Double) -> Int { 1 + Int(2 * Double(lead - 1) / (3 * stride)) }

  /// Whether the error at the end of an interval is one that is known, instead of a larger one that none
  /// comes near.
  func supports(_ level: Double) -> Bool { upperRank(max(level, 1 - level)) <= errors.count }

  /// The quantile at `level`, such that an interval holds at least the probability that it states.
  ///
  /// Below a half at most that share of the errors is smaller, above a half at most the rest is larger; at a
  /// half it is the median.
  ///
  /// - Precondition: The sample is large enough for the level (see ``IntervalOptions/neededErrors``).
  func quantile(_ level: Double) -> Double {
    precondition(!errors.isEmpty, "an empty sample has no quantiles")
    if level < 0.5 { return error(ofRank: errors.count + 1 - upperRank(1 - level)) }
    if level > 0.5 { return error(ofRank: upperRank(level)) }
    return (error(ofRank: (errors.count + 1) / 2) + error(ofRank: errors.count / 2 + 1)) / 2
  }

  /// The rank of the error that a value lies at or below with a probability of at least `level`.
  private func upperRank(_ level: Double) -> Int {
    let place = Double(errors.count + overlap) * level
    // A product that should be whole may be off by its rounding.
    let nearest = place.rounded()
    return Int(abs(place - nearest) < 1e-9 * Double(errors.count + overlap) ? nearest : place.rounded(.up))
  }

  private func error(ofRank rank: Int) -> Double { errors[min(max(rank, 1), errors.count) - 1] }

  /// The probability of an error below `bound`, or at most `bound`: never 0 or 1, which no sample proves.
  func probability(below bound: Double, isInclusive: Bool) -> Double {
    let below = errors.partitioningIndex { isInclusive ? $0 > bound : $0 >= bound }
    return (Double(below) + 0.5) / Double(errors.count + 1)
  }
}
