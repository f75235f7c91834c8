import Platform

/// Test data in closed form, so that a reference in another language computes the same without a file.
public enum ClosedForm {
  /// `scale` · cos(1.7 i + `phase`) for i in 0..<`count`: bounded, of both signs, without repetition.
  public static func cosines(_ count: Int, phase: Double = 0, scale: Double = 1) -> [Double] {
    (0..<count).map { scale * cosine($0, phase: phase) }
  }

  /// cos(1.7 `index` + `phase`).
  public static func cosine(_ index: Int, phase: Double = 0) -> Double { cos(1.7 * Double(index) + phase) }

  /// The sine of `angle`, for tests that need no other part of the C library.
  public static func sine(_ angle: Double) -> Double { sin(angle) }
}

/// How far numbers lie from a reference.
public enum Distance {
  /// The largest |found − expected| divided by the largest |expected| (or by 1 where all are smaller than
  /// that `floor`); infinite where one is not a number or the counts differ.
  public static func relative<Found: BinaryFloatingPoint>(
    _ found: [Found], _ expected: [Double], floor: Double = 1e-300
  ) -> Double {
    guard found.count == expected.count else { return .infinity }
    let size = expected.reduce(floor) { max($0, abs($1)) }
    var largest = 0.0
    for (one, other) in zip(found, expected) {
      let distance = abs(Double(one) - other)
      largest = distance.isNaN ? .infinity : max(largest, distance / size)
    }
    return largest
  }

  /// |found − expected| in units in the last place of `expected`, rounded to single precision.
  public static func ulps(_ found: Float, _ expected: Double) -> Double {
    abs(Double(found) - expected) / Double(Float(expected).ulp)
  }

  /// |found − expected| in units in the last place of `expected`, in double precision; infinite where one is
  /// not a number.
  public static func ulps(_ found: Double, _ expected: Double) -> Double {
    let distance = abs(found - expected)
    return distance.isNaN ? .infinity : distance / expected.ulp
  }
}
