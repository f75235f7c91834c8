public import TimeSeries

/// The ambulatory glucose profile: percentiles of readings by time of day, over all days together.
///
/// Each bin of the day takes the readings in it, of any day, and has their percentiles as numpy defines them.
/// Nothing is smoothed, though printed profiles often are: what is drawn can be counted. Times are those of
/// the patient's clock.
///
/// Source: Battelino and others (2019), doi:10.2337/dci19-0028, figure 2.
public struct GlucoseProfile: Sendable, Hashable, Codable {
  /// A part of the day.
  public struct Bin: Sendable, Hashable, Codable {
    /// Where it begins, in seconds after midnight.
    public let start: Int
    /// The number of readings in it.
    public let count: Int
    /// The percentiles at ``GlucoseProfile/shares``; `nil` of too few readings.
    public let percentiles: [Double]?
  }

  /// The shares below the percentiles: 5, 10, 25, 50, 75, 90 and 95 %.
  public static let shares = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95]

  /// The bins of a day, from midnight on.
  public let bins: [Bin]
  /// The number of days that have a reading.
  public let days: Int

  /// Takes readings by their time of day; missing and infinite ones are left out.
  ///
  /// - Parameters:
  ///   - times: The times of readings on the patient's clock.
  ///   - values: The readings, as many, or the forecasts for those times.
  ///   - binCount: The number of equal bins in a day; 96 are of 15 minutes.
  ///   - leastCount: The fewest readings of a bin with percentiles.
  /// - Throws: `NoFigure` of no readings or no bins.
  public init(
    times: [Instant], values: [Double], binCount: Int = 96, leastCount: Int = 5
  ) throws(NoFigure) {
    guard binCount > 0 else { throw .notPositive(Double(binCount)) }
    let day = Int(Instant.day)
    var readings = [[Double]](repeating: [], count: min(binCount, day))
    var days: Set<Int64> = []
    for (time, value) in zip(times, values) where value.isFinite {
      readings[Int(time.secondsOfDay) * readings.count / day].append(value)
      days.insert(time.daysSinceEpoch)
    }
    guard !days.isEmpty else { throw .tooFew(found: 0, needed: 1) }
    self.days = days.count
    bins = readings.indices.map { place in
      let percentiles = Percentiles(of: readings[place])
      let values = Self.shares.compactMap { percentiles.value(at: $0) }
      // The first second whose bin this is.
      let start = (place * day + readings.count - 1) / readings.count
      return Bin(
        start: start, count: percentiles.count,
        percentiles: percentiles.count >= max(1, leastCount) ? values : nil)
    }
  }
}
