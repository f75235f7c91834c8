/// Lengths of time that are written with their units: `PT5M`, `P1DT2H`, `-PT0.5S`.
enum LengthReading {
  private static let dateUnits: [UInt8: Int64] = [
    UInt8(ascii: "W"): 7 * Instant.day, UInt8(ascii: "D"): Instant.day,
  ]
  private static let clockUnits: [UInt8: Int64] = [
    UInt8(ascii: "H"): 3_600, UInt8(ascii: "M"): 60, UInt8(ascii: "S"): 1,
  ]
  /// The most digits of a number: with seven no sum leaves its range.
  private static let mostDigits = 9

  /// Reads a whole cell as a duration of ISO 8601; `nil` when it is none, or has years or months, which have
  /// no fixed length.
  static func iso8601(_ field: Span<UInt8>) -> Instant? {
    var position = 0
    let isNegative = field.count > 2 && field[0] == UInt8(ascii: "-")
    if isNegative { position = 1 }
    guard field.count - position > 2, field[position] == UInt8(ascii: "P") else { return nil }
    position += 1
    var time = Instant(seconds: 0)
    var (units, count) = (dateUnits, 0)
    while position < field.count {
      if field[position] == UInt8(ascii: "T") {
        units = clockUnits
        position += 1
        continue
      }
      let (value, digits) = TimeScanning.digits(field, &position, limit: mostDigits)
      guard digits > 0, position < field.count else { return nil }
      if field[position] == UInt8(ascii: ".") || field[position] == UInt8(ascii: ",") {
        position += 1
        guard let fraction = try? TimeScanning.fraction(field, &position), position + 1 == field.count,
          field[position] == UInt8(ascii: "S")
        else { return nil }
        time.nanoseconds = fraction
      }
      guard position < field.count, let seconds = length(field[position], among: units, of: value) else {
        return nil
      }
      time.seconds += seconds
      position += 1
      count += 1
    }
    guard count > 0 else { return nil }
    return isNegative ? time.negated : time
  }

  /// The seconds of `value` units; years and months only where there are none of them.
  private static func length(_ letter: UInt8, among units: [UInt8: Int64], of value: Int) -> Int64? {
    if let unit = units[letter] { return Int64(value) * unit }
    return value == 0 && (letter == UInt8(ascii: "Y") || letter == UInt8(ascii: "M")) ? 0 : nil
  }
}

extension Instant {
  /// As long before the origin as this is after it.
  var negated: Instant {
    nanoseconds == 0
      ? Instant(seconds: -seconds) : Instant(seconds: -seconds - 1, nanoseconds: 1_000_000_000 - nanoseconds)
  }
}
