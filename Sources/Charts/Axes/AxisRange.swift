/// A part of an axis that is shown, from a finite number to a greater one.
struct AxisRange: Sendable, Equatable {
  let lower: Double
  let upper: Double

  /// Half of the length; the whole may exceed every number.
  var halfLength: Double { upper / 2 - lower / 2 }

  /// The share of the length that lies below `value`, so that 0 is the lower end and 1 the upper; at most ten
  /// lengths away.
  func fraction(of value: Double) -> Double {
    min(max((value / 2 - lower / 2) / halfLength, -10), 11)
  }

  /// Whether `value` is shown.
  func contains(_ value: Double) -> Bool { lower <= value && value <= upper }

  /// Computes the part of `axis` that shows `bounds`.
  ///
  /// It is `nil` where the axis has no range of its own and there is no mark.
  ///
  /// - Parameters:
  ///   - axis: The axis, whose own range is used if it has one.
  ///   - bounds: The least and the greatest value of the marks.
  ///   - margins: The shares of the length that are added below and above.
  init?(_ axis: Axis, showing bounds: ClosedRange<Double>?, margins: (below: Double, above: Double)) {
    if let range = axis.range, range.lowerBound.isFinite, range.upperBound.isFinite {
      self.init(Self.widened(range, axis.scale))
      return
    }
    guard var range = bounds else { return nil }
    for value in axis.including where value.isFinite {
      range = min(range.lowerBound, value)...max(range.upperBound, value)
    }
    let wide = AxisRange(Self.widened(range, axis.scale))
    let most = Double.greatestFiniteMagnitude
    var lower = max(-most, wide.lower - 2 * margins.below * wide.halfLength)
    var upper = min(most, wide.upper + 2 * margins.above * wide.halfLength)
    if axis.scale == .shares {
      // No share lies outside, unless one does.
      if range.lowerBound >= 0 { lower = max(0, lower) }
      if range.upperBound <= 1 { upper = min(1, upper) }
    }
    self.init(lower...upper)
  }

  /// Creates the part between the ends of a range that differ.
  init(_ range: ClosedRange<Double>) { (lower, upper) = (range.lowerBound, range.upperBound) }

  /// The range, or one around it where it is too short to tell its ends apart.
  private static func widened(_ range: ClosedRange<Double>, _ scale: Axis.Scale) -> ClosedRange<Double> {
    let (lower, upper) = (range.lowerBound, range.upperBound)
    if case .categories(let names) = scale {
      return min(lower, -0.5)...max(upper, Double(max(names.count, 1)) - 0.5)
    }
    let size = max(abs(lower), abs(upper))
    guard upper / 2 - lower / 2 <= max(size * 1e-12, 1e-300) else { return range }
    let middle = lower / 2 + upper / 2
    let half = max(Self.usualHalf(scale, size: size), size * 1e-3, 1e-290)
    let most = Double.greatestFiniteMagnitude
    return max(-most, middle - half)...min(most, middle + half)
  }

  /// What is shown on either side of a single value.
  private static func usualHalf(_ scale: Axis.Scale, size: Double) -> Double {
    switch scale {
    case .numbers: size > 0 ? size * 0.05 : 1
    case .wholeNumbers, .categories: 1
    case .shares: 0.05
    case .calendar: 43_200
    case .timeOfDay: 3_600
    }
  }
}
