public import Files
import Platform
import Randomness
public import TimeSeries

/// Writes made-up prices with the stylised facts of a traded asset.
///
/// Returns have heavy tails, are nearly uncorrelated, and their sizes cluster; the drift is weak; volume
/// rises with volatility. The logarithm of the price is drawn back to its mean within about ten years, so
/// that a series of any length stays finite. Highs and lows are extremes of a Brownian path between open and
/// close.
///
/// Columns are `Date,Open,High,Low,Close,Volume`, with `Ticker` before them for more than one series.
///
/// - Sources: Cont (2001), "Empirical properties of asset returns", doi:10.1080/713665670, for the facts;
///   Bollerslev (1987), "A conditionally heteroskedastic time series model for speculative prices and rates
///   of return", doi:10.2307/1925546, for GARCH(1,1) with Student's t.
public struct TickerSynthesis: Sendable {
  /// Rows of each series.
  public var rows: Int
  /// The number of series.
  public var series: Int
  /// The spacing; `nil` for business days up to 20,000 rows and minutes beyond.
  public var every: Spacing?
  /// The seed: the same one gives the same bytes.
  public var seed: UInt64

  /// Creates a synthesis.
  public init(rows: Int = 2500, series: Int = 1, every: Spacing? = nil, seed: UInt64 = 1) {
    self.rows = rows
    self.series = series
    self.every = every
    self.seed = seed
  }

  /// Writes the table as CSV, row by row.
  ///
  /// - Throws: `Failure` (arguments) for rows that cannot be, and what the output throws.
  public func write(to output: OutputFile) throws(Failure) {
    try write { bytes throws(Failure) in try output.write(bytes) }
  }

  /// Hands the table as CSV to `sink`, row by row.
  ///
  /// - Throws: `Failure` (arguments) for rows that cannot be, and what `sink` throws.
  /// - Complexity: O(`rows` · `series`) time, O(1) memory.
  public func write(to sink: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
    let spacing = every ?? (rows > 20_000 ? .fixed(nanoseconds: 60_000_000_000) : .businessDays)
    let stepNanoseconds = Double(spacing.meanNanoseconds ?? 86_400_000_000_000)
    try TableText.check(rows: rows, series: series, stepNanoseconds: stepNanoseconds)
    try sink(Array(((series > 1 ? "Ticker," : "") + "Date,Open,High,Low,Close,Volume\n").utf8))
    var row: [UInt8] = []
    for number in 0..<series {
      var calendar = SessionCalendar(spacing: spacing)
      var market = Market(
        yearsPerStep: stepNanoseconds / (365.2425 * 86_400e9), hasOpeningGap: spacing.isDaily,
        random: RandomStream(seed: seed, stream: UInt64(number)))
      for _ in 0..<rows {
        row.removeAll(keepingCapacity: true)
        if series > 1 { row += Array("T\(number + 1),".utf8) }
        calendar.appendNext(to: &row)
        market.appendNext(to: &row)
        try sink(row)
      }
    }
  }
}

extension Spacing {
  /// Whether trading stops between two rows.
  fileprivate var isDaily: Bool {
    switch self {
    case .businessDays, .days, .months: true
    case .steps, .fixed, .irregular: false
    }
  }
}

/// The times of the rows: steps of a spacing, business days without holidays.
private struct SessionCalendar {
  private let spacing: Spacing
  private let text: TimeText
  private var instant: Instant

  init(spacing: Spacing) {
    self.spacing = spacing
    instant = Instant(seconds: CivilDate(year: 2015, month: 1, day: 1).daysSinceEpoch * Instant.day)
    text = TimeText(kind: .local, times: [instant, spacing.advanced(instant, by: 1, kind: .local)])
    skipHolidays()
  }

  mutating func appendNext(to row: inout [UInt8]) {
    text.append(instant, to: &row)
    instant = spacing.advanced(instant, by: 1, kind: .local)
    skipHolidays()
  }

  private mutating func skipHolidays() {
    guard spacing == .businessDays else { return }
    while Self.isHoliday(instant.daysSinceEpoch) { instant = spacing.advanced(instant, by: 1, kind: .local) }
  }

  /// New Year, 4 July, the fourth Thursday of November, Christmas.
  private static func isHoliday(_ day: Int64) -> Bool {
    let date = CivilDate(daysSinceEpoch: day)
    return switch (date.month, date.day) {
    case (1, 1), (7, 4), (12, 25): true
    case (11, 22...28): CivilDate.weekday(ofDay: day) == 3
    default: false
    }
  }
}

/// The state of one asset.
private struct Market {
  /// Volatility a year, as the standard deviation of the logarithm's change.
  private static let volatility = 0.2
  /// The rate a year at which the logarithm of the price returns to its mean.
  private static let reversion = 0.1
  private static let meanLogPrice = log(160.0)
  /// GARCH(1,1) with mean variance 1: the share of the last squared shock, and of the last variance.
  private static let (shockShare, varianceShare) = (0.08, 0.90)
  private static let degreesOfFreedom = 6.0
  /// The share of a day's variance that falls before its opening.
  private static let overnightShare = 0.2

  private let decay: Double
  private let deviation: Double
  private let hasOpeningGap: Bool
  private let meanLogVolume: Double
  private var random: RandomStream
  private var attention: MeanReversion
  private var logPrice = log(100.0)
  private var variance = 1.0

  init(yearsPerStep: Double, hasOpeningGap: Bool, random: RandomStream) {
    self.random = random
    self.hasOpeningGap = hasOpeningGap
    decay = exp(-Self.reversion * yearsPerStep)
    // The exact step of the process, stable for steps of any length.
    deviation = Self.volatility * ((1 - decay * decay) / (2 * Self.reversion)).squareRoot()
    meanLogVolume = log(4e6 * 252 * yearsPerStep)
    attention = MeanReversion(deviation: 0.25, time: 3, step: 1, using: &self.random)
  }

  mutating func appendNext(to row: inout [UInt8]) {
    // Bounds that a real market's limits would set, and that keep every number finite.
    let scale = (Self.degreesOfFreedom / (Self.degreesOfFreedom - 2)).squareRoot()
    let shock = min(max(random.nextStudentT(degreesOfFreedom: Self.degreesOfFreedom) / scale, -12), 12)
    let spread = deviation * variance.squareRoot()
    let start = logPrice
    let end = Self.meanLogPrice + (start - Self.meanLogPrice) * decay + spread * shock
    let open = hasOpeningGap ? start + openingGap(change: end - start, spread: spread) : start
    let (high, low) = extremes(change: end - open, spread: spread)
    for logPrice in [open, open + high, open + low, end] {
      row.append(UInt8(ascii: ","))
      TableText.append(exp(logPrice), decimals: 2, to: &row)
    }
    row.append(UInt8(ascii: ","))
    let logVolume =
      meanLogVolume + 0.5 * log(variance) + 0.35 * abs(shock) + attention.next(using: &random)
    TableText.append(max(1, exp(logVolume)), decimals: 0, to: &row)
    row.append(UInt8(ascii: "\n"))
    logPrice = end
    let next =
      1 - Self.shockShare - Self.varianceShare + Self.shockShare * variance * shock * shock
      + Self.varianceShare * variance
    variance = min(next, 20)
  }

  /// The part of a day's change that falls before its opening: a point of the Brownian bridge over the day.
  private mutating func openingGap(change: Double, spread: Double) -> Double {
    let share = Self.overnightShare
    return share * change + spread * (share * (1 - share)).squareRoot() * random.nextGaussian()
  }

  /// The highest and the lowest point of a Brownian path from 0 to `change`, each drawn from its exact
  /// distribution.
  ///
  /// Of a path with variance s² that ends at c, the maximum is (c + √(c² − 2 s² ln U)) / 2 with U uniform.
  private mutating func extremes(change: Double, spread: Double) -> (high: Double, low: Double) {
    let variance = spread * spread * (hasOpeningGap ? 1 - Self.overnightShare : 1)
    let up = (change * change - 2 * variance * log(1 - random.nextUniform())).squareRoot()
    let down = (change * change - 2 * variance * log(1 - random.nextUniform())).squareRoot()
    return ((change + up) / 2, (change - down) / 2)
  }
}
