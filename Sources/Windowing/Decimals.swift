import Forecasting
import Platform
import TimeSeries

/// The number of decimals that the values of each series have, which is the resolution of a sensor or of a
/// count, and so the resolution to which forecasts of the series may be rounded.
///
/// Rounding is a monotone function, and the median commutes with it: where rounded values are observed, the
/// rounded median of the underlying quantity is the median of the observed values. The mean does not commute
/// with rounding.
package struct Decimals: Codable, Sendable, Equatable {
  /// The names of the series.
  private let ids: [String]
  /// The number of decimals of each series; `nil` where more than six would be needed, which cannot be
  /// distinguished from rounding errors.
  private let digits: [Int?]

  private static let most = 6

  /// Finds the number of decimals of each series that has an observed value in the rows that `data` allows.
  package init(of data: TrainingData) {
    let observed = zip(data.panel.series, data.rows).filter { $0.target[$1].contains { !$0.isNaN } }
    ids = observed.map(\.0.id)
    digits = observed.map { Self.digits(of: $0.target[$1]) }
  }

  /// Whether there is one number of decimals for each name, and each lies in 0...6.
  ///
  /// It is checked after decoding, since a stored value may be anything.
  package var isValid: Bool {
    ids.count == digits.count && digits.allSatisfy { $0.map { (0...Self.most).contains($0) } ?? true }
  }

  /// For each of the series called `ids` the resolution 10⁻ᵈ of its values, 0 where it is not known.
  ///
  /// A series without training rows has the finest resolution of those that had some, or 0 where that of any
  /// of them is not known.
  package func steps(of ids: [String]) -> [Double] {
    let known = Dictionary(zip(self.ids, digits)) { first, _ in first }
    let other = digits.contains(nil) ? nil : digits.compactMap(\.self).max()
    return ids.map { id in (known[id] ?? other).map { 1 / pow(10, Double($0)) } ?? 0 }
  }

  /// The multiple of `step` that is nearest to `value`; `value` itself where `step` is 0.
  package static func rounded(_ value: Double, to step: Double) -> Double {
    guard step > 0 else { return value }
    // The inverse of a step 10⁻ᵈ is a whole number, and a quotient by it is the double nearest to the decimal
    // number; a product with the step need not be.
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
