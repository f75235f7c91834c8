/// The moments of a sample of finite numbers.
struct Moments: Sendable {
  /// The number of values.
  let count: Int
  /// The mean; 0 of no values.
  let mean: Double
  /// The sums of squares, cubes and fourth powers of the differences from the mean.
  private let sums: (second: Double, third: Double, fourth: Double)

  init(_ values: some Collection<Double>) {
    count = values.count
    mean = values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
    var sums = (second: 0.0, third: 0.0, fourth: 0.0)
    for value in values {
      let difference = value - mean
      let square = difference * difference
      sums.second += square
      sums.third += square * difference
      sums.fourth += square * square
    }
    self.sums = sums
  }

  /// The standard deviation with n - 1 in the denominator; `nil` of fewer than two values.
  var deviation: Double? { count > 1 ? (sums.second / Double(count - 1)).squareRoot() : nil }

  /// Whether the values differ by more than rounding of their sum.
  var varies: Bool {
    let size = Double(count) * mean * mean
    return sums.second > size * 1e-28 && sums.second > 0
  }

  /// The skewness m₃ / m₂^(3/2), of moments with n in the denominator; `nil` of values that do not vary.
  var skewness: Double? {
    guard varies else { return nil }
    let (count, variance) = (Double(count), sums.second / Double(count))
    return sums.third / count / (variance * variance.squareRoot())
  }

  /// The kurtosis m₄ / m₂², 3 of a normal distribution; `nil` of values that do not vary.
  var kurtosis: Double? {
    guard varies else { return nil }
    let (count, variance) = (Double(count), sums.second / Double(count))
    return sums.fourth / count / (variance * variance)
  }
}
