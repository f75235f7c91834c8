import Files

/// A pattern of times in strptime's letters, as `--time-format` takes it.
///
/// `%Y %y %m %d %e %H %I %M %S %f %p %b %B %a %A %j %G %V %u %q %z %Z %F %T %R %D %%` are understood (`%q` is
/// the number of a quarter, `%Z` the name of a zone); a space matches any run of spaces, every other
/// character itself. Names are English. The name of a weekday is read and not used.
struct TimePattern: Sendable {
  enum Element: Sendable, Equatable {
    case literal(UInt8)
    case spaces
    case year, shortYear, month, day, dayOfYear, monthName, weekdayName
    case isoYear, isoWeek, isoWeekday, quarter
    case hour, halfDayHour, minute, second, fraction, halfDay
    case offset, zoneName
  }

  /// The pattern as it was given.
  let text: String
  let elements: [Element]
  /// Whether a cell has an hour.
  let hasTimeOfDay: Bool

  /// Whether a cell has digits only.
  let isOfDigits: Bool

  /// The letters, as a message lists them.
  static let letters =
    "%Y %y %m %d %e %H %I %M %S %f %p %b %B %a %A %j %G %V %u %q %z %Z %F %T %R %D"

  /// Compiles a pattern.
  ///
  /// - Parameters:
  ///   - text: The pattern, such as `%d/%m/%Y`.
  ///   - needsYear: Whether a pattern without a year is refused.
  /// - Throws: `Failure` when a letter is not known, or the pattern cannot give a date.
  init(_ text: String, needsYear: Bool = true) throws(Failure) {
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
    isOfDigits = elements.allSatisfy { element in
      switch element {
      case .literal, .spaces, .monthName, .weekdayName, .halfDay, .offset, .zoneName: false
      default: true
      }
    }
    hasTimeOfDay = elements.contains(.hour) || elements.contains(.halfDayHour)
    let hasYear =
      elements.contains(.year) || elements.contains(.shortYear) || elements.contains(.isoYear)
    guard hasYear || !needsYear else { throw Self.withoutYear(text, isClock: hasTimeOfDay) }
  }

  private static func withoutYear(_ text: String, isClock: Bool) -> Failure {
    let fix =
      isClock
      ? "add %Y, as in %Y-%m-%d; times of day alone are read without --time-format, and --date 2024-01-31 gives "
        + "them a date"
      : "add %Y, as in %Y-%m-%d"
    return Failure(
      .arguments, "--time-format \"\(text)\" has no year, so it cannot give a date", fix: fix)
  }

  private static func elements(of letter: UInt8?, in text: String) throws(Failure) -> [Element] {
    let colon = Element.literal(UInt8(ascii: ":"))
    let dash = Element.literal(UInt8(ascii: "-"))
    let slash = Element.literal(UInt8(ascii: "/"))
    switch letter.map({ Character(UnicodeScalar($0)) }) {
    case "F": return [.year, dash, .month, dash, .day]
    case "T": return [.hour, colon, .minute, colon, .second]
    case "R": return [.hour, colon, .minute]
    case "D": return [.month, slash, .day, slash, .shortYear]
    case "%": return [.literal(UInt8(ascii: "%"))]
    case let other:
      if let other, let element = element(of: other) { return [element] }
      throw Failure(
        .arguments, "--time-format \"\(text)\" has an unknown part %\(other.map(String.init) ?? "")",
        fix: "use \(letters)")
    }
  }

  private static func element(of letter: Character) -> Element? {
    switch letter {
    case "Y": .year
    case "y": .shortYear
    case "m": .month
    case "d", "e": .day
    case "j": .dayOfYear
    case "b", "B", "h": .monthName
    case "a", "A": .weekdayName
    case "G": .isoYear
    case "V": .isoWeek
    case "u": .isoWeekday
    case "q": .quarter
    case "H": .hour
    case "I": .halfDayHour
    case "M": .minute
    case "S": .second
    case "f": .fraction
    case "p": .halfDay
    case "z": .offset
    case "Z": .zoneName
    default: nil
    }
  }
}
