import Files

/// Why a text is not a number, and what to do about it.
struct NumberDiagnosis {
  /// What was found.
  let message: String
  /// The option that makes it readable, or what to change.
  let fix: String?

  private init(_ message: String, fix: String? = nil) {
    self.message = message
    self.fix = fix
  }

  /// Looks into `text`, which `parser` refused.
  init(_ text: String, parser: NumberParser) {
    let shown = ShownText.quoted(text)
    let found =
      Self.ofLength(text) ?? Self.ofCharacter(text) ?? Self.ofWord(text) ?? Self.ofMarks(text, parser)
      ?? Self.ofSpreadsheet(text) ?? Self.ofTail(text)
    message =
      "cannot read \(shown) as a number" + (found.map { $0.message.isEmpty ? "" : ": " + $0.message } ?? "")
    fix = found?.fix
  }

  private static func ofLength(_ text: String) -> NumberDiagnosis? {
    text.utf8.count > NumberParser.longestNumber
      ? NumberDiagnosis("it is longer than \(NumberParser.longestNumber) characters") : nil
  }

  /// Characters beyond ASCII that look like a digit, a sign or a space.
  private static func ofCharacter(_ text: String) -> NumberDiagnosis? {
    guard let scalar = text.unicodeScalars.first(where: { !$0.isASCII }) else { return nil }
    let name = ShownText.name(of: scalar)
    if scalar == "\u{2212}" { return NumberDiagnosis("\(name) is not the minus sign '-'", fix: "write '-'") }
    if scalar.properties.generalCategory == .spaceSeparator {
      return NumberDiagnosis("it has the space \(name) inside", fix: "remove it from the file")
    }
    if scalar.properties.numericType != nil {
      return NumberDiagnosis("\(name) is not one of the digits 0 to 9")
    }
    return nil
  }

  private static func ofWord(_ text: String) -> NumberDiagnosis? {
    let word = text.lowercased()
    let unsigned = word.hasPrefix("-") || word.hasPrefix("+") ? String(word.dropFirst()) : word
    if unsigned == "inf" || unsigned == "infinity" {
      return NumberDiagnosis("it is infinite", fix: "if it means a missing value, add --na '\(text)'")
    }
    if word == "true" || word == "false" {
      return NumberDiagnosis("it is true or false", fix: "write 1 and 0")
    }
    if ["-", "--", ".", "?", "*", "none", "missing", "na"].contains(word) {
      return NumberDiagnosis("", fix: "if it means a missing value, add --na '\(text)'")
    }
    return nil
  }

  /// Decimal commas and digit groups; a text that reads both ways is asked for.
  private static func ofMarks(_ text: String, _ parser: NumberParser) -> NumberDiagnosis? {
    let unsigned = text.hasPrefix("-") || text.hasPrefix("+") ? String(text.dropFirst()) : text
    guard unsigned.allSatisfy({ $0.isASCII && ($0.isNumber || ",.' ".contains($0)) }),
      let mark = unsigned.first(where: { !$0.isNumber })
    else { return ofRange(unsigned) }
    let pieces = unsigned.split(separator: mark, omittingEmptySubsequences: false)
    let groups = pieces.dropFirst().map { $0.prefix { $0.isNumber } }
    let isGrouped = (1...3).contains(pieces[0].count) && groups.allSatisfy { $0.count == 3 }
    let rest = pieces.last.map { $0.drop { $0.isNumber } } ?? ""
    if isGrouped, let second = rest.first {
      return NumberDiagnosis(
        "its digits are grouped",
        fix: second == "," ? "add --decimal ',' --thousands '\(mark)'" : "add --thousands '\(mark)'")
    }
    if mark == ",", pieces.count == 2, rest.isEmpty, parser.decimalMark != UInt8(ascii: ",") {
      return isGrouped
        ? NumberDiagnosis(
          "the comma may be a decimal or a thousands mark", fix: "add --decimal ',' or --thousands ','")
        : NumberDiagnosis("it has a decimal comma", fix: "add --decimal ','")
    }
    if isGrouped { return NumberDiagnosis("its digits are grouped", fix: "add --thousands '\(mark)'") }
    if parser.thousandsMark != nil { return NumberDiagnosis("digit groups have three digits each") }
    return ofRange(unsigned)
  }

  private static func ofRange(_ unsigned: String) -> NumberDiagnosis? {
    guard let first = unsigned.unicodeScalars.first, ("0"..."9").contains(first),
      let value = Double(unsigned),
      !value.isFinite
    else { return nil }
    return NumberDiagnosis("it is too large for a double")
  }

  private static func ofSpreadsheet(_ text: String) -> NumberDiagnosis? {
    if text.hasPrefix("#"), text.hasSuffix("!") || text.hasSuffix("?") || text.hasPrefix("#N") {
      return NumberDiagnosis(
        "it is a spreadsheet's error value", fix: "if it means a missing value, add --na '\(text)'")
    }
    return text.hasPrefix("=")
      ? NumberDiagnosis("it is a spreadsheet's formula", fix: "export values instead") : nil
  }

  private static func ofTail(_ text: String) -> NumberDiagnosis? {
    let number = text.prefix { $0.isASCII && ($0.isNumber || "+-.".contains($0)) }
    let tail = text.dropFirst(number.count)
    guard !tail.isEmpty, number.contains(where: \.isNumber), Double(number) != nil else { return nil }
    return NumberDiagnosis("there is \(ShownText.quoted(String(tail))) after the number")
  }
}
