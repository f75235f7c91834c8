/// Recognises the form of a column's numbers from cells that are no plain numbers.
///
/// What stands around numbers is left out only where every cell has it; words for powers of ten and the
/// parentheses of negative numbers may stand beside plain numbers.
struct NumberFormFinder {
  private var form = NumberForm()
  private var plainCount = 0
  private var cellCount = 0
  private var bareCount = 0
  private var unitCount = 0
  private var hasSpaces = true
  private var isPossible = true

  private static let dashes: Set<String> = ["-", "--", "\u{2212}", "\u{2013}", "\u{2014}"]

  /// Notes a plain number.
  mutating func addPlain() { plainCount += 1 }

  /// Notes a cell that is no plain number.
  mutating func add(_ cell: String, _ numbers: inout NumberParser) {
    guard isPossible else { return }
    if Self.dashes.contains(cell) { return }
    guard let number = DecoratedNumber(cell), number.hasCurrencyOrNothing, number.hasUnitOrNothing,
      numbers.parse(Array(number.digits.utf8).span).isNumber
    else {
      isPossible = false
      return
    }
    cellCount += 1
    if number.isAccounting { form.hasAccounting = true }
    if !number.prefix.isEmpty {
      form.prefixes.insert(number.prefix)
      unitCount += 1
    }
    if number.suffix.isEmpty {
      if number.prefix.isEmpty { bareCount += 1 }
    } else if DecoratedNumber.exponent(ofMagnitude: number.suffix) != nil {
      form.magnitudes.insert(number.suffix)
      hasSpaces = hasSpaces && number.hasSpaceBeforeSuffix
    } else {
      form.suffixes.insert(number.suffix)
      if number.prefix.isEmpty { unitCount += 1 }
    }
    if number.hasForeignMarks { form.hasForeignMarks = true }
    if form.prefixes.count + form.suffixes.count > 2 { isPossible = false }
  }

  /// The form that all cells have; `nil` where they have none in common.
  var found: NumberForm? {
    guard isPossible, cellCount > 0, form.prefixes.count <= 1, form.suffixes.count <= 1 else { return nil }
    var form = form
    // A word alone may be a unit: m for metres, and K after a space for kelvins.
    if form.magnitudes.count == 1, let word = form.magnitudes.first, form.suffixes.isEmpty,
      DecoratedNumber.ambiguousMagnitudes.contains(word) || word == "K" && hasSpaces
    {
      guard plainCount == 0, bareCount == 0 else { return nil }
      form.suffixes = [word]
      form.magnitudes = []
      return form
    }
    if !form.magnitudes.isEmpty, !form.suffixes.isEmpty { return nil }
    let hasUnit = !form.prefixes.isEmpty || !form.suffixes.isEmpty
    // With a unit, every cell has it.
    if hasUnit, plainCount > 0 || bareCount > 0 || unitCount < cellCount { return nil }
    return form
  }

  /// What stands around some of the cells, to be named by an option.
  var texts: [String] { isPossible ? (form.prefixes.union(form.suffixes)).sorted() : [] }
}
