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

  /// Finds the reason why `parser` refused `text`.
  ///
  /// - Parameters:
  ///   - text: The cell.
  ///   - parser: The parser, which knows the column's decimal mark.
  ///   - words: All cells of the column that were refused, as far as they are known.
  ///   - options: The options that the file is read with, which an added option must keep.
  init(
    _ text: String, parser: NumberParser, words: ColumnWords = ColumnWords(),
    options: ReadOptions = ReadOptions()
  ) {
    let shown = ShownText.quoted(text)
    let inner = DecoratedNumber(text)
    var words = words
    words.add(text)
    let advice = WordAdvice(words, options: options)
    var found = Self.ofLength(text) ?? Self.ofEncoding(text) ?? Self.ofInfinity(text, advice)
    found = found ?? Self.ofBound(text, advice) ?? Self.ofWord(text, advice)
    found = found ?? Self.ofDecoration(text, inner, parser, advice) ?? Self.ofCharacter(text)
    found = found ?? Self.ofMarks(text, parser, words) ?? Self.ofSpreadsheet(text, advice)
    found = found ?? Self.ofFewWords(text, advice) ?? Self.ofTail(text)
    message =
      "cannot read \(shown) as a number" + (found.map { $0.message.isEmpty ? "" : ": " + $0.message } ?? "")
    fix = found?.fix
  }

  private static func ofLength(_ text: String) -> NumberDiagnosis? {
    text.utf8.count > NumberParser.longestNumber
      ? NumberDiagnosis("it is longer than \(NumberParser.longestNumber) characters") : nil
  }

  /// Bytes that were no UTF-8.
  private static func ofEncoding(_ text: String) -> NumberDiagnosis? {
    guard text.contains("\u{FFFD}") else { return nil }
    return NumberDiagnosis(
      "it is not UTF-8 text", fix: "name the file's encoding, as with --encoding WINDOWS-1252")
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

  private static func ofInfinity(_ text: String, _ advice: WordAdvice) -> NumberDiagnosis? {
    let word = text.lowercased()
    let unsigned = word.hasPrefix("-") || word.hasPrefix("+") ? String(word.dropFirst()) : word
    guard unsigned == "inf" || unsigned == "infinity" else { return nil }
    return NumberDiagnosis("it is infinite", fix: "if it means a missing value, add \(advice.missing)")
  }

  /// A sign for a bound: what was measured lies beyond the number.
  private static func ofBound(_ text: String, _ advice: WordAdvice) -> NumberDiagnosis? {
    guard let sign = WordAdvice.boundSign(of: text) else { return nil }
    return NumberDiagnosis(
      "\(ShownText.quoted(sign)) says that it is a bound",
      fix:
        "add \(advice.missing) to count such cells as missing, or \(advice.bounds) to read them as the bound")
  }

  private static func ofWord(_ text: String, _ advice: WordAdvice) -> NumberDiagnosis? {
    let word = text.lowercased()
    if word == "true" || word == "false" {
      return NumberDiagnosis("it is true or false", fix: "write 1 and 0")
    }
    if advice.areLevels {
      return NumberDiagnosis(
        "",
        fix:
          "add \(advice.missing) to count such cells as missing, or \(advice.bounds) with numbers for the bounds"
      )
    }
    if ["-", "--", ".", "?", "*", "none", "missing", "na"].contains(word)
      || !word.contains(where: { $0.isLetter || $0.isNumber })
    {
      return NumberDiagnosis("", fix: "if it means a missing value, add \(advice.missing)")
    }
    return nil
  }

  /// What stands around the number: a unit, a currency, parentheses.
  private static func ofDecoration(
    _ text: String, _ inner: DecoratedNumber?, _ parser: NumberParser, _ advice: WordAdvice
  ) -> NumberDiagnosis? {
    guard let inner, inner.hasCurrencyOrNothing, inner.hasUnitOrNothing,
      !inner.prefix.isEmpty || !inner.suffix.isEmpty || inner.isAccounting
    else { return nil }
    var parts: [String] = []
    if !inner.prefix.isEmpty { parts.append("there is \(ShownText.quoted(inner.prefix)) before the number") }
    if !inner.suffix.isEmpty { parts.append("there is \(ShownText.quoted(inner.suffix)) after the number") }
    if inner.isAccounting { parts.append("parentheses, or a minus after it, mark a negative number") }
    if let marks = ofMarks(inner.digits, parser), let fix = marks.fix {
      return NumberDiagnosis(marks.message, fix: fix)
    }
    if let units = advice.differentUnits {
      return NumberDiagnosis(
        "the cells of the column have different units, \(units)", fix: "write all of them in one unit")
    }
    return NumberDiagnosis(
      parts.joined(separator: ", "),
      fix: advice.strip.map { "\($0) reads numbers without what stands around them" })
  }

  /// Decimal commas and digit groups; a text that reads both ways is asked for.
  private static func ofMarks(
    _ text: String, _ parser: NumberParser, _ words: ColumnWords = ColumnWords()
  ) -> NumberDiagnosis? {
    let unsigned = text.hasPrefix("-") || text.hasPrefix("+") ? String(text.dropFirst()) : text
    guard unsigned.allSatisfy({ $0.isASCII && ($0.isNumber || ",.' ".contains($0)) }),
      let mark = unsigned.first(where: { !$0.isNumber })
    else { return ofRange(unsigned) }
    let pieces = unsigned.split(separator: mark, omittingEmptySubsequences: false)
    let groups = pieces.dropFirst().map { $0.prefix { $0.isNumber } }
    let isGrouped = NumberParser.areGroups([pieces[0].count] + groups.map(\.count))
    let shown = mark == "'" ? "\"'\"" : "'\(mark)'"
    let rest = pieces.last.map { $0.drop { $0.isNumber } } ?? ""
    if !isGrouped, let asked = parser.thousandsMark, mark.asciiValue == asked {
      return NumberDiagnosis("digit groups have three digits each")
    }
    if isGrouped, let second = rest.first {
      return NumberDiagnosis(
        "its digits are grouped",
        fix: second == ","
          ? "add --decimal ',' --thousands \(shown)" : "add --thousands \(shown)")
    }
    if mark == ",", pieces.count == 2, rest.isEmpty, parser.decimalMark != UInt8(ascii: ",") {
      if isGrouped, words.besideDecimalPoints {
        return NumberDiagnosis(
          "its digits are grouped: elsewhere in the file a point is the decimal mark",
          fix: "add --thousands ','")
      }
      return isGrouped
        ? NumberDiagnosis(
          "the comma may be a decimal or a thousands mark", fix: "add --decimal ',' or --thousands ','")
        : NumberDiagnosis("it has a decimal comma", fix: "add --decimal ','")
    }
    if isGrouped {
      let decimal = mark == "." && parser.decimalMark == UInt8(ascii: ".") ? "--decimal ',' " : ""
      return NumberDiagnosis("its digits are grouped", fix: "add \(decimal)--thousands \(shown)")
    }
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

  private static func ofSpreadsheet(_ text: String, _ advice: WordAdvice) -> NumberDiagnosis? {
    if text.hasPrefix("#"), text.hasSuffix("!") || text.hasSuffix("?") || text.hasPrefix("#N") {
      return NumberDiagnosis(
        "it is a spreadsheet's error value", fix: "if it means a missing value, add \(advice.missing)")
    }
    return text.hasPrefix("=")
      ? NumberDiagnosis("it is a spreadsheet's formula", fix: "export values instead") : nil
  }

  /// A few words among many numbers.
  private static func ofFewWords(_ text: String, _ advice: WordAdvice) -> NumberDiagnosis? {
    guard advice.areFewAmongNumbers else { return nil }
    return NumberDiagnosis("", fix: "if it means a missing value, add \(advice.missing)")
  }

  private static func ofTail(_ text: String) -> NumberDiagnosis? {
    let number = text.prefix { $0.isASCII && ($0.isNumber || "+-.".contains($0)) }
    let tail = text.dropFirst(number.count)
    guard !tail.isEmpty, number.contains(where: \.isNumber), Double(number) != nil else { return nil }
    let text = String(tail).trimmed
    // A mark of a note below the table, which changes no number.
    let isMark = text.count <= 3 && !text.contains { $0.isLetter || $0.isNumber || ":/-".contains($0) }
    return NumberDiagnosis(
      "there is \(ShownText.quoted(String(tail))) after the number",
      fix: isMark ? "--strip \(WordAdvice.word(text)) reads numbers without it" : nil)
  }
}
