import Forecasting
import Windowing

/// The season of a stretch of rows, by classical decomposition.
///
/// A centred moving average over one season is the trend; what rows are above it, or what multiple of it, is
/// averaged by phase, and the averages are made neutral: of mean 0, or 1.
/// - Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, section 3.4.
struct SeasonalDecomposition {
  package enum Kind { case additive, multiplicative }

  let kind: Kind
  /// The season of each phase, the phase of the first row first.
  let indices: [Double]
  /// The smallest multiple of the trend that an observed row is.
  private(set) var leastShare = Double.infinity

  /// The least factor; smaller ones would divide by nearly nothing.
  private static let leastFactor = 0.01

  /// Decomposes `rows`.
  ///
  /// It is `nil` for less than two seasons, or for a multiplicative season of rows that are not all positive.
  ///
  /// - Parameters:
  ///   - rows: The rows, oldest first; `.nan` is a missing row, for which the trend is taken from a straight
  ///     line between its neighbours.
  ///   - season: The season in steps.
  ///   - kind: Whether the season is added to the trend, or multiplies it.
  init?(_ rows: ArraySlice<Double>, season: Int, kind: Kind) {
    guard rows.count / 2 >= season else { return nil }
    if kind == .multiplicative, rows.contains(where: { $0 <= 0 }) { return nil }
    self.kind = kind
    let filled = rows.filledByLines
    let half = season / 2
    let neutral = kind == .additive ? 0.0 : 1.0
    var sums = Array(repeating: 0.0, count: season)
    var counts = sums
    var window = filled[..<season].reduce(0, +)
    for row in half..<(filled.count - half) {
      // An even season has half a row at either end.
      let first = row - half
      if season.isMultiple(of: 2) {
        if row > half { window += filled[row + half - 1] - filled[first - 1] }
      } else if row > half {
        window += filled[row + half] - filled[first - 1]
      }
      let trend =
        season.isMultiple(of: 2)
        ? (window - 0.5 * filled[first] + 0.5 * filled[row + half]) / Double(season) : window / Double(season)
      let value = rows[rows.startIndex + row]
      guard !value.isNaN, kind == .additive || trend > 0 else { continue }
      leastShare = min(leastShare, value / trend)
      sums[row % season] += kind == .additive ? value - trend : value / trend
      counts[row % season] += 1
    }
    let means = zip(sums, counts).map { $1 > 0 ? $0 / $1 : neutral }
    let mean = means.reduce(0, +) / Double(season)
    indices =
      switch kind {
      case .additive: means.map { $0 - mean }
      case .multiplicative: means.map { max($0 / mean, Self.leastFactor) }
      }
  }

  /// Whether a factor would have been smaller than the least there is.
  var isBounded: Bool { kind == .multiplicative && indices.contains(Self.leastFactor) }

  /// Removes the season from a row.
  ///
  /// - Parameters:
  ///   - value: The value of the row.
  ///   - row: The number of rows after the first one that was decomposed.
  /// - Returns: The value less the season, or divided by it.
  func adjusted(_ value: Double, row: Int) -> Double {
    let index = indices[row % indices.count]
    return kind == .additive ? value - index : value / index
  }

  /// The season put back on a row.
  func seasonal(_ value: Double, row: Int) -> Double {
    let index = indices[row % indices.count]
    return kind == .additive ? value + index : value * index
  }
}

extension ArraySlice<Double> {
  /// The elements, missing ones on straight lines between their neighbours, or as the only neighbour.
  var filledByLines: [Double] {
    var filled = Array(self)
    var last: Int?
    for index in filled.indices where !filled[index].isNaN {
      let first = last ?? index
      for gap in (last.map { $0 + 1 } ?? 0)..<index {
        let share = first == index ? 0 : Double(gap - first) / Double(index - first)
        filled[gap] = filled[first] + share * (filled[index] - filled[first])
      }
      last = index
    }
    guard let last else { return filled }
    for gap in (last + 1)..<filled.count { filled[gap] = filled[last] }
    return filled
  }
}
