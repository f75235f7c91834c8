import Files

/// The options by which the words among a column's numbers can be read.
struct WordAdvice {
  private let words: ColumnWords
  private let options: ReadOptions

  private static let signs = ["<=", ">=", "<", ">", "≤", "≥"]
  private static let levels: Set<String> = [
    "low", "high", "lo", "hi", "bajo", "alto", "niedrig", "hoch", "bas", "haut", "under", "over",
    "urgent low",
    "urgent high", "off", "error", "err", "fail", "invalid", "bad", "no data", "nodata", "n.a.", "n.d.", "nd",
    "not detected", "unknown", "missing", "null", "nil", "void", "---", "sensor error",
  ]

  /// Creates advice on `words`, for files read with `options`.
  init(_ words: ColumnWords, options: ReadOptions) {
    self.words = words
    self.options = options
  }

  /// The sign with which a bound begins, as `>400` does.
  static func boundSign(of text: String) -> String? {
    signs.first { sign in
      guard text.hasPrefix(sign) else { return false }
      return DecoratedNumber(String(text.dropFirst(sign.count)))?.prefix.isEmpty == true
    }
  }

  /// Whether all words are levels as `High`, or others that devices write instead of numbers.
  var areLevels: Bool {
    !words.areMore && words.texts.contains { Self.levels.contains($0.lowercased()) }
      && words.texts.allSatisfy { !$0.contains(where: \.isNumber) || Self.boundSign(of: $0) != nil }
  }

  /// Whether the text is a number with a currency or a unit, which nobody counts as missing.
  static func isDecorated(_ text: String) -> Bool {
    guard boundSign(of: text) == nil, let number = DecoratedNumber(text) else { return false }
    return number.hasCurrencyOrNothing && number.hasUnitOrNothing
  }

  /// Whether the column has many numbers and only a few words.
  var areFewAmongNumbers: Bool {
    !words.areMore && words.texts.count <= 6 && words.numberCount > 2 * words.count
      && words.texts.allSatisfy { !Self.isDecorated($0) && $0.first?.isNumber != true }
  }

  /// The units of the cells, where there are several, which no option makes one of.
  var differentUnits: String? {
    var units: [String] = []
    for text in words.texts {
      let sign = Self.boundSign(of: text) ?? ""
      guard let number = DecoratedNumber(String(text.dropFirst(sign.count))) else { continue }
      for part in [number.prefix, number.suffix]
      where !part.isEmpty && !units.contains(part) && DecoratedNumber.exponent(ofMagnitude: part) == nil {
        units.append(part)
      }
    }
    return units.count > 1 ? units.prefix(4).map { ShownText.quoted($0) }.joined(separator: ", ") : nil
  }

  /// The option by which all words mean a missing cell.
  var missing: String {
    let tokens = (options.missingTokens ?? []) + words.texts.filter { !Self.isDecorated($0) }
    return "--na " + Self.word(tokens.joined(separator: ","))
  }

  /// The option by which words are bounds.
  var bounds: String {
    var items = options.numberTexts?.censored ?? []
    for text in words.texts {
      let item = Self.boundSign(of: text) ?? (DecoratedNumber(text) == nil ? text + "=…" : nil)
      if let item, !items.contains(item) { items.append(item) }
    }
    return "--censored " + Self.word(items.joined(separator: ","))
  }

  /// The option that leaves out what stands around numbers; `nil` where nothing does.
  var strip: String? {
    var texts = options.numberTexts?.strip ?? []
    for text in words.texts {
      guard let number = DecoratedNumber(text) else { continue }
      for part in [number.prefix, number.suffix, number.isAccounting ? "()" : ""]
      where !part.isEmpty && !texts.contains(part) {
        texts.append(part)
      }
    }
    return texts.isEmpty ? nil : "--strip " + Self.word(texts.joined(separator: ","))
  }

  /// The text as one word of a command line.
  static func word(_ text: String) -> String {
    if text.contains("'"), !text.contains("\"") { return "\"\(text)\"" }
    let isPlain = text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "," }
    return isPlain ? text : "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
