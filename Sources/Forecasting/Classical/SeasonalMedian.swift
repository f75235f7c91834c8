/// The median of the last three observed values of the same place in the season.
///
/// Three are the fewest that outvote one unusual season, and so the ones that lag least behind a trend; each more costs
/// half a season of lag. Without a season it is the median of the last three observed values. A phase without an observed
/// value in the last segment falls back to the last observed value, as in ``SeasonalNaive``.
struct SeasonalMedian: ForecastRule {
  static let name = "seasonal-median"
  /// Seasons looked at.
  private static let seasons = 3
  /// Steps a season lasts; 1 means no season.
  let season: Int

  init(season: Int) {
    precondition(season >= 1, "a season lasts at least one step, found \(season)")
    self.season = season
  }

  func point(after history: History, horizon: Int) -> [Double] {
    let rows = history.segment
    let phases = (0..<min(season, horizon)).map { phase in
      let values = stride(from: rows.endIndex + phase - season, through: rows.startIndex, by: -season).lazy
        .map { rows[$0] }.filter { !$0.isNaN }.prefix(Self.seasons)
      return Self.median(Array(values)) ?? history.lastObserved
    }
    return (0..<horizon).map { phases[$0 % season] }
  }

  /// The middle value, or the mean of the two in the middle.
  static func median(_ values: [Double]) -> Double? {
    let sorted = values.sorted()
    guard let upper = sorted.dropFirst(sorted.count / 2).first else { return nil }
    guard sorted.count.isMultiple(of: 2) else { return upper }
    let lower = sorted[sorted.count / 2 - 1]
    return lower + (upper / 2 - lower / 2)
  }
}
