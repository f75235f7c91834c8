/// Statistics of values in rising order.
package enum SortedValues {
  /// The quantile at a probability in 0...1, between two neighbours on the straight line from one to the
  /// other; `nil` of no values.
  ///
  /// The definition 7 of Hyndman and Fan (1996), doi:10.1080/00031305.1996.10473566: numpy's and R's.
  package static func quantile(_ probability: Double, of sorted: [Double]) -> Double? {
    guard let last = sorted.last else { return nil }
    let place = probability * Double(sorted.count - 1)
    let index = Int(place)
    guard index + 1 < sorted.count else { return last }
    let part = place - Double(index)
    // Two neighbours may be too far apart for their distance to be a number.
    return part == 0 ? sorted[index] : sorted[index] + part * (sorted[index + 1] - sorted[index])
  }
}
