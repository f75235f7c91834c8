/// The error of one number, before errors are averaged.
enum PointError {
  /// |y - ŷ|.
  case absolute
  /// (y - ŷ)².
  case squared
  /// |y - ŷ| / (|y| + |ŷ|), in 0...1; 0 when both are 0.
  case symmetricPercentage

  func callAsFunction(_ actual: Double, _ forecast: Double) -> Double {
    switch self {
    case .absolute: return abs(actual - forecast)
    case .squared: return (actual - forecast) * (actual - forecast)
    case .symmetricPercentage:
      let size = abs(actual) + abs(forecast)
      return size == 0 ? 0 : abs(actual - forecast) / size
    }
  }
}

/// The sums of all point errors over some rows: every metric follows from them.
struct ErrorSums: Sendable, Equatable {
  private(set) var count = 0
  private(set) var absolute = CompensatedSum()
  private(set) var squared = CompensatedSum()
  private(set) var symmetricPercentage = CompensatedSum()

  /// Adds one row; a row without an actual value is not counted.
  mutating func add(actual: Double, forecast: Double) {
    guard !actual.isNaN else { return }
    count += 1
    absolute += PointError.absolute(actual, forecast)
    squared += PointError.squared(actual, forecast)
    symmetricPercentage += PointError.symmetricPercentage(actual, forecast)
  }

  static func += (total: inout Self, other: Self) {
    total.count += other.count
    total.absolute += other.absolute
    total.squared += other.squared
    total.symmetricPercentage += other.symmetricPercentage
  }
}
