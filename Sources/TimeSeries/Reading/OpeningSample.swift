import Files

/// What a column holds.
public enum ColumnKind: String, Codable, Sendable {
  /// Numbers, or missing cells.
  case number
  /// Dates or times.
  case time
  /// Anything else.
  case text
  /// Missing cells only.
  case empty
}

/// What the columns of a file hold, as far as its first rows show.
struct OpeningSample {
  /// What one column holds.
  struct Column {
    var kind: ColumnKind
    /// The first cell that is neither a number nor missing.
    var firstText: String?
    /// Whether some text stands in several rows, as the name of a series does.
    var isRepeating = false
    /// What stands around the numbers; `nil` where they are plain.
    var form: NumberForm?
    /// What is known of the cells as numbers.
    var numbers = NumberFacts()
    /// The cells that are neither numbers nor missing.
    var words = ColumnWords()
    /// The number of different cells.
    var distinctCount = 0
    /// The number of cells that hold nothing.
    var emptyCount = 0
    /// What the cells are as times; `nil` where they are none.
    var time: TimeFacts?
  }

  /// The columns, in the file's order.
  private(set) var columns: [Column]
  /// The number of rows looked at.
  let rowCount: Int

  /// The most rows that are looked at of a file with so many columns.
  static func mostRows(ofColumns count: Int) -> Int { max(20, min(1000, 200_000 / max(1, count))) }

  /// Looks at the first rows of `reader`'s file.
  init(of reader: CSVReader, options: ReadOptions) throws(Failure) {
    let opening = try reader.openingReader()
    var numbers = try NumberParser(options)
    var states: [ColumnState] = []
    for _ in opening.header.indices { states.append(try ColumnState(options)) }
    var rowCount = 0
    let mostRows = Self.mostRows(ofColumns: states.count)
    while rowCount < mostRows, try opening.next() {
      rowCount += 1
      if opening.repeatsHeader { continue }
      for index in 0..<min(opening.fieldCount, states.count) {
        states[index].add(opening.bytes(index), opening.numberOutcome(index, with: &numbers), &numbers)
      }
    }
    self.init(columns: states.map { $0.column(rowCount: rowCount) }, rowCount: rowCount)
  }

  /// What `rowCount` rows show, of which `columns` is known.
  init(columns: [Column], rowCount: Int) {
    self.columns = columns
    self.rowCount = rowCount
    if hasDecimalPoints {
      for index in columns.indices { self.columns[index].words.besideDecimalPoints = true }
    }
  }

  /// Whether some column's points part decimals beyond doubt, so that commas among digits part thousands.
  var hasDecimalPoints: Bool { columns.contains { $0.numbers.marks.hasDecimalPoints } }

  /// Columns whose points seem to part thousands, beside one whose commas part decimals; `nil` where there
  /// are none.
  func thousandsBesideDecimalCommas(_ options: ReadOptions) -> (columns: [Int], witness: Int)? {
    guard options.decimal == nil, options.thousands == nil,
      let witness = columns.firstIndex(where: { $0.kind == .text && $0.numbers.marks.hasDecimalCommas })
    else { return nil }
    let found = columns.indices.filter {
      columns[$0].kind == .number && columns[$0].numbers.marks.hasPointsOfThousandsOnly
    }
    return found.isEmpty ? nil : (found, witness)
  }
}

/// What is known of a column's cells so far.
struct ColumnState {
  private let options: ReadOptions
  private let given: NumberForm?
  private var hasValue = false
  private var isNumber = true
  private var times: TimeColumnParser?
  private var (timeCount, otherCount) = (0, 0)
  private var finder = NumberFormFinder()
  private var facts = NumberFacts()
  private var words = ColumnWords()
  private var distinct: Set<[UInt8]> = []
  private var emptyCount = 0

  /// Creates a column without cells.
  init(_ options: ReadOptions) throws(Failure) {
    self.options = options
    given = NumberForm(options)
    times = try TimeColumnParser(format: options.timeFormat, unit: options.timeUnit, zone: options.timeZone)
  }

  /// Notes a cell, which as a number is `outcome`.
  mutating func add(
    _ bytes: [UInt8], _ outcome: NumberParser.Outcome, _ numbers: inout NumberParser
  ) {
    distinct.insert(bytes)
    if bytes.isEmpty { emptyCount += 1 }
    if outcome == .missing { return }
    hasValue = true
    let text = String(decoding: bytes, as: UTF8.self)
    if case .value(let value) = outcome {
      facts.add(value, written: text)
      finder.addPlain()
    } else {
      addText(text, &numbers)
    }
    // Notes below and between the rows do not tell what times look like, where they are left out.
    if options.selection?.leavesOutWithoutTime == true, !text.contains(where: \.isNumber) { return }
    do throws(Failure) {
      try times?.append(bytes.span, line: 1, column: 1)
      timeCount += 1
    } catch {
      // A few cells that are no times do not make a column another.
      otherCount += 1
      if otherCount * 2 > timeCount + 4 { times = nil }
    }
  }

  private mutating func addText(_ text: String, _ numbers: inout NumberParser) {
    switch given?.outcome(of: text, &numbers) {
    case .value(let value)?: facts.add(value, written: text)
    case .missing?: break
    case .unreadable?, nil:
      isNumber = false
      words.add(text)
      finder.add(given?.withoutBoundSign(text) ?? text, &numbers)
      facts.marks.add(DecoratedNumber(text)?.digits ?? text)
    }
  }

  /// How the cells are written that are times.
  var timeForm: TimeForm? { times?.form }

  /// What `rowCount` rows say of the column.
  func column(rowCount: Int) -> OpeningSample.Column {
    var words = words
    words.numberCount = facts.count
    let found = finder.found
    let form = given.map { given in found.map { given.merged($0) } ?? given } ?? found
    let time =
      otherCount * 2 <= timeCount
      ? times.flatMap {
        TimeFacts($0, hasOthers: otherCount > 0, areUnordered: options.sorts == true)
      } : nil
    let isTime = time.map { !$0.hasOthers } ?? false
    let kind: ColumnKind =
      !hasValue ? .empty : isNumber ? .number : isTime ? .time : found != nil ? .number : .text
    return OpeningSample.Column(
      kind: kind, firstText: words.texts.first, isRepeating: distinct.count < rowCount,
      form: kind == .number ? form : given, numbers: facts, words: words, distinctCount: distinct.count,
      emptyCount: emptyCount, time: time)
  }
}
