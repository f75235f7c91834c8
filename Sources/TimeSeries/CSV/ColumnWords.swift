/// The cells of a column that are neither numbers nor missing.
struct ColumnWords {
  /// Different ones, in the order in which they came.
  private(set) var texts: [String] = []
  /// Whether there are more.
  private(set) var areMore = false
  /// The number of such cells.
  private(set) var count = 0
  /// The number of the column's cells that are numbers.
  var numberCount = 0
  /// Whether points part decimals elsewhere in the file.
  var besideDecimalPoints = false

  private static let most = 12

  /// The cell that is least like a number: one that is no number with a unit or a currency, if there is one.
  var oddest: String? { texts.first { !WordAdvice.isDecorated($0) } ?? texts.first }

  /// Notes a cell.
  mutating func add(_ text: String) {
    count += 1
    if texts.contains(text) { return }
    if texts.count == Self.most { areMore = true } else { texts.append(text) }
  }
}
