/// Tells lines below a header that are no data, by what the columns hold in the lines after them.
struct HeaderJudge {
  private let records: [[String]]
  private let options: ReadOptions
  private var numbers: NumberParser?

  /// What a column holds.
  private enum Content { case number, time(TimeColumnParser), other }

  /// Rows that must follow to know what columns hold.
  private static let fewestRows = 3

  /// Judges `records`, the first of which is the header.
  init(_ records: [[String]], options: ReadOptions) {
    self.records = records
    self.options = options
    numbers = try? NumberParser(options)
  }

  /// The number of lines below the header that are no data.
  mutating func extraLineCount(atMost most: Int) -> Int {
    let rows = records.count - 1
    guard rows > Self.fewestRows else { return 0 }
    for count in stride(from: min(most, rows - Self.fewestRows), to: 0, by: -1) {
      let body = Array(records[(1 + count)...])
      let width = records[0].count
      guard records[1...count].allSatisfy({ $0.count == width }), let bodyWidth = body.first?.count,
        bodyWidth >= width, body.allSatisfy({ $0.count == bodyWidth })
      else { continue }
      let contents = (0..<width).map { column in content(of: body.map { $0[column] }) }
      if records[1...count].allSatisfy({ isNoData($0, contents) }) { return count }
    }
    return 0
  }

  /// Whether the cells of a column are times, other than plain numbers.
  mutating func isTime(_ column: Int, in rows: [[String]]) -> Bool {
    let cells = rows.compactMap { $0.indices.contains(column) ? $0[column] : nil }
    if case .time = content(of: cells) { return true }
    return false
  }

  private mutating func content(of cells: [String]) -> Content {
    let cells = cells.filter { !$0.isEmpty }
    guard cells.count >= Self.fewestRows else { return .other }
    if cells.allSatisfy({ isNumber($0) || isMissing($0) }) { return .number }
    guard var times = try? TimeColumnParser(format: options.timeFormat, zone: options.timeZone) else {
      return .other
    }
    for cell in cells {
      guard (try? times.append(Array(cell.utf8).span, line: 1, column: 1)) != nil else { return .other }
    }
    return .time(times)
  }

  private mutating func isNoData(_ line: [String], _ contents: [Content]) -> Bool {
    var wordCount = 0
    var numberCount = 0
    for (index, cell) in line.enumerated() where !cell.isEmpty {
      switch contents[index] {
      case .time(var times):
        // A row's time decides, whatever else it holds; one that is missing says nothing.
        if isMissing(cell) || !cell.contains(where: \.isLetter) { return false }
        return (try? times.append(Array(cell.utf8).span, line: 1, column: 1)) == nil
          && !cell.contains(where: \.isNumber)
      case .number:
        if isNumber(cell) { numberCount += 1 } else if !isMissing(cell) { wordCount += 1 }
      case .other: break
      }
    }
    if case .number? = contents.first, let cell = line.first, cell.hasSuffix(":") { return true }
    return numberCount == 0 && wordCount >= 2
  }

  private mutating func isNumber(_ cell: String) -> Bool { outcome(cell).isNumber }

  private mutating func isMissing(_ cell: String) -> Bool { outcome(cell) == .missing }

  private mutating func outcome(_ cell: String) -> NumberParser.Outcome {
    let bytes = Array(cell.utf8)
    return numbers?.parse(bytes.span) ?? .unreadable
  }
}

extension NumberParser.Outcome {
  /// Whether a field holds a number.
  var isNumber: Bool {
    if case .value = self { return true }
    return false
  }
}
