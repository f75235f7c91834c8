/// What is known of the numbers of a column: how they are written, and whether they count rows or tell things
/// apart.
struct NumberFacts {
  /// The number of cells that are numbers.
  private(set) var count = 0
  /// Whether all are whole.
  private(set) var areWhole = true
  /// Whether one is written with zeros in front, as codes are.
  private(set) var hasLeadingZeros = false
  /// Whether each is the one before and one more, or each one less.
  private(set) var isCounting = true
  /// How points and commas are used.
  var marks = MarkUse()
  private var last: Double?
  private var step: Double?

  /// Notes a number.
  mutating func add(_ value: Double, written text: String) {
    count += 1
    if value != value.rounded() || text.contains(".") { areWhole = false }
    if text.utf8.count > 1, text.utf8.first == UInt8(ascii: "0"), !text.contains(where: { !$0.isNumber }) {
      hasLeadingZeros = true
    }
    if let last {
      let change = value - last
      if abs(change) != 1 || step.map({ $0 != change }) == true { isCounting = false }
      step = change
    }
    last = value
    marks.add(text)
  }
}

/// How points and commas stand in the numbers of a column.
struct MarkUse {
  private var groupedCount = 0
  private var otherPointCount = 0
  private var decimalCommaCount = 0
  private var otherCommaCount = 0
  private var bareCount = 0

  /// Notes a number as it is written.
  mutating func add(_ text: String) {
    let unsigned = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
    let commas = unsigned.split(separator: ",", omittingEmptySubsequences: false)
    if commas.count == 2 {
      let isPlain = commas.allSatisfy { part in part.allSatisfy { $0.isNumber || $0 == "." } }
      let isDecimal = isPlain && !commas[1].contains(".") && (commas[1].count != 3 || commas[0].contains("."))
      if isDecimal { decimalCommaCount += 1 } else if !isPlain { otherCommaCount += 1 }
    } else if commas.count > 2 {
      otherCommaCount += 1
    }
    if commas.count == 1, !unsigned.contains("."), (1...3).contains(unsigned.count) { bareCount += 1 }
    guard commas.count == 1, unsigned.contains(".") else { return }
    let groups = unsigned.split(separator: ".", omittingEmptySubsequences: false)
    let isGrouped =
      (1...3).contains(groups[0].count) && groups[0] != "0"
      && groups.dropFirst().allSatisfy { $0.count == 3 && $0.allSatisfy(\.isNumber) }
    if isGrouped { groupedCount += 1 } else { otherPointCount += 1 }
  }

  /// Whether commas part decimals, beyond doubt.
  var hasDecimalCommas: Bool { decimalCommaCount > 0 && otherCommaCount == 0 && otherPointCount == 0 }

  /// Whether points part decimals, beyond doubt.
  var hasDecimalPoints: Bool { otherPointCount > 0 && decimalCommaCount == 0 }

  /// Whether numbers below a thousand have no point, and all others have one where a mark of thousands would
  /// stand.
  var looksGrouped: Bool { hasPointsOfThousandsOnly && groupedCount > 2 && bareCount > 0 }

  /// Whether all points stand where marks of thousands would.
  var hasPointsOfThousandsOnly: Bool { groupedCount > 0 && otherPointCount == 0 }
}
