import TimeSeries

/// Percentiles of a sample.
struct Percentiles: Sendable {
  private let sorted: [Double]

  /// Takes the values that are numbers.
  init(of values: some Sequence<Double>) { sorted = values.filter { !$0.isNaN }.sorted() }

  /// The number of values.
  var count: Int { sorted.count }

  /// The value below which a share of 0...1 of the sample lies; `nil` of no values or another share.
  func value(at share: Double) -> Double? {
    (0...1).contains(share) ? SortedValues.quantile(share, of: sorted) : nil
  }
}
