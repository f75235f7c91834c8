import Platform

/// The Basel Committee's traffic light: whether a value at risk is exceeded so often that the model is in
/// doubt.
///
/// Zones follow from the probability that a right model has at most as many exceedances: green below 95 %,
/// yellow from there, red from 99.99 % on. Of 250 days at 99 % that is green up to 4, yellow from 5 to 9, and
/// red from 10 exceedances on, as in the Committee's table; any other number of rows and level have zones by
/// the same rule.
///
/// Source: Basel Committee on Banking Supervision (1996), Supervisory framework for the use of "backtesting",
/// https://www.bis.org/publ/bcbs22.htm.
public struct TrafficLight: Sendable, Hashable, Codable {
  /// How much the exceedances speak against the model.
  public enum Zone: String, Sendable, Hashable, Codable {
    case green
    case yellow
    case red
  }

  /// The zone of the last rows of a time line.
  public struct Window: Sendable, Hashable, Codable {
    /// The last row, from 0.
    public let row: Int
    /// The exceedances among the rows.
    public let exceeded: Int
    /// Their zone.
    public let zone: Zone
  }

  /// The zone.
  public let zone: Zone
  /// The number of exceedances.
  public let exceeded: Int
  /// The number of rows.
  public let count: Int
  /// The probability of at most as many exceedances where the model is right.
  public let cumulative: Double
  /// The fewest exceedances that are yellow.
  public let yellowFrom: Int
  /// The fewest exceedances that are red.
  public let redFrom: Int
  /// What the Committee adds to the multiplier of 3 for capital, of 250 rows at 99 %; `nil` of others, for
  /// which it has no table.
  public let plusFactor: Double?

  private static let plusFactors = [5: 0.4, 6: 0.5, 7: 0.65, 8: 0.75, 9: 0.85]

  /// The zone of all exceedances.
  ///
  /// - Throws: `NoFigure` of so few rows that none would be no longer green.
  public init(_ exceedances: Exceedances) throws(NoFigure) {
    try self.init(
      exceeded: exceedances.exceeded, of: exceedances.count, probability: exceedances.probability)
  }

  /// The zone of a number of exceedances in `count` rows.
  ///
  /// - Throws: `NoFigure` of so few rows that no exceedance at all would no longer be green, or where
  ///   `probability` is not inside 0...1.
  public init(exceeded: Int, of count: Int, probability: Double) throws(NoFigure) {
    guard probability > 0, probability < 1 else { throw .notAShare(probability) }
    let needed = Int((log(0.95) / log1p(-probability)).rounded(.down)) + 1
    guard count >= needed else { throw .tooFew(found: max(count, 0), needed: needed) }
    let binomial = Binomial(count: count, probability: probability)
    (yellowFrom, redFrom) = Self.bounds(binomial)
    self.exceeded = min(max(exceeded, 0), count)
    self.count = count
    cumulative = binomial.cumulative(self.exceeded)
    zone = Self.zone(self.exceeded, yellowFrom: yellowFrom, redFrom: redFrom)
    let isTable = count == 250 && abs(probability - 0.01) < 1e-9
    plusFactor = isTable ? (zone == .red ? 1 : Self.plusFactors[self.exceeded] ?? 0) : nil
  }

  /// The zone of the last `length` rows that have a value and a forecast, at each row from the first that has
  /// as many before it.
  ///
  /// - Throws: `NoFigure` of fewer rows than that, or so few that none would be green.
  public static func windows(of exceedances: Exceedances, length: Int = 250) throws(NoFigure) -> [Window] {
    let rows = exceedances.hits.indices.filter { exceedances.hits[$0] != nil }
    guard length > 0, rows.count >= length else { throw .tooFew(found: rows.count, needed: max(length, 1)) }
    let light = try TrafficLight(exceeded: 0, of: length, probability: exceedances.probability)
    var exceeded = 0
    var windows: [Window] = []
    for (place, row) in rows.enumerated() {
      if exceedances.hits[row] == true { exceeded += 1 }
      if place >= length, exceedances.hits[rows[place - length]] == true { exceeded -= 1 }
      guard place >= length - 1 else { continue }
      let zone = zone(exceeded, yellowFrom: light.yellowFrom, redFrom: light.redFrom)
      windows.append(Window(row: row, exceeded: exceeded, zone: zone))
    }
    return windows
  }

  private static func zone(_ exceeded: Int, yellowFrom: Int, redFrom: Int) -> Zone {
    exceeded >= redFrom ? .red : exceeded >= yellowFrom ? .yellow : .green
  }

  /// The fewest exceedances of which at most as many have a probability of 95 % and of 99.99 %.
  private static func bounds(_ binomial: Binomial) -> (yellow: Int, red: Int) {
    func first(_ probability: Double) -> Int {
      var (low, high) = (0, binomial.count)
      while low < high {
        let middle = (low + high) / 2
        if binomial.cumulative(middle) >= probability { high = middle } else { low = middle + 1 }
      }
      return low
    }
    return (first(0.95), first(0.9999))
  }
}
