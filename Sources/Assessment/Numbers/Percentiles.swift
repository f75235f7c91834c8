/// Percentiles of a sample.
struct Percentiles: Sendable {
  private let sorted: [Double]

  /// Takes the values that are numbers.
  init(of values: some Sequence<Double>) { sorted = values.filter { !$0.isNaN }.sorted() }

  /// The number of values.
  var count: Int { sorted.count }

  /// The value below which a share of 0...1 of the sample lies, between two neighbours on the straight line from one to the
  /// other; `nil` of no values.
  ///
  /// The definition 7 of Hyndman and Fan (1996), doi:10.1080/00031305.1996.10473566: numpy's and R's.
  func value(at share: Double) -> Double? {
    guard let last = sorted.last, share >= 0, share <= 1 else { return nil }
    let place = share * Double(sorted.count - 1)
    let index = Int(place)
    guard index + 1 < sorted.count else { return last }
    let part = place - Double(index)
    return part == 0 ? sorted[index] : sorted[index] + part * (sorted[index + 1] - sorted[index])
  }
}
