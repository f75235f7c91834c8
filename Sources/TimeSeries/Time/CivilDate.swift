/// A day of the proleptic Gregorian calendar.
///
/// - Sources: Hinnant (2013), "chrono-compatible low-level date algorithms", for both conversions.
public struct CivilDate: Hashable, Sendable {
  /// The year; 1 is the first of the common era.
  public var year: Int
  /// The month, 1...12.
  public var month: Int
  /// The day of the month, 1...31.
  public var day: Int

  /// Creates a day from fields that are known to be valid.
  public init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// The day that lies `days` days after 1970-01-01.
  public init(daysSinceEpoch days: Int64) {
    // Eras of 400 years start on 0000-03-01, so that the leap day is the last of its year.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    month = Int(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9)
    year = Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0)
  }

  /// The number of days from 1970-01-01 to this day, negative before it.
  public var daysSinceEpoch: Int64 {
    let shiftedYear = Int64(month <= 2 ? year - 1 : year)
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * Int64(month > 2 ? month - 3 : month + 9) + 2) / 5 + Int64(day) - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The day of the year, from 1.
  public var dayOfYear: Int {
    Int(daysSinceEpoch - CivilDate(year: year, month: 1, day: 1).daysSinceEpoch) + 1
  }

  /// Whether this is the last day of its month.
  public var isMonthEnd: Bool { day == Self.days(inMonth: month, of: year) }

  /// Computes the day `months` months later, at most the last day of its month.
  ///
  /// - Parameters:
  ///   - months: The number of months; before the day when negative.
  ///   - monthDay: The day of the month that is chosen where the month has it, 31 for the last one.
  /// - Returns: The day with that number in its month, or the last day of a shorter month.
  public func advanced(byMonths months: Int, monthDay: Int) -> CivilDate {
    let total = year * 12 + month - 1 + months
    let newYear = total >= 0 ? total / 12 : (total - 11) / 12
    let newMonth = total - newYear * 12 + 1
    return CivilDate(
      year: newYear, month: newMonth, day: min(monthDay, Self.days(inMonth: newMonth, of: newYear)))
  }

  /// Whether `year` has a 29 February.
  public static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// The number of days of a month, 28...31.
  public static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The weekday of the day `days` days after 1970-01-01: 0 for Monday to 6 for Sunday.
  public static func weekday(ofDay days: Int64) -> Int {
    // 1970-01-01 was a Thursday.
    let remainder = (days + 3) % 7
    return Int(remainder < 0 ? remainder + 7 : remainder)
  }
}

extension Instant {
  /// Seconds in a day.
  package static let day: Int64 = 86_400

  /// The days from 1970-01-01 to the day this instant lies in.
  package var daysSinceEpoch: Int64 {
    let quotient = seconds / Self.day
    return seconds % Self.day < 0 ? quotient - 1 : quotient
  }

  /// The seconds since 1970-01-01, parts of one among them.
  package var inSeconds: Double { Double(seconds) + Double(nanoseconds) / 1e9 }

  /// Whole seconds since the midnight before, in 0..<86,400.
  package var secondsOfDay: Int64 { seconds - daysSinceEpoch * Self.day }

  /// The nanoseconds from `earlier` to this instant, `nil` when they exceed 292 years.
  package func nanoseconds(since earlier: Instant) -> Int64? {
    let (difference, wrapped) = seconds.subtractingReportingOverflow(earlier.seconds)
    let (product, overflow) = difference.multipliedReportingOverflow(by: 1_000_000_000)
    let fraction = Int64(nanoseconds) - Int64(earlier.nanoseconds)
    let (sum, carried) = product.addingReportingOverflow(fraction)
    return wrapped || overflow || carried ? nil : sum
  }

  /// The instant `nanoseconds` later, `count` times over.
  package func advanced(byNanoseconds nanoseconds: Int64, times count: Int) -> Instant {
    let billion: Int64 = 1_000_000_000
    let fraction = nanoseconds % billion * Int64(count) + Int64(self.nanoseconds)
    let carry = fraction >= 0 ? fraction / billion : (fraction - billion + 1) / billion
    return Instant(
      seconds: seconds + nanoseconds / billion * Int64(count) + carry,
      nanoseconds: Int32(truncatingIfNeeded: fraction - carry * billion))
  }
}
