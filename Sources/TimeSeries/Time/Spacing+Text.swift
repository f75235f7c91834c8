public import Files

extension Spacing: CustomStringConvertible {
  /// The spacing in words: `business days`, `5 minutes`, `irregular, about 5 minutes`.
  public var description: String {
    switch self {
    case .steps: "steps"
    case .businessDays: "business days"
    case .days(let days):
      days % 7 == 0 ? Self.words(days / 7, "week") : Self.words(days, "day")
    case .months(let months):
      if months % 12 == 0 {
        Self.words(months / 12, "year")
      } else if months % 3 == 0 {
        Self.words(months / 3, "quarter")
      } else {
        Self.words(months, "month")
      }
    case .fixed(let nanoseconds): Self.words(nanoseconds: nanoseconds)
    case .irregular(let median): "irregular, about " + Self.words(nanoseconds: median)
    }
  }

  private static func words(_ count: Int, _ unit: String) -> String {
    count == 1 ? unit + "s" : "\(count) \(unit)s"
  }

  /// A length of time in its largest unit of which it is a whole number.
  private static func words(nanoseconds: Int64) -> String {
    let units: [(length: Int64, name: String)] = [
      (86_400_000_000_000, "day"), (3_600_000_000_000, "hour"), (60_000_000_000, "minute"),
      (1_000_000_000, "second"), (1_000_000, "millisecond"), (1000, "microsecond"),
    ]
    let second: Int64 = 1_000_000_000
    if nanoseconds > second, nanoseconds % second != 0, nanoseconds % 1_000_000 == 0 {
      return "\(Double(nanoseconds) / 1e9) seconds"
    }
    for unit in units where nanoseconds >= unit.length && nanoseconds % unit.length == 0 {
      return words(Int(nanoseconds / unit.length), unit.name)
    }
    return words(Int(nanoseconds), "nanosecond")
  }

  /// Reads a spacing or a length of time as `--every` and `--max-gap` take it: `45m`, `1h`, `2d`, `1w`,
  /// `1mo`.
  ///
  /// Units are `ns us ms s m h d b w mo q y` (`b`: business days) and their English names; the count may be
  /// left out.
  ///
  /// - Throws: `Failure` when the text is no positive whole number with a unit.
  public init(_ text: String) throws(Failure) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let unit = text.dropFirst(digits.count).drop { $0 == " " }
    guard let count = digits.isEmpty ? 1 : Int(digits), (1...1_000_000_000).contains(count),
      let spacing = Self.spacing(count, unit: String(unit)), spacing.meanNanoseconds != .max
    else {
      throw Failure(
        .arguments, "\"\(text)\" is not a length of time",
        fix: "write a whole number and a unit, as 30s, 5m, 1h, 1d, 1w, 1mo, 1q or 1y")
    }
    self = spacing
  }

  private static func spacing(_ count: Int, unit: String) -> Spacing? {
    func fixed(_ length: Int64) -> Spacing? {
      let (nanoseconds, overflow) = length.multipliedReportingOverflow(by: Int64(count))
      return overflow ? nil : .fixed(nanoseconds: nanoseconds)
    }
    switch unit {
    case "ns", "nanosecond", "nanoseconds": return fixed(1)
    case "us", "microsecond", "microseconds": return fixed(1000)
    case "ms", "millisecond", "milliseconds": return fixed(1_000_000)
    case "s", "sec", "second", "seconds": return fixed(1_000_000_000)
    case "m", "min", "minute", "minutes": return fixed(60_000_000_000)
    case "h", "H", "hour", "hours": return fixed(3_600_000_000_000)
    case "d", "D", "day", "days": return .days(count)
    case "b", "B": return count == 1 ? .businessDays : nil
    case "w", "W", "week", "weeks": return .days(7 * count)
    case "mo", "month", "months": return .months(count)
    case "q", "Q", "quarter", "quarters": return .months(3 * count)
    case "y", "Y", "year", "years": return .months(12 * count)
    default: return nil
    }
  }

  /// The length of a step in nanoseconds, months and years at their mean length; `nil` for steps without
  /// time.
  ///
  /// Lengths beyond 292 years are the largest integer.
  public var meanNanoseconds: Int64? {
    func multiplied(_ count: Int, by length: Int64) -> Int64 {
      let (nanoseconds, overflow) = Int64(count).multipliedReportingOverflow(by: length)
      return overflow ? .max : nanoseconds
    }
    switch self {
    case .steps: return nil
    case .fixed(let nanoseconds), .irregular(let nanoseconds): return nanoseconds
    case .days(let days): return multiplied(days, by: 86_400_000_000_000)
    // Five sessions a week.
    case .businessDays: return 120_960_000_000_000
    // A Gregorian year has 365.2425 days.
    case .months(let months): return multiplied(months, by: 2_629_746_000_000_000)
    }
  }
}
