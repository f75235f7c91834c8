/// Counts values, and tells which came most often.
struct Tally<Value: Hashable> {
  private var counts: [Value: Int] = [:]
  private var order: [Value] = []

  /// Counts nothing yet.
  init() {}

  /// Counts `values`.
  init(_ values: some Sequence<Value>) { for value in values { add(value) } }

  /// Counts one value.
  mutating func add(_ value: Value) {
    if counts[value] == nil { order.append(value) }
    counts[value, default: 0] += 1
  }

  /// The value that came most often, of several the first; `nil` where there is none.
  var most: Value? {
    guard let most = counts.values.max() else { return nil }
    return order.first { counts[$0] == most }
  }
}
