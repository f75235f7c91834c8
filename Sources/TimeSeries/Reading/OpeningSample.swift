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
  }

  /// The columns, in the file's order.
  private(set) var columns: [Column] = []
  /// The number of rows looked at.
  private(set) var rowCount = 0

  /// The most rows that are looked at.
  private static let mostRows = 1000

  /// Looks at the first rows of `reader`'s file.
  init(of reader: CSVReader, options: ReadOptions) throws(Failure) {
    let opening = try reader.openingReader()
    var numbers = try NumberParser(options)
    var states: [State] = []
    for _ in opening.header.indices { states.append(try State(options)) }
    let mostRows = max(20, min(Self.mostRows, 200_000 / max(1, states.count)))
    while rowCount < mostRows, try opening.next() {
      rowCount += 1
      for index in 0..<min(opening.fieldCount, states.count) {
        states[index].add(opening.bytes(index), opening.numberOutcome(index, with: &numbers))
      }
    }
    columns = states.map { $0.column(rowCount: rowCount) }
  }

  /// What is known of a column so far.
  private struct State {
    private var hasValue = false
    private var isNumber = true
    private var times: TimeColumnParser?
    private var firstText: String?
    private var distinct: Set<[UInt8]> = []

    init(_ options: ReadOptions) throws(Failure) {
      times = try TimeColumnParser(format: options.timeFormat, unit: options.timeUnit, zone: options.timeZone)
    }

    mutating func add(_ bytes: [UInt8], _ outcome: NumberParser.Outcome) {
      distinct.insert(bytes)
      if outcome == .missing { return }
      hasValue = true
      if outcome == .unreadable {
        isNumber = false
        if firstText == nil { firstText = String(decoding: bytes, as: UTF8.self) }
      }
      do throws(Failure) {
        try times?.append(bytes.span, line: 1, column: 1)
      } catch {
        times = nil
      }
    }

    func column(rowCount: Int) -> Column {
      let kind: ColumnKind = !hasValue ? .empty : isNumber ? .number : times != nil ? .time : .text
      return Column(kind: kind, firstText: firstText, isRepeating: distinct.count < rowCount)
    }
  }
}
