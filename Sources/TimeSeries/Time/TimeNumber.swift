/// A number in a time column, kept exactly until it is known what it counts.
struct TimeNumber {
  /// Whole units, rounded towards negative infinity, and the fraction in billionths of a unit.
  var value: Instant
  /// Whether it was written as four digits and nothing else, as a year is.
  var isFourDigits: Bool
  /// Whether it was written as eight digits and nothing else, as `20240131` is.
  var isEightDigits: Bool

  /// The largest magnitude that is read; far beyond it, adding steps could overflow.
  static let limit: Int64 = 4_000_000_000_000_000_000

  /// Reads `12`, `-0.5`, `1.5e3`; fractions beyond the ninth digit are rounded.
  ///
  /// - Returns: `nil` when the cell is no number.
  static func read(_ field: Span<UInt8>) throws(TimeProblem) -> TimeNumber? {
    var position = 0
    var isNegative = false
    if let sign = field.count > 0 ? field[0] : nil, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      position = 1
    }
    let start = position
    if let magnitude = plain(field, position) {
      let isUnsigned = start == 0 && (0..<field.count).allSatisfy { field[$0] != UInt8(ascii: ".") }
      return TimeNumber(
        value: isNegative ? magnitude.negated : magnitude,
        isFourDigits: isUnsigned && field.count == 4, isEightDigits: isUnsigned && field.count == 8)
    }
    guard let digits = significantDigits(field, &position) else { return nil }
    let exponent = try readExponent(field, &position)
    guard position == field.count, let exponent else { return nil }
    let magnitude = try decimal(digits.values, point: digits.point + exponent)
    return TimeNumber(
      value: isNegative ? magnitude.negated : magnitude, isFourDigits: false, isEightDigits: false)
  }

  /// Reads at most 17 digits and at most 9 decimals, as most numbers have, without storing their digits.
  private static func plain(_ field: Span<UInt8>, _ start: Int) -> Instant? {
    var position = start
    let units = TimeScanning.digits(field, &position)
    guard (1...17).contains(units.count) else { return nil }
    if position == field.count { return Instant(seconds: Int64(units.value)) }
    guard field[position] == UInt8(ascii: ".") else { return nil }
    position += 1
    guard let nanoseconds = try? TimeScanning.fraction(field, &position), position == field.count else {
      return nil
    }
    return Instant(seconds: Int64(units.value), nanoseconds: nanoseconds)
  }

  /// Reads digits with at most one point between them, and returns them with the point's place.
  private static func significantDigits(
    _ field: Span<UInt8>, _ position: inout Int
  ) -> (values: [UInt8], point: Int)? {
    var values: [UInt8] = []
    var point: Int?
    while position < field.count {
      let byte = field[position]
      if byte == UInt8(ascii: "."), point == nil {
        point = values.count
      } else if byte &- UInt8(ascii: "0") < 10 {
        values.append(byte &- UInt8(ascii: "0"))
      } else {
        break
      }
      position += 1
    }
    return values.isEmpty ? nil : (values, point ?? values.count)
  }

  /// Reads `e-5`; 0 when there is none, `nil` when it is malformed.
  private static func readExponent(_ field: Span<UInt8>, _ position: inout Int) throws(TimeProblem) -> Int? {
    guard position < field.count, field[position] | 0x20 == UInt8(ascii: "e") else { return 0 }
    position += 1
    var sign = 1
    if position < field.count, field[position] == UInt8(ascii: "-") || field[position] == UInt8(ascii: "+") {
      sign = field[position] == UInt8(ascii: "-") ? -1 : 1
      position += 1
    }
    let (value, count) = TimeScanning.digits(field, &position, limit: 3)
    return count > 0 ? sign * value : nil
  }

  /// The number whose digits are `digits` with the point before place `point`.
  private static func decimal(_ digits: [UInt8], point: Int) throws(TimeProblem) -> Instant {
    func digit(_ place: Int) -> Int64 { digits.indices.contains(place) ? Int64(digits[place]) : 0 }
    var units: Int64 = 0
    let leading = digits.firstIndex { $0 != 0 } ?? point
    if leading < point {
      for place in leading..<point {
        guard units <= limit / 10 - 1 else { throw TimeProblem("too large for a time") }
        units = units * 10 + digit(place)
      }
    }
    var billionths: Int64 = 0
    for place in point..<(point + 9) { billionths = billionths * 10 + digit(place) }
    if digit(point + 9) >= 5 { billionths += 1 }
    return Instant(
      seconds: units + billionths / 1_000_000_000,
      nanoseconds: Int32(truncatingIfNeeded: billionths % 1_000_000_000))
  }

  /// The instant that `value` units are after the origin, rounded to the nanosecond.
  static func instant(of value: Instant, unit: ReadOptions.TimeUnit) -> Instant {
    let perSecond: Int64
    switch unit {
    case .seconds: return value
    case .minutes, .hours, .days: return instant(of: value, seconds: unit.seconds)
    case .spreadsheetDays:
      // Times of day have been rounded to a fraction of a day, and are shown in whole seconds.
      let time = instant(of: value, seconds: Instant.day)
      let rounded = time.nanoseconds >= 500_000_000 ? time.seconds + 1 : time.seconds
      return Instant(seconds: rounded - spreadsheetEpoch)
    case .milliseconds: perSecond = 1000
    case .microseconds: perSecond = 1_000_000
    case .nanoseconds: perSecond = 1_000_000_000
    }
    var seconds = value.seconds / perSecond
    var rest = value.seconds % perSecond
    if rest < 0 {
      seconds -= 1
      rest += perSecond
    }
    let nanoseconds =
      rest * (1_000_000_000 / perSecond) + (Int64(value.nanoseconds) + perSecond / 2) / perSecond
    return Instant(
      seconds: seconds + nanoseconds / 1_000_000_000,
      nanoseconds: Int32(truncatingIfNeeded: nanoseconds % 1_000_000_000))
  }

  /// Seconds from the day 0 of spreadsheets, 1899-12-30, to 1970-01-01.
  private static let spreadsheetEpoch = 25_569 * Instant.day

  /// The instant that `value` units of a number of seconds are after the origin.
  private static func instant(of value: Instant, seconds: Int64) -> Instant {
    let (whole, overflow) = value.seconds.multipliedReportingOverflow(by: seconds)
    let fraction = Int64(value.nanoseconds) * seconds
    // What is too long is refused by whoever keeps it.
    if overflow { return Instant(seconds: value.seconds < 0 ? .min / 2 : .max / 2) }
    return Instant(
      seconds: whole + fraction / 1_000_000_000,
      nanoseconds: Int32(truncatingIfNeeded: fraction % 1_000_000_000))
  }
}
