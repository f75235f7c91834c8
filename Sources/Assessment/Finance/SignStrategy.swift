/// What it would have brought to hold what a forecast says rises and to sell short what it says falls.
///
/// The position of a period is the sign of the return forecast for it, 1, -1 or 0, and is known before the
/// period begins because the forecast is. A change of position costs `costBps` ten-thousandths of each unit
/// that is traded: from 1 to -1 two units, from nothing to 1 one. The position is brought back to one unit of
/// wealth before each period without a cost, and not closed after the last. Neither interest nor the cost of
/// borrowing is counted.
///
/// Periods must follow each other without sharing rows: those of lead 1 of each cutoff, or ones that
/// ``HoldingPeriods/apart(starts:ends:)`` has chosen. Returns of several rows from overlapping forecasts
/// would count one move several times and make a Sharpe ratio look steadier than it is. Rows between the
/// periods are not held, and the number of periods a year is that of periods, not of rows.
public struct SignStrategy: Sendable, Hashable, Codable {
  /// What trading costs and what may be held.
  public struct Rules: Sendable, Hashable, Codable {
    /// Ten-thousandths of each unit traded.
    public var costBps = 5.0
    /// Whether a forecast of a fall is sold short, instead of nothing being held.
    public var sellsShort = true
    /// The number of periods in a year.
    public var periodsPerYear = PeriodsPerYear.tradingDays

    /// Creates the usual rules: 5 basis points, short positions too, 252 periods a year.
    public init() {}
  }

  /// The rules.
  public let rules: Rules
  /// The rows of the input that are periods; one whose forecast or return is missing is none.
  public let rows: [Int]
  /// The position of each period: 1, 0 or -1.
  public let positions: [Double]
  /// The units traded before each period: the absolute change of the position.
  public let turnover: [Double]
  /// Before costs.
  public let gross: Performance
  /// After costs.
  public let net: Performance
  /// The same periods held throughout, bought once at the same cost.
  public let buyAndHold: Performance

  /// Follows the signs of forecasts.
  ///
  /// - Parameters:
  ///   - forecasts: The return forecast for each period, `.nan` where none is; only its sign counts.
  ///   - returns: The simple return of each period, `.nan` where it is not known.
  ///   - rules: The cost of trading, whether positions may be short, and the number of periods in a year.
  /// - Throws: `NoFigure` where no period has both, or the rules have no usable number.
  public init(forecasts: [Double], returns: [Double], rules: Rules = Rules()) throws(NoFigure) {
    guard rules.costBps >= 0, rules.costBps.isFinite else { throw .notPositive(rules.costBps) }
    let rows = zip(forecasts, returns).enumerated().compactMap {
      $1.0.isNaN || !$1.1.isFinite ? nil : $0
    }
    let positions = rows.map { row in
      forecasts[row] > 0 ? 1.0 : forecasts[row] < 0 && rules.sellsShort ? -1 : 0
    }
    let held = rows.map { returns[$0] }
    let turnover = Self.turnover(positions)
    let gross = zip(positions, held).map { $0 * $1 }
    func performance(_ gross: [Double], _ turnover: [Double]) throws(NoFigure) -> Performance {
      let net = zip(gross, turnover).map { $0 - rules.costBps / 1e4 * $1 }
      return try Performance(returns: net, periodsPerYear: rules.periodsPerYear)
    }
    (self.rules, self.rows, self.positions, self.turnover) = (rules, rows, positions, turnover)
    self.gross = try Performance(returns: gross, periodsPerYear: rules.periodsPerYear)
    net = try performance(gross, turnover)
    buyAndHold = try performance(held, Self.turnover(held.map { _ in 1 }))
  }

  /// Follows the signs of forecast prices against the last prices known when they were made.
  ///
  /// - Parameters:
  ///   - prices: The price forecast for the end of each period.
  ///   - last: The price at its beginning, known at the cutoff.
  ///   - actual: The price at its end.
  ///   - rules: The costs, and how positions are taken.
  /// - Throws: `NoFigure` as ``init(forecasts:returns:rules:)``; a period whose price at the beginning is not
  ///   above 0 is none.
  public init(
    prices: [Double], last: [Double], actual: [Double], rules: Rules = Rules()
  ) throws(NoFigure) {
    let forecasts = zip(prices, last).map { $0 - $1 }
    let returns = zip(actual, last).map { $1 > 0 ? $0 / $1 - 1 : .nan }
    try self.init(forecasts: forecasts, returns: returns, rules: rules)
  }

  /// The cost at which the mean net return would be 0, in ten-thousandths of each unit traded; negative where
  /// the gross return is, `nil` where nothing was traded.
  public var breakEvenBps: Double? {
    let traded = turnover.reduce(0, +)
    return traded > 0 ? gross.returns.reduce(0, +) / traded * 1e4 : nil
  }

  /// The units traded a period, on average.
  public var meanTurnover: Double { turnover.reduce(0, +) / Double(turnover.count) }

  private static func turnover(_ positions: [Double]) -> [Double] {
    zip(positions, [0] + positions).map { abs($0 - $1) }
  }
}
