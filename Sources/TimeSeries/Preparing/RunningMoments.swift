/// The mean and the variance of numbers seen one at a time, in constant memory and without cancellation.
///
/// - Sources: Welford (1962), "Note on a method for calculating corrected sums of squares and products",
///   doi:10.1080/00401706.1962.10490022.
public struct RunningMoments: Sendable, Equatable {
  /// How many numbers were added.
  public private(set) var count = 0
  /// Their mean, 0 before the first.
  public private(set) var mean = 0.0
  private var squares = 0.0

  /// Creates moments of nothing.
  public init() {}

  /// Adds a number; `.nan` is missing and skipped.
  public mutating func add(_ value: Double) {
    guard !value.isNaN else { return }
    count += 1
    let deviation = value - mean
    mean += deviation / Double(count)
    squares += deviation * (value - mean)
  }

  /// The population standard deviation, 0 without numbers.
  public var standardDeviation: Double {
    count == 0 ? 0 : (squares / Double(count)).squareRoot()
  }
}
