import Files

/// The symbols and words around the numbers of a column: currencies, units, words for thousands and millions,
/// and parentheses for negatives.
///
/// They are removed, and heeded, where cells are read.
struct NumberForm: Sendable, Equatable {
  /// What may stand before a number.
  var prefixes: Set<String> = []
  /// What may stand after a number.
  var suffixes: Set<String> = []
  /// The words for powers of ten that cells end with.
  var magnitudes: Set<String> = []
  /// Whether parentheses, or a minus at the end, mark negative numbers.
  var hasAccounting = false
  /// Whether spaces of other widths part thousands, or another sign stands for the minus.
  var hasForeignMarks = false
  /// Whether each cell has what ``prefixes`` and ``suffixes`` say, rather than some.
  var isUniform = true
  /// Words that are read as a bound, as `High` for 400.
  var bounds: [String: Double] = [:]
  /// Signs before a number that is a bound, as `<` in `<40`.
  var boundSigns: Set<String> = []

  /// Lone dashes, which mean a missing cell where numbers have a form of their own.
  private static let dashes: Set<String> = ["-", "--", "\u{2212}", "\u{2013}", "\u{2014}"]

  /// Whether lone dashes mean a missing cell.
  private var hasMissingDashes: Bool {
    isUniform && (!prefixes.isEmpty || !suffixes.isEmpty || !magnitudes.isEmpty || hasAccounting)
  }

  /// Reads a cell that is no plain number.
  func outcome(of field: UnsafeBufferPointer<UInt8>, _ numbers: inout NumberParser) -> NumberParser.Outcome {
    outcome(of: String(decoding: field, as: UTF8.self), &numbers)
  }

  /// Reads a cell that is no plain number.
  func outcome(of cell: String, _ numbers: inout NumberParser) -> NumberParser.Outcome {
    var text = cell.trimmed
    if let bound = bounds[text] { return .value(bound) }
    if hasMissingDashes, Self.dashes.contains(text) { return .missing }
    text = withoutBoundSign(text)
    guard let number = DecoratedNumber(text), accepts(number) else { return .unreadable }
    var plain = (number.isNegative ? "-" : "") + number.digits
    if magnitudes.contains(number.suffix),
      let exponent = DecoratedNumber.exponent(ofMagnitude: number.suffix)
    {
      guard !plain.contains("e") else { return .unreadable }
      plain += "e\(exponent)"
    }
    return plain.utf8.withContiguousStorageIfAvailable { numbers.parse($0) } ?? .unreadable
  }

  /// The text without a sign that says that it is a bound.
  func withoutBoundSign(_ text: String) -> String {
    guard let sign = boundSigns.filter({ text.hasPrefix($0) }).max(by: { $0.count < $1.count }) else {
      return text
    }
    return String(text.dropFirst(sign.count)).trimmed
  }

  private func accepts(_ number: DecoratedNumber) -> Bool {
    (number.prefix.isEmpty || prefixes.contains(number.prefix))
      && (number.suffix.isEmpty || suffixes.contains(number.suffix) || magnitudes.contains(number.suffix))
      && (!number.isAccounting || hasAccounting)
  }
}

// MARK: - What options say

extension NumberForm {
  /// The form that `options` name for all columns; `nil` where they name none.
  init?(_ options: ReadOptions) {
    guard let texts = options.numberTexts, !texts.strip.isEmpty || !texts.censored.isEmpty else { return nil }
    isUniform = false
    hasAccounting = texts.strip.contains("()")
    let strip = Set(texts.strip)
    (prefixes, suffixes) = (strip, strip)
    for item in texts.censored {
      if let equals = item.lastIndex(of: "="), let bound = Double(item[item.index(after: equals)...]) {
        bounds[String(item[..<equals]).trimmed] = bound
      } else {
        boundSigns.insert(item)
      }
    }
  }

  /// Both forms at once.
  func merged(_ other: NumberForm) -> NumberForm {
    var merged = self
    merged.prefixes.formUnion(other.prefixes)
    merged.suffixes.formUnion(other.suffixes)
    merged.magnitudes.formUnion(other.magnitudes)
    merged.hasForeignMarks = hasForeignMarks || other.hasForeignMarks
    merged.hasAccounting = hasAccounting || other.hasAccounting
    merged.bounds.merge(other.bounds) { first, _ in first }
    merged.boundSigns.formUnion(other.boundSigns)
    return merged
  }

  /// What is left out, in words; `nil` where nothing was recognised.
  var words: String? {
    var parts: [String] = []
    func quoted(_ texts: Set<String>) -> String {
      texts.sorted().map { ShownText.quoted($0) }.joined(separator: ", ")
    }
    if !prefixes.isEmpty { parts.append("without \(quoted(prefixes)) before them") }
    if !suffixes.isEmpty { parts.append("without \(quoted(suffixes)) after them") }
    if !magnitudes.isEmpty {
      let words = magnitudes.sorted().map { word in
        "with \(word) as 1e\(DecoratedNumber.exponent(ofMagnitude: word) ?? 0)"
      }
      parts.append(words.joined(separator: ", "))
    }
    if hasAccounting { parts.append("with (5) and 5- as -5") }
    if hasForeignMarks { parts.append("with other signs for the minus or between thousands") }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }
}
