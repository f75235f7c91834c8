import Glibc

/// Errors, in units of a scale, whose ranks tell how likely an error is: the sample that a conformal interval is made of.
///
/// Where errors to come and the `n` errors of the sample could as well have come in any other order, the next one lies at or
/// below the error of rank ⌈(n + 1) q⌉ with a probability of at least `q`.
/// - Source: Vovk, Gammerman and Shafer (2005), doi:10.1007/b106715; Angelopoulos and Bates (2021), arXiv:2107.07511.
struct ErrorSample: Sendable, Equatable {
  /// The errors, rising.
  let errors: [Double]

  /// Takes errors in any order.
  init(_ errors: [Double]) { self.errors = errors.sorted() }

  /// The quantile at `level`: below a half the one that at most that share of errors lies below, above a half the one that
  /// at most the rest lies above, so that an interval holds at least what it says. At a half it is the median.
  ///
  /// - Precondition: The sample is large enough for the level (see ``IntervalOptions/neededErrors``).
  func quantile(_ level: Double) -> Double {
    precondition(!errors.isEmpty, "an empty sample has no quantiles")
    let place = Double(errors.count + 1) * level
    // A product that should be whole may be off by its rounding.
    let nearest = place.rounded()
    let exact = abs(place - nearest) < 1e-9 * Double(errors.count + 1) ? nearest : place
    let (low, high) =
      level == 0.5
      ? (exact.rounded(.down), exact.rounded(.up))
      : level < 0.5 ? (exact.rounded(.down), exact.rounded(.down)) : (exact.rounded(.up), exact.rounded(.up))
    func error(ofRank rank: Double) -> Double { errors[min(max(Int(rank), 1), errors.count) - 1] }
    return low == high ? error(ofRank: low) : (error(ofRank: low) + error(ofRank: high)) / 2
  }

  /// The probability of an error below `bound`, or at most `bound`: never 0 or 1, which no sample proves.
  func probability(below bound: Double, isInclusive: Bool) -> Double {
    var (low, high) = (0, errors.count)
    while low < high {
      let middle = (low + high) / 2
      if errors[middle] < bound || isInclusive && errors[middle] == bound {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return (Double(low) + 0.5) / Double(errors.count + 1)
  }
}
