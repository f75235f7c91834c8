/// The standard figures of glucose readings: time in ranges, glucose management indicator, coefficient of
/// variation.
///
/// Ranges are those of the consensus: below 54, 54 to below 70, 70 to 180, above 180 to 250, above 250 mg/dL,
/// and of values in mmol/L the consensus' 3.0, 3.9, 10.0 and 13.9, which are not quite the same. A share is
/// one of readings, which lie evenly in time: it is a share of the time that was observed. The consensus asks
/// for 14 days of which 70 % were observed.
///
/// Sources: Battelino and others (2019), doi:10.2337/dci19-0028; Bergenstal and others (2018),
/// doi:10.2337/dc18-1581.
public struct GlucoseSummary: Sendable, Hashable, Codable {
  /// The share of readings below 54 mg/dL, in 0...1.
  public let veryLow: Double
  /// The share from 54 to below 70.
  public let low: Double
  /// The share from 70 to 180: the time in range.
  public let inRange: Double
  /// The share above 180 up to 250.
  public let high: Double
  /// The share above 250.
  public let veryHigh: Double
  /// The number of readings.
  public let count: Int
  /// The mean, in the unit of the readings.
  public let mean: Double
  /// The coefficient of variation in percent: 100 times the standard deviation (n - 1) over the mean; stable
  /// up to 36.
  ///
  /// It is `nil` for a single reading or a mean of 0.
  public let variation: Double?
  /// The glucose management indicator in percent: 3.31 + 0.02392 times the mean in mg/dL.
  public let managementIndicator: Double

  /// The bounds of the ranges: very low, low, high, very high.
  public static func bounds(_ unit: GlucoseUnit) -> [Double] {
    unit == .milligrams ? [54, 70, 180, 250] : [3, 3.9, 10, 13.9]
  }

  /// Sums up readings; missing and infinite ones are left out.
  ///
  /// - Throws: `NoFigure` where none is left.
  public init(_ readings: [Double], unit: GlucoseUnit) throws(NoFigure) {
    let values = readings.filter(\.isFinite)
    guard !values.isEmpty else { throw .tooFew(found: 0, needed: 1) }
    let bounds = Self.bounds(unit)
    func share(_ isInside: (Double) -> Bool) -> Double {
      Double(values.count(where: isInside)) / Double(values.count)
    }
    veryLow = share { $0 < bounds[0] }
    low = share { $0 >= bounds[0] && $0 < bounds[1] }
    inRange = share { $0 >= bounds[1] && $0 <= bounds[2] }
    high = share { $0 > bounds[2] && $0 <= bounds[3] }
    veryHigh = share { $0 > bounds[3] }
    let moments = Moments(values)
    (count, mean) = (values.count, moments.mean)
    variation = mean > 0 ? moments.deviation.map { 100 * $0 / moments.mean } : nil
    managementIndicator = 3.31 + 0.02392 * mean * unit.milligramsPerUnit
  }
}
