/// A sum that carries its rounding error along (Neumaier), so that its order hardly matters.
///
/// Source: Neumaier 1974, https://doi.org/10.1002/zamm.19740540106.
struct CompensatedSum: Sendable, Equatable {
  private var sum = 0.0
  private var compensation = 0.0

  /// The sum of everything added; of a term that is infinite no error is known.
  var value: Double { sum.isFinite ? sum + compensation : sum }

  static func += (total: inout Self, term: Double) {
    let next = total.sum + term
    // What the addition lost is exact in the difference of the larger operand.
    total.compensation +=
      abs(total.sum) >= abs(term) ? (total.sum - next) + term : (term - next) + total.sum
    total.sum = next
  }

  /// Adds another sum with its error.
  static func += (total: inout Self, other: Self) {
    total += other.sum
    total.compensation += other.compensation
  }
}

extension Sequence<Double> {
  /// The mean, compensated; `nil` of no elements.
  package func mean() -> Double? {
    var sum = CompensatedSum()
    var count = 0
    for value in self {
      sum += value
      count += 1
    }
    return count > 0 ? sum.value / Double(count) : nil
  }
}
