/// The rows in which a value lay beyond its forecast quantile: losses beyond the value at risk.
///
/// Of a quantile up to 0.5 an exceedance is a value below the forecast, of a higher one a value above it; of
/// a right forecast it has the probability of that tail. Rows stand in the order of time; of several series
/// one after the other, with a missing row between, so that the last of one is not taken for the neighbour of
/// the first of the next. Tests take rows for independent: those of one lead whose forecasts share no row,
/// which is lead 1 where a forecast follows every row. The forecast of a row must have been made before it.
public struct Exceedances: Sendable, Hashable, Codable {
  /// One value beyond its forecast.
  public struct Exceedance: Sendable, Hashable, Codable {
    /// The row, from 0.
    public let row: Int
    /// How far the value lies beyond the forecast, in the units of the values; above 0.
    public let depth: Double
  }

  /// The probability of an exceedance where the forecasts are right, in 0..<1.
  public let probability: Double
  /// For each row whether it is an exceedance; `nil` where value or forecast is missing.
  public let hits: [Bool?]
  /// The exceedances in the order of time.
  public let timeline: [Exceedance]

  /// Compares values with forecasts of one quantile.
  ///
  /// - Parameters:
  ///   - actual: The values, `.nan` where one is missing.
  ///   - forecast: Their forecast quantiles, as many, `.nan` where one is missing; rows that only one of both
  ///     has are left out.
  ///   - level: Which quantile they are, as 0.01 for a value at risk of 99 % of returns.
  /// - Throws: `NoFigure` where `level` is not inside 0...1.
  public init(actual: [Double], forecast: [Double], level: Double) throws(NoFigure) {
    guard level > 0, level < 1 else { throw .notAShare(level) }
    let isLower = level <= 0.5
    probability = isLower ? level : 1 - level
    var hits: [Bool?] = []
    var timeline: [Exceedance] = []
    for (row, (value, quantile)) in zip(actual, forecast).enumerated() {
      guard !value.isNaN, !quantile.isNaN else {
        hits.append(nil)
        continue
      }
      let isBeyond = isLower ? value < quantile : value > quantile
      hits.append(isBeyond)
      if isBeyond { timeline.append(Exceedance(row: row, depth: abs(value - quantile))) }
    }
    (self.hits, self.timeline) = (hits, timeline)
  }

  /// The number of rows that have both a value and a forecast.
  public var count: Int { hits.count { $0 != nil } }

  /// The number of exceedances.
  public var exceeded: Int { timeline.count }

  /// The number of exceedances to be expected of right forecasts.
  public var expected: Double { Double(count) * probability }
}
