/// The sums, over all windows of some series, of the products of every two of a window's values.
///
/// A window is `lookback` values and the `horizon` after them. Sums of neighbouring places differ by two
/// products, so that all cost little more than one each.
struct WindowProducts {
  /// What a window's values are measured from.
  enum Origin {
    /// The last value of the lookback.
    case lastValue
    /// The mean of each place over all windows, as an intercept does it.
    case means
  }

  /// Values of a window.
  let width: Int
  private let lookback: Int
  private var sums: [Double]
  private var totals: [Double]
  private var count = 0

  init(lookback: Int, horizon: Int) {
    width = lookback + horizon
    self.lookback = lookback
    sums = Array(repeating: 0, count: width * width)
    totals = Array(repeating: 0, count: width)
  }

  /// Adds the windows that start at each of `starts` in `values`.
  mutating func add(_ values: [Double], starts: Range<Int>) {
    guard !starts.isEmpty else { return }
    count += starts.count
    for place in 0..<width { totals[place] += starts.reduce(0) { $0 + values[$1 + place] } }
    for distance in 0..<width {
      var sum = starts.reduce(0) { $0 + values[$1] * values[$1 + distance] }
      for row in 0..<(width - distance) {
        sums[row * width + row + distance] += sum
        if distance > 0 { sums[(row + distance) * width + row] += sum }
        let (first, next) = (starts.lowerBound + row, starts.upperBound + row)
        guard next + distance < values.count else { break }
        sum += values[next] * values[next + distance] - values[first] * values[first + distance]
      }
    }
  }

  /// The mean of a place over all windows.
  func mean(_ place: Int) -> Double { totals[place] / Double(count) }

  /// The sums of the products of values measured from `origin`, `[width, width]`.
  func matrix(from origin: Origin) -> [[Double]] {
    let anchor = lookback - 1
    return (0..<width).map { row in
      (0..<width).map { column in
        let sum = sums[row * width + column]
        switch origin {
        case .means: return sum - totals[row] * mean(column)
        case .lastValue:
          return sum - sums[row * width + anchor] - sums[anchor * width + column]
            + sums[anchor * width + anchor]
        }
      }
    }
  }
}
