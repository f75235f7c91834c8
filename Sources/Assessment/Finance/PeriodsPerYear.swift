public import TimeSeries

/// How many periods of a spacing a year has, for figures a year; a caller that knows its market better says
/// so itself.
public enum PeriodsPerYear {
  /// Days on which an exchange trades.
  public static let tradingDays = 252.0
  /// Days of a calendar.
  public static let days = 365.0

  /// When a market trades.
  public enum Market: Sendable, Hashable {
    /// On weekdays, for so many hours.
    case exchange(hours: Double)
    /// Always.
    case aroundTheClock
  }

  /// The usual number of periods in a year for rows of a spacing.
  ///
  /// Sessions are 252, days of the calendar 365, weeks 52 and months 12; below a day the number is that of
  /// the rows in the hours of trading.
  ///
  /// - Parameters:
  ///   - spacing: The distance between rows.
  ///   - stride: The number of rows in a period, as where a forecast is acted on for five rows.
  ///   - market: The hours at which the market trades.
  /// - Returns: The number of periods; `nil` for rows without a time or a spacing.
  public static func usual(
    _ spacing: Spacing, stride: Int = 1, market: Market = .exchange(hours: 6.5)
  ) -> Double? {
    guard stride > 0, let rows = rows(spacing, market) else { return nil }
    return rows / Double(stride)
  }

  private static func rows(_ spacing: Spacing, _ market: Market) -> Double? {
    switch spacing {
    case .steps, .irregular: nil
    case .businessDays: tradingDays
    case .days(let days) where days > 0 && days.isMultiple(of: 7): 52 / Double(days / 7)
    case .days(let days) where days > 0: Self.days / Double(days)
    case .months(let months) where months > 0: 12 / Double(months)
    case .fixed(let nanoseconds) where nanoseconds > 0: hours(market) * 3600 / (Double(nanoseconds) / 1e9)
    case .days, .months, .fixed: nil
    }
  }

  /// The hours of trading in a year.
  private static func hours(_ market: Market) -> Double {
    switch market {
    case .exchange(let hours): tradingDays * hours
    case .aroundTheClock: days * 24
    }
  }
}
