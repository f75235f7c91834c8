import Forecasting
import Platform
import TimeSeries

/// The decimals that the values of each series have: what a sensor or a count can show, and so what its forecasts can be
/// rounded to.
///
/// Rounding is monotonous: where what is observed is a rounded quantity, the rounded median of the quantity is the median of
/// what is observed. Of means it is not so.
package struct Decimals: Codable, Sendable, Equatable {
  /// The names of the series.
  private let ids: [String]
  /// The decimals of each; `nil` where there are more than could be told from rounding errors.
  private let digits: [Int?]

  private static let most = 6

  /// Finds the decimals of the rows that `data` allows, of each series that has a value there.
  package init(of data: TrainingData) {
    let observed = zip(data.panel.series, data.rows).filter { $0.target[$1].contains { !$0.isNaN } }
    ids = observed.map(\.0.id)
    digits = observed.map { Self.digits(of: $0.target[$1]) }
  }

  /// Whether there are as many as series, and as few digits as can be told apart: what was stored may be anything.
  package var isValid: Bool {
    ids.count == digits.count && digits.allSatisfy { $0.map { (0...Self.most).contains($0) } ?? true }
  }

  /// The least distance between two values of each series called `ids`, 0 where it is not known; a series that was not there
  /// has the least of all that were.
  package func steps(of ids: [String]) -> [Double] {
    let known = Dictionary(zip(self.ids, digits)) { first, _ in first }
    let other = digits.contains(nil) ? nil : digits.compactMap(\.self).max()
    return ids.map { id in (known[id] ?? other).map { 1 / pow(10, Double($0)) } ?? 0 }
  }

  /// The multiple of `step` that is nearest to `value`; `value` itself where the step is 0.
  package static func rounded(_ value: Double, to step: Double) -> Double {
    guard step > 0 else { return value }
    // The inverse of a step of decimals is a whole number, and the quotient the double nearest to the decimal.
    let inverse = (1 / step).rounded()
    let nearest =
      inverse * step == 1 ? (value * inverse).rounded() / inverse : (value / step).rounded() * step
    return nearest + 0  // no negative zero
  }

  private static func digits(of values: ArraySlice<Double>) -> Int? {
    var (digits, power) = (0, 1.0)
    for value in values where !value.isNaN {
      while (value * power).rounded() / power != value {
        guard digits < most else { return nil }
        digits += 1
        power *= 10
      }
    }
    return digits
  }
}
