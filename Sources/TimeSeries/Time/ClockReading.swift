/// A time of day, or a length of time, that is written without a date: `22:40:00`, `9:05 PM`, `0 days
/// 00:05:00`, `-1 day, 23:55:00`, `PT5M`.
struct ClockReading {
  /// From midnight, or from the start.
  var time: Instant
  /// Whether it can only be a length of time, being a day long or written with days.
  var isLength: Bool

  /// Reads a whole cell; `nil` when it is no such time.
  static func read(_ field: Span<UInt8>) -> ClockReading? {
    if let length = LengthReading.iso8601(field) { return ClockReading(time: length, isLength: true) }
    var position = 0
    var reading = ClockReading(time: Instant(seconds: 0), isLength: false)
    if let days = days(field, &position) {
      reading = ClockReading(time: Instant(seconds: Int64(days) * Instant.day), isLength: true)
    }
    guard var hour = part(field, &position, 1...3), mark(":", field, &position),
      let minute = part(field, &position, 2...2), minute < 60
    else { return nil }
    var second = 0
    if mark(":", field, &position) {
      guard let read = part(field, &position, 2...2), read < 60 else { return nil }
      second = read
      if mark(".", field, &position) || mark(",", field, &position) {
        guard let fraction = try? TimeScanning.fraction(field, &position) else { return nil }
        reading.time.nanoseconds = fraction
      }
    }
    while mark(" ", field, &position) {}
    if let isAfternoon = TimeScanning.halfDay(field, &position) {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (isAfternoon ? 12 : 0)
    }
    guard position == field.count else { return nil }
    reading.time.seconds += Int64(hour * 3_600 + minute * 60 + second)
    reading.isLength = reading.isLength || hour > 24
    return reading
  }

  /// Reads `2 days ` and, of a length before the start, `-1 days +` or `-1 day, `, behind which the clock
  /// goes forward.
  private static func days(_ field: Span<UInt8>, _ position: inout Int) -> Int? {
    var end = position
    let isNegative = mark("-", field, &end)
    let days = TimeScanning.digits(field, &end, limit: 6)
    guard days.count > 0, mark(" ", field, &end),
      TimeScanning.matches(field, end, Substring("day").utf8)
    else { return nil }
    end += 3
    _ = mark("s", field, &end)
    _ = mark(",", field, &end)
    guard mark(" ", field, &end) else { return nil }
    _ = mark("+", field, &end)
    position = end
    return isNegative ? -days.value : days.value
  }

  private static func part(_ field: Span<UInt8>, _ position: inout Int, _ counts: ClosedRange<Int>) -> Int? {
    let (value, count) = TimeScanning.digits(field, &position, limit: counts.upperBound)
    return counts.contains(count) ? value : nil
  }

  private static func mark(_ mark: Character, _ field: Span<UInt8>, _ position: inout Int) -> Bool {
    guard position < field.count, field[position] == mark.asciiValue else { return false }
    position += 1
    return true
  }
}
