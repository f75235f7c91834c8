import CLibCSV
import Files

/// Reads numbers exactly, by a grammar of its own: an optional sign, digits with at most one decimal mark,
/// and an optional exponent.
///
/// The result is the double nearest to the decimal text, ties to even. Hexadecimal, infinity, underscores and
/// everything else that other parsers happen to accept is refused.
struct NumberParser {
  /// What a field holds.
  enum Outcome: Equatable {
    /// A number.
    case value(Double)
    /// One of the texts that mean a missing cell.
    case missing
    /// Something else.
    case unreadable
  }

  /// The longest number there may be, in bytes.
  static let longestNumber = 512

  /// The decimal mark.
  let decimalMark: UInt8
  /// The mark between groups of three digits.
  let thousandsMark: UInt8?
  /// The texts that mean a missing cell.
  let missingTokens: [[UInt8]]
  /// Numbers too small for a double, which were read as zero.
  private(set) var underflowCount = 0
  /// Integers above 2⁵³ that no double holds exactly.
  private(set) var roundedCount = 0
  /// Whether the tokens were chosen, so that a number may be one of them.
  let checksTokensFirst: Bool

  /// The texts that mean a missing cell unless others are given: pandas', without the empty text, which
  /// always does.
  static let usualMissingTokens = [
    "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A",
    "NA",
    "NULL", "NaN", "None", "n/a", "nan", "null",
  ]

  /// Creates a parser for the marks and missing tokens of `options`.
  ///
  /// - Throws: `Failure` (arguments) when the marks contradict each other.
  init(_ options: ReadOptions) throws(Failure) {
    let decimal = options.decimal ?? "."
    guard decimal == "." || decimal == "," else {
      throw Failure(
        .arguments, "the decimal mark \(ShownText.quoted(decimal)) is neither '.' nor ','",
        fix: "give --decimal . or --decimal ,")
    }
    decimalMark = decimal == "," ? UInt8(ascii: ",") : UInt8(ascii: ".")
    if let thousands = options.thousands {
      guard thousands.utf8.count == 1, let mark = thousands.utf8.first, mark != decimalMark,
        [".", ",", "'", " ", "_"].contains(thousands)
      else {
        throw Failure(
          .arguments, "the thousands mark \(ShownText.quoted(thousands)) cannot be used",
          fix: "give one of . , ' _ or a space, and not the decimal mark")
      }
      thousandsMark = mark
    } else {
      thousandsMark = nil
    }
    missingTokens = (options.missingTokens ?? Self.usualMissingTokens).map { Array($0.trimmed.utf8) }
    checksTokensFirst = options.missingTokens != nil
  }

  /// Reads a field without spaces around.
  mutating func parse(_ field: UnsafeBufferPointer<UInt8>) -> Outcome {
    if field.isEmpty { return .missing }
    if checksTokensFirst, isMissing(field) { return .missing }
    if let value = number(field) { return .value(value) }
    return isMissing(field) ? .missing : .unreadable
  }

  /// Reads a field without spaces around.
  mutating func parse(_ field: Span<UInt8>) -> Outcome {
    field.withUnsafeBufferPointer { parse($0) }
  }

  /// Whether `text` means a missing cell.
  func isMissing(_ text: String) -> Bool {
    Array(text.utf8).withUnsafeBufferPointer { isMissing($0) }
  }

  private func isMissing(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
    if missingTokens.contains(where: { $0.count == field.count && field.elementsEqual($0) }) { return true }
    // "NaN" in any case, unless the tokens were chosen.
    return !checksTokensFirst && field.count == 3 && (field[0] | 0x20) == UInt8(ascii: "n")
      && (field[1] | 0x20) == UInt8(ascii: "a") && (field[2] | 0x20) == UInt8(ascii: "n")
  }
}

// MARK: - The grammar

extension NumberParser {
  /// A number as it is written: `± significand · 10^exponent`, the significand cut to 19 digits.
  private struct Decimal {
    var isNegative = false
    var significand: UInt64 = 0
    var exponent = 0
    var isCut = false
    var isInteger = true
  }

  private mutating func number(_ field: UnsafeBufferPointer<UInt8>) -> Double? {
    if let thousandsMark, field.contains(thousandsMark) { return groupedNumber(field, mark: thousandsMark) }
    guard let decimal = decimal(field) else { return nil }
    if !decimal.isCut, decimal.significand <= 1 << 53, abs(decimal.exponent) <= 22 {
      // Both factors are exact, so that one rounding gives the nearest double (Clinger 1990,
      // doi:10.1145/93542.93557).
      var value = Double(decimal.significand)
      if decimal.exponent < 0 {
        value /= ExactDecimal.exactPowers[-decimal.exponent]
      } else if decimal.exponent > 0 {
        value *= ExactDecimal.exactPowers[decimal.exponent]
      }
      return decimal.isNegative ? -value : value
    }
    return correctlyRounded(field, decimal)
  }

  private func decimal(_ field: UnsafeBufferPointer<UInt8>) -> Decimal? {
    guard field.count <= Self.longestNumber else { return nil }
    var decimal = Decimal()
    var index = 0
    var digitCount = 0
    var hasMark = false
    if field[0] == UInt8(ascii: "-") || field[0] == UInt8(ascii: "+") {
      decimal.isNegative = field[0] == UInt8(ascii: "-")
      index = 1
    }
    while index < field.count {
      let byte = field[index]
      let digit = byte &- UInt8(ascii: "0")
      if digit < 10 {
        digitCount += 1
        if decimal.significand < 1_000_000_000_000_000_000 {
          decimal.significand = decimal.significand &* 10 &+ UInt64(digit)
          if hasMark { decimal.exponent -= 1 }
        } else {
          if digit != 0 { decimal.isCut = true }
          if !hasMark { decimal.exponent += 1 }
        }
      } else if byte == decimalMark && !hasMark {
        hasMark = true
        decimal.isInteger = false
      } else {
        break
      }
      index += 1
    }
    if digitCount == 0 { return nil }
    if index == field.count { return decimal }
    guard field[index] | 0x20 == UInt8(ascii: "e"), let exponent = exponent(field, from: index + 1) else {
      return nil
    }
    decimal.isInteger = false
    decimal.exponent += exponent
    return decimal
  }

  private func exponent(_ field: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var index = start
    var isNegative = false
    if index < field.count, field[index] == UInt8(ascii: "-") || field[index] == UInt8(ascii: "+") {
      isNegative = field[index] == UInt8(ascii: "-")
      index += 1
    }
    if index == field.count { return nil }
    var exponent = 0
    while index < field.count {
      let digit = field[index] &- UInt8(ascii: "0")
      if digit >= 10 { return nil }
      exponent = min(exponent * 10 + Int(digit), 100_000)
      index += 1
    }
    return isNegative ? -exponent : exponent
  }

  /// Rounds what no single operation on doubles rounds, and counts what is lost; infinite results are
  /// refused.
  private mutating func correctlyRounded(_ field: UnsafeBufferPointer<UInt8>, _ decimal: Decimal) -> Double? {
    let value = Self.exactlyRounded(decimal) ?? roundedByLibrary(field)
    guard value.isFinite else { return nil }
    if value == 0, decimal.significand != 0 { underflowCount += 1 }
    if decimal.isInteger,
      decimal.isCut || decimal.exponent > 0 || UInt64(exactly: value.magnitude) != decimal.significand
    {
      roundedCount += 1
    }
    return value
  }

  /// The nearest double where integers give it; of a number that was cut, where the next one has the same.
  private static func exactlyRounded(_ decimal: Decimal) -> Double? {
    guard let nearest = ExactDecimal.nearest(decimal.significand, exponent: decimal.exponent) else {
      return nil
    }
    if decimal.isCut, ExactDecimal.nearest(decimal.significand + 1, exponent: decimal.exponent) != nearest {
      return nil
    }
    return decimal.isNegative ? -nearest : nearest
  }

  private func roundedByLibrary(_ field: UnsafeBufferPointer<UInt8>) -> Double {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: field.count + 1) { text in
      for index in field.indices {
        text[index] = field[index] == decimalMark ? CChar(UInt8(ascii: ".")) : CChar(bitPattern: field[index])
      }
      text[field.count] = 0
      return text.baseAddress.map { strtod_l($0, nil, Self.plainLocale) } ?? .nan
    }
  }

  /// Reads a number with marks between groups of digits, all groups but the first complete.
  private mutating func groupedNumber(_ field: UnsafeBufferPointer<UInt8>, mark: UInt8) -> Double? {
    guard field.count <= Self.longestNumber else { return nil }
    let signCount = field[0] == UInt8(ascii: "-") || field[0] == UInt8(ascii: "+") ? 1 : 0
    let isDigit: (UInt8) -> Bool = { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    let whole = field[signCount...].prefix { isDigit($0) || $0 == mark }
    if field[whole.endIndex...].contains(mark) { return nil }
    let groups = whole.split(separator: mark, omittingEmptySubsequences: false)
    guard Self.areGroups(groups.map(\.count)) else { return nil }
    let plain = field.filter { $0 != mark }
    return plain.withUnsafeBufferPointer { bytes in
      var parser = self
      let value = parser.withoutThousands(bytes)
      (underflowCount, roundedCount) = (parser.underflowCount, parser.roundedCount)
      return value
    }
  }

  /// Whether digits in groups of such lengths are a number: of three each but the first, or as in India of
  /// two each but the last.
  static func areGroups(_ counts: [Int]) -> Bool {
    guard let first = counts.first, first > 0 else { return false }
    if first <= 3, counts.dropFirst().allSatisfy({ $0 == 3 }) { return true }
    return first <= 2 && counts.count > 2 && counts.last == 3
      && counts.dropFirst().dropLast().allSatisfy { $0 == 2 }
  }

  private mutating func withoutThousands(_ field: UnsafeBufferPointer<UInt8>) -> Double? {
    guard let decimal = decimal(field) else { return nil }
    return correctlyRounded(field, decimal)
  }

  /// The C locale, whatever the environment says; made once and never freed.
  nonisolated(unsafe) private static let plainLocale = new_plain_locale()
}
