/// The yearly rule of a time zone after its last listed transition, as `CET-1CEST,M3.5.0,M10.5.0/3`.
///
/// The form is POSIX's TZ variable as RFC 8536 section 3.3.1 extends it.
struct TimeZoneRule: Sendable, Equatable {
  /// When clocks are changed in a year.
  private struct Change: Equatable {
    enum Day: Equatable {
      /// Weekday 0 (Sunday) to 6 of week 1...5 (5: the last) of a month.
      case weekday(Int, week: Int, month: Int)
      /// Day 1...365, 29 February never counted.
      case withoutLeapDay(Int)
      /// Day 0...365, 29 February counted.
      case withLeapDay(Int)
    }
    var day: Day
    /// Local seconds after midnight.
    var time: Int
  }

  private var standard: Int
  private var summer: Int
  private var changes: Changes?

  /// When summer begins and ends.
  private struct Changes: Equatable {
    var start: Change
    var end: Change
  }

  /// Decodes a rule; `nil` when it is malformed.
  init?(_ text: ArraySlice<UInt8>) {
    var bytes = text
    guard Self.skipName(&bytes), let west = Self.time(&bytes) else { return nil }
    standard = -west
    summer = standard
    guard !bytes.isEmpty else { return }
    guard Self.skipName(&bytes) else { return nil }
    summer = standard + 3600
    if bytes.first != UInt8(ascii: ",") {
      guard let west = Self.time(&bytes) else { return nil }
      summer = -west
    }
    guard let start = Self.change(&bytes), let end = Self.change(&bytes), bytes.isEmpty else { return nil }
    changes = Changes(start: start, end: end)
  }

  /// Seconds east of Greenwich at a UTC time.
  func offset(atUTC seconds: Int64) -> Int {
    guard let changes else { return standard }
    let year = CivilDate(daysSinceEpoch: Instant(seconds: seconds + Int64(standard)).daysSinceEpoch).year
    let start = Self.localSeconds(of: changes.start, in: year) - Int64(standard)
    let end = Self.localSeconds(of: changes.end, in: year) - Int64(summer)
    // South of the equator summer spans the new year.
    let isSummer = start < end ? start <= seconds && seconds < end : !(end <= seconds && seconds < start)
    return isSummer ? summer : standard
  }

  private static func localSeconds(of change: Change, in year: Int) -> Int64 {
    let newYear = CivilDate(year: year, month: 1, day: 1).daysSinceEpoch
    let day: Int64
    switch change.day {
    case .withLeapDay(let number): day = newYear + Int64(number)
    case .withoutLeapDay(let number):
      day = newYear + Int64(number - 1) + (CivilDate.isLeap(year) && number >= 60 ? 1 : 0)
    case .weekday(let weekday, let week, let month):
      let first = CivilDate(year: year, month: month, day: 1).daysSinceEpoch
      // CivilDate counts weekdays from Monday, the rule from Sunday.
      let toFirst = (weekday - (CivilDate.weekday(ofDay: first) + 1) % 7 + 7) % 7
      var offset = toFirst + 7 * (week - 1)
      while offset >= CivilDate.days(inMonth: month, of: year) { offset -= 7 }
      day = first + Int64(offset)
    }
    return day * Instant.day + Int64(change.time)
  }

  private static func skipName(_ bytes: inout ArraySlice<UInt8>) -> Bool {
    if bytes.first == UInt8(ascii: "<") {
      guard let end = bytes.firstIndex(of: UInt8(ascii: ">")) else { return false }
      bytes = bytes[(end + 1)...]
      return true
    }
    let name = bytes.prefix { $0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z") }
    bytes = bytes.dropFirst(name.count)
    return name.count >= 3
  }

  private static func number(_ bytes: inout ArraySlice<UInt8>) -> Int? {
    let digits = bytes.prefix(3).prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    bytes = bytes.dropFirst(digits.count)
    return digits.isEmpty ? nil : digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  private static func skip(_ character: Character, _ bytes: inout ArraySlice<UInt8>) -> Bool {
    guard bytes.first == character.asciiValue else { return false }
    bytes = bytes.dropFirst()
    return true
  }

  /// Reads `[+-]hh[:mm[:ss]]`, in seconds.
  private static func time(_ bytes: inout ArraySlice<UInt8>) -> Int? {
    let isNegative = skip("-", &bytes)
    if !isNegative { _ = skip("+", &bytes) }
    guard var total = number(&bytes).map({ $0 * 3600 }) else { return nil }
    for unit in [60, 1] where skip(":", &bytes) {
      guard let value = number(&bytes) else { return nil }
      total += value * unit
    }
    return isNegative ? -total : total
  }

  private static func change(_ bytes: inout ArraySlice<UInt8>) -> Change? {
    guard skip(",", &bytes) else { return nil }
    let day: Change.Day
    if skip("M", &bytes) {
      guard let month = number(&bytes), (1...12).contains(month), skip(".", &bytes),
        let week = number(&bytes), (1...5).contains(week), skip(".", &bytes),
        let weekday = number(&bytes), (0...6).contains(weekday)
      else { return nil }
      day = .weekday(weekday, week: week, month: month)
    } else if skip("J", &bytes) {
      guard let number = number(&bytes), (1...365).contains(number) else { return nil }
      day = .withoutLeapDay(number)
    } else {
      guard let number = number(&bytes), (0...365).contains(number) else { return nil }
      day = .withLeapDay(number)
    }
    guard skip("/", &bytes) else { return Change(day: day, time: 2 * 3600) }
    return time(&bytes).map { Change(day: day, time: $0) }
  }
}
