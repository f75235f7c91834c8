import TimeSeries

/// The calendar's features of the rows of a panel.
///
/// Windows overlap: in training those of a row are asked for again and again, and sines are slow. What is remembered is the
/// same to the last bit.
struct CalendarRows: Sendable {
  /// The features.
  let features: CalendarFeatures
  private let panel: Panel
  /// Those of the first rows of each series, `[series][row · feature]`; empty where nothing is remembered.
  private var remembered: [[Float]] = []

  /// Features that are computed when they are asked for.
  init(_ features: CalendarFeatures, _ panel: Panel) {
    self.features = features
    self.panel = panel
  }

  /// Computes those of the first `counts` rows of each series now.
  mutating func remember(_ counts: [Int]) {
    guard features.count > 0 else { return }
    remembered = zip(panel.series, counts).map { series, count in
      var values: [Float] = []
      // An array that grows holds up to twice what it needs, and of long series that is much.
      values.reserveCapacity(count * features.count)
      for time in series.times[..<count] { values += features.values(at: time).lazy.map { Float($0) } }
      return values
    }
  }

  /// The features at a time, which is mostly that of `row`.
  func values(at time: Instant, row: Int, series: Int) -> ArraySlice<Float> {
    let first = row * features.count
    guard !remembered.isEmpty, first < remembered[series].count, panel.series[series].times[row] == time
    else {
      return features.values(at: time).map { Float($0) }[...]
    }
    return remembered[series][first..<first + features.count]
  }
}
