public import TimeSeries

/// Returns compounded by month and by year of the calendar.
public struct MonthlyReturns: Sendable, Hashable, Codable {
  /// One month.
  public struct Month: Sendable, Hashable, Codable {
    /// The year.
    public let year: Int
    /// The month, 1...12.
    public let month: Int
    /// The compounded return.
    public let value: Double
    /// The number of periods that end in it.
    public let count: Int
  }

  /// One year.
  public struct Year: Sendable, Hashable, Codable {
    /// The year.
    public let year: Int
    /// The compounded return.
    public let value: Double
  }

  /// The months in which a period ends, in order; a month without one is not there.
  public let months: [Month]
  /// The years in which a period ends, in order.
  public let years: [Year]

  /// Compounds simple returns by the dates at which their periods end; a return that is not finite is left
  /// out.
  ///
  /// - Parameters:
  ///   - times: The end of each period, as a date of the calendar whose months are used.
  ///   - returns: The simple returns, as many.
  public init(times: [Instant], returns: [Double]) {
    var wealth: [[Int]: (value: Double, count: Int)] = [:]
    for (time, value) in zip(times, returns) where value.isFinite {
      let date = CivilDate(daysSinceEpoch: time.daysSinceEpoch)
      let old = wealth[[date.year, date.month]] ?? (1, 0)
      wealth[[date.year, date.month]] = (old.value * max(0, 1 + value), old.count + 1)
    }
    months = wealth.keys.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }.map { key in
      let found = wealth[key] ?? (1, 0)
      return Month(year: key[0], month: key[1], value: found.value - 1, count: found.count)
    }
    years = Dictionary(grouping: months, by: \.year).map { year, months in
      Year(year: year, value: months.reduce(1) { $0 * (1 + $1.value) } - 1)
    }.sorted { $0.year < $1.year }
  }
}
