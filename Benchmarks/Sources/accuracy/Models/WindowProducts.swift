/// The sums, over all windows of some series, of the products of every two of a window's values.
///
/// A window is `lookback` values and the `horizon` after them, all measured from the last value of the lookback. Sums of
/// neighbouring places differ by two products, so that all cost little more than one each.
struct WindowProducts {
  /// Values of a window.
  let width: Int
  /// The symmetric matrix of sums, `[width, width]`.
  private(set) var sums: [Double]
  /// The windows summed over.
  private(set) var count = 0
  private let anchor: Int

  init(lookback: Int, horizon: Int) {
    width = lookback + horizon
    anchor = lookback - 1
    sums = Array(repeating: 0, count: width * width)
  }

  subscript(_ row: Int, _ column: Int) -> Double { sums[row * width + column] }

  /// Adds the windows that start at each of `starts` in `values`.
  mutating func add(_ values: [Double], starts: Range<Int>) {
    guard !starts.isEmpty else { return }
    count += starts.count
    var raw = Array(repeating: 0.0, count: width * width)
    for distance in 0..<width {
      var sum = starts.reduce(0) { $0 + values[$1] * values[$1 + distance] }
      for row in 0..<(width - distance) {
        raw[row * width + row + distance] = sum
        raw[(row + distance) * width + row] = sum
        let (first, next) = (starts.lowerBound + row, starts.upperBound + row)
        guard next + distance < values.count else { break }
        sum += values[next] * values[next + distance] - values[first] * values[first + distance]
      }
    }
    for row in 0..<width {
      for column in 0..<width {
        sums[row * width + column] +=
          raw[row * width + column] - raw[row * width + anchor] - raw[anchor * width + column]
          + raw[anchor * width + anchor]
      }
    }
  }
}
