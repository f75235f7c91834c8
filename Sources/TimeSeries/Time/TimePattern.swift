import Files

/// A pattern of times in strptime's letters, as `--time-format` takes it.
///
/// `%Y %y %m %d %e %H %I %M %S %f %p %b %B %j %z %F %T %%` are understood; a space matches any run of spaces,
/// every other character itself. Names are English.
struct TimePattern {
  private enum Element {
    case literal(UInt8)
    case spaces
    case year, shortYear, month, day, dayOfYear, monthName
    case hour, halfDayHour, minute, second, fraction, halfDay
    case offset
  }

  /// The pattern as it was given.
  let text: String
  private let elements: [Element]
  private let hasTimeOfDay: Bool

  /// Compiles a pattern.
  ///
  /// - Throws: `Failure` when a letter is not known, or the pattern cannot give a date.
  init(_ text: String) throws(Failure) {
    self.text = text
    var elements: [Element] = []
    var bytes = Array(text.utf8)[...]
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "%"): elements += try Self.elements(of: bytes.popFirst(), in: text)
      case UInt8(ascii: " "): elements.append(.spaces)
      default: elements.append(.literal(byte))
      }
    }
    self.elements = elements
    hasTimeOfDay = elements.contains {
      switch $0 {
      case .hour, .halfDayHour: true
      default: false
      }
    }
    let hasYear = elements.contains {
      switch $0 {
      case .year, .shortYear: true
      default: false
      }
    }
    guard hasYear else {
      throw Failure(
        .arguments, "--time-format \"\(text)\" has no year, so it cannot give a date",
        fix: "add %Y, as in %Y-%m-%d")
    }
  }

  private static func elements(of letter: UInt8?, in text: String) throws(Failure) -> [Element] {
    switch letter.map({ Character(UnicodeScalar($0)) }) {
    case "Y": [.year]
    case "y": [.shortYear]
    case "m": [.month]
    case "d", "e": [.day]
    case "j": [.dayOfYear]
    case "b", "B", "h": [.monthName]
    case "H": [.hour]
    case "I": [.halfDayHour]
    case "M": [.minute]
    case "S": [.second]
    case "f": [.fraction]
    case "p": [.halfDay]
    case "z": [.offset]
    case "F": [.year, .literal(UInt8(ascii: "-")), .month, .literal(UInt8(ascii: "-")), .day]
    case "T": [.hour, .literal(UInt8(ascii: ":")), .minute, .literal(UInt8(ascii: ":")), .second]
    case "%": [.literal(UInt8(ascii: "%"))]
    case let other:
      throw Failure(
        .arguments, "--time-format \"\(text)\" has an unknown part %\(other.map(String.init) ?? "")",
        fix: "use %Y %y %m %d %H %I %M %S %f %p %b %B %j %z")
    }
  }

  /// What a cell says beyond the fields of `CivilTime`, until the whole of it is read.
  private struct Rest {
    var dayOfYear: Int?
    var isAfternoon: Bool?
    var usesHalfDay = false
  }

  /// Reads a whole cell.
  func read(_ field: Span<UInt8>) throws(TimeProblem) -> CivilTime {
    var time = CivilTime(date: CivilDate(year: 1, month: 1, day: 1))
    var rest = Rest()
    var position = 0
    for element in elements {
      guard try Self.read(element, field, &position, into: &time, &rest) else {
        throw TimeProblem("it does not have the form \(text)")
      }
    }
    guard position == field.count else { throw TimeProblem("text after the form \(text)") }
    if rest.usesHalfDay {
      guard (1...12).contains(time.hour) else { throw TimeProblem("hour \(time.hour) is not in 1...12") }
      time.hour = time.hour % 12 + (rest.isAfternoon == true ? 12 : 0)
    }
    if let dayOfYear = rest.dayOfYear {
      let length = CivilDate.isLeap(time.date.year) ? 366 : 365
      guard (1...length).contains(dayOfYear) else {
        throw TimeProblem("day \(dayOfYear) is not in year \(time.date.year)")
      }
      let newYear = CivilDate(year: time.date.year, month: 1, day: 1).daysSinceEpoch
      time.date = CivilDate(daysSinceEpoch: newYear + Int64(dayOfYear) - 1)
    }
    time.hasTimeOfDay = hasTimeOfDay
    return try time.validated()
  }

  /// Reads one element; `false` when it does not stand at `position`.
  private static func read(
    _ element: Element, _ field: Span<UInt8>, _ position: inout Int, into time: inout CivilTime,
    _ rest: inout Rest
  ) throws(TimeProblem) -> Bool {
    func number(_ limit: Int, _ position: inout Int) -> Int? {
      let (value, count) = TimeScanning.digits(field, &position, limit: limit)
      return count > 0 ? value : nil
    }
    func store(_ value: Int?, _ target: inout Int) -> Bool {
      guard let value else { return false }
      target = value
      return true
    }
    switch element {
    case .literal(let byte):
      guard position < field.count, field[position] == byte else { return false }
      position += 1
    case .spaces:
      let start = position
      while position < field.count, field[position] == UInt8(ascii: " ") { position += 1 }
      return position > start
    case .year: return store(number(4, &position), &time.date.year)
    case .shortYear:
      guard let year = number(2, &position) else { return false }
      // POSIX: 69 to 99 mean 1969 to 1999.
      time.date.year = year < 69 ? 2000 + year : 1900 + year
    case .month: return store(number(2, &position), &time.date.month)
    case .day: return store(number(2, &position), &time.date.day)
    case .dayOfYear:
      rest.dayOfYear = number(3, &position)
      return rest.dayOfYear != nil
    case .monthName:
      guard let index = TimeScanning.name(field, &position, of: TimeScanning.months) else { return false }
      time.date.month = index + 1
    case .hour: return store(number(2, &position), &time.hour)
    case .halfDayHour:
      rest.usesHalfDay = true
      return store(number(2, &position), &time.hour)
    case .minute: return store(number(2, &position), &time.minute)
    case .second: return store(number(2, &position), &time.second)
    case .fraction: time.nanoseconds = try TimeScanning.fraction(field, &position)
    case .halfDay:
      guard let index = TimeScanning.name(field, &position, of: ["am", "pm"]) else { return false }
      rest.isAfternoon = index == 1
    case .offset:
      time.offset = try TimeScanning.offset(field, &position)
      return time.offset != nil
    }
    return true
  }
}
