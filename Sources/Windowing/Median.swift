import Forecasting

extension Sequence<Double> {
  /// The middle value, or the mean of the two in the middle; `nil` of no values.
  package var median: Double? {
    let sorted = sorted()
    guard let upper = sorted.dropFirst(sorted.count / 2).first else { return nil }
    guard sorted.count.isMultiple(of: 2) else { return upper }
    let lower = sorted[sorted.count / 2 - 1]
    return lower + (upper / 2 - lower / 2)
  }
}
