/// How much earlier a forecast knows than the last value does: its lead minus the lag at which it follows the
/// truth.
///
/// At each lag of whole rows the forecast for a row is correlated with the true value as many rows before it.
/// The lag of the highest correlation is how late the forecast is: 0 for one that is right in time, and the
/// lead itself for one that repeats the last value, whatever its error. Of equal correlations the smallest
/// lag counts. Rows are evenly spaced; a row that misses one of both is left out.
///
/// Several series are pooled by the sums of their products about their own means, so that levels of patients
/// say nothing.
public struct TimeGain: Sendable, Hashable, Codable {
  /// The true values of one series by row, and what was forecast for each row at the lead; `.nan` where
  /// missing.
  public struct Track: Sendable, Hashable, Codable {
    /// The true values.
    public var actual: [Double]
    /// The forecasts for the same rows, all of one lead.
    public var forecast: [Double]

    /// Creates a track of two columns; of unequal ones as many rows as the shorter has.
    public init(actual: [Double], forecast: [Double]) { (self.actual, self.forecast) = (actual, forecast) }
  }

  /// How many rows ahead the forecasts are.
  public let lead: Int
  /// How many rows the forecast follows the truth.
  public let lag: Int
  /// The correlation at each lag from 0 on; `nil` where too few pairs are left or nothing varies.
  public let correlations: [Double?]

  /// The gain in rows; negative where the forecast is later than the last value known.
  public var gain: Int { lead - lag }

  /// The fewest pairs of a correlation.
  static let leastCount = 10

  /// Finds the lag of one series.
  ///
  /// - Throws: `NoFigure` as ``init(pooling:lead:longest:)``.
  public init(actual: [Double], forecast: [Double], lead: Int, longest: Int? = nil) throws(NoFigure) {
    try self.init(pooling: [Track(actual: actual, forecast: forecast)], lead: lead, longest: longest)
  }

  /// Finds the lag of several series together.
  ///
  /// - Parameters:
  ///   - tracks: The series.
  ///   - lead: The number of rows ahead of the cutoff that the forecasts are, at least 1.
  ///   - longest: The longest lag that is looked at; twice the lead if `nil`.
  /// - Throws: `NoFigure` of fewer than ten pairs, or where forecasts or true values do not vary.
  public init(pooling tracks: [Track], lead: Int, longest: Int? = nil) throws(NoFigure) {
    guard lead > 0 else { throw .notPositive(Double(lead)) }
    let sums = (0...max(longest ?? 2 * lead, 0)).map { Self.sums(tracks, lag: $0) }
    correlations = sums.map(\.correlation)
    guard let most = sums.map(\.count).max(), most >= Self.leastCount else {
      throw .tooFew(found: sums.map(\.count).max() ?? 0, needed: Self.leastCount)
    }
    guard let highest = correlations.compactMap(\.self).max(),
      // Correlations that differ by rounding alone are equal.
      let lag = correlations.firstIndex(where: { ($0 ?? -2) >= highest - 1e-12 })
    else { throw .constant }
    (self.lead, self.lag) = (lead, lag)
  }

  /// Sums of products about the means.
  private struct Sums {
    var count = 0
    var product = 0.0
    var ofForecasts = 0.0
    var ofActuals = 0.0

    var correlation: Double? {
      let size = ofForecasts.squareRoot() * ofActuals.squareRoot()
      return count >= leastCount && size > 0 && size.isFinite ? product / size : nil
    }
  }

  private static func sums(_ tracks: [Track], lag: Int) -> Sums {
    var sums = Sums()
    for track in tracks {
      let pairs = zip(track.forecast.dropFirst(lag), track.actual).filter { $0.isFinite && $1.isFinite }
      let (forecasts, actuals) = (Moments(pairs.map(\.0)), Moments(pairs.map(\.1)))
      sums.count += pairs.count
      guard forecasts.varies, actuals.varies else { continue }
      for (forecast, actual) in pairs {
        let (one, other) = (forecast - forecasts.mean, actual - actuals.mean)
        sums.product += one * other
        sums.ofForecasts += one * one
        sums.ofActuals += other * other
      }
    }
    return sums
  }
}
