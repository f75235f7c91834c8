/// What one time cell said, field by field, before it is placed on an axis.
struct CivilTime {
  var date: CivilDate
  var hour = 0
  var minute = 0
  var second = 0
  var nanoseconds: Int32 = 0
  /// Seconds east of Greenwich, when the cell had an offset.
  var offset: Int?
  /// Whether a time of day was written; without one, the day begins when clocks of its zone begin it.
  var hasTimeOfDay = false
  /// The bytes of the cell that name a zone, until its clocks are known.
  var zoneName: Range<Int>?
  /// The zone that the cell names.
  var zone: NamedZone?

  /// The instant, in UTC when there is an offset.
  var instant: Instant {
    let time = Int64(hour * 3600 + minute * 60 + second - (offset ?? 0))
    return Instant(seconds: date.daysSinceEpoch * Instant.day + time, nanoseconds: nanoseconds)
  }

  /// The instant in `zone` or in that which the cell names, in UTC where the cell had an offset; and the
  /// seconds from it to the second one, if clocks show the time twice.
  ///
  /// - Throws: `TimeProblem` for a time that clocks of the zone skip; a date alone is the beginning of its
  ///   day.
  func instant(in zone: TimeZoneTable?) throws(TimeProblem) -> (first: Instant, toSecond: Int64) {
    guard let zone = self.zone?.table ?? zone, offset == nil else { return (instant, 0) }
    return hasTimeOfDay ? try zone.instants(ofLocal: instant) : (zone.instant(ofCivil: instant), 0)
  }

  /// Checks every field against its range; 24:00 becomes the midnight at which the day ends.
  func validated() throws(TimeProblem) -> CivilTime {
    try CivilTime.check(date)
    if hour == 24, minute == 0, second == 0, nanoseconds == 0 {
      var midnight = self
      midnight.hour = 0
      midnight.date = CivilDate(daysSinceEpoch: date.daysSinceEpoch + 1)
      return midnight
    }
    guard hour < 24 else {
      throw TimeProblem(
        "hour \(hour) is not in 0...23, and 24 only in 24:00",
        fix: "write midnight as 00:00:00 of the next day")
    }
    guard minute < 60 else { throw TimeProblem("minute \(minute) is not in 0...59") }
    guard second < 60 else {
      throw TimeProblem("second \(second) is not in 0...59", fix: "leave leap seconds out")
    }
    return self
  }

  /// Checks that a date exists.
  static func check(_ date: CivilDate) throws(TimeProblem) {
    guard (1...9999).contains(date.year) else { throw TimeProblem("years run from 0001 to 9999") }
    guard (1...12).contains(date.month) else { throw TimeProblem("month \(date.month) is not in 1...12") }
    let length = CivilDate.days(inMonth: date.month, of: date.year)
    guard (1...length).contains(date.day) else {
      throw TimeProblem("no such day: month \(date.month) of \(date.year) has days 1 to \(length)")
    }
  }
}

/// Why a cell is not a time, before its place is known.
package struct TimeProblem: Error {
  /// What was found and expected.
  package var message: String
  /// What to do about it.
  package var fix: String?

  init(_ message: String, fix: String? = nil) {
    self.message = message
    self.fix = fix
  }
}
