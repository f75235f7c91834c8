/// What the lines above a file's first row of data are: the names, and below them names of series, units, or
/// codes.
struct HeaderForm {
  /// The names of the columns; `nil` where they are those of the header's line.
  private(set) var names: [String]?
  /// Lines below the header's that are no data.
  private(set) var extraLineCount = 0
  /// The series that the header's lines tell apart.
  private(set) var entities: HeaderEntities?
  /// The units of the columns, if a line has them.
  private(set) var units: [String] = []
  /// Fields that every row has after the header's last one, all of them empty.
  private(set) var emptyTail = 0
  /// Whether the header ends with a delimiter that no row has.
  private(set) var hasEndingDelimiter = false
  /// Whether the first column holds times and has no name in the file.
  private(set) var hasUnnamedTime = false
  /// The lines that are left out, as they stand in the file.
  private(set) var leftOut: [String] = []
  /// The fields of the file's first lines.
  let records: [[String]]

  /// The most lines of a header below its first.
  private static let mostExtraLines = 4

  /// Looks at `lines`, a file's first ones, of which the first is the header.
  init(_ lines: [[UInt8]], delimiter: UInt8, options: ReadOptions) {
    records = lines.map { LineFields.split($0, delimiter: delimiter) }
    guard options.hasHeader, options.layout != .rows, let header = records.first,
      lines.allSatisfy({ $0.count < 1 << 16 })
    else { return }
    var judge = HeaderJudge(records, options: options)
    extraLineCount = judge.extraLineCount(atMost: Self.mostExtraLines)
    if extraLineCount > 0 {
      let extra = Array(records[1...extraLineCount])
      if !readLevels([header] + extra) { leaveOut(extra, below: header) }
    }
    readEnds(header, rows: records.dropFirst(1 + extraLineCount))
    if names == nil, header[0].isEmpty, header.count > 1, !header.contains(Self.unnamedTime),
      judge.isTime(0, in: Array(records.dropFirst(1 + extraLineCount)))
    {
      names = [Self.unnamedTime] + header.dropFirst()
      hasUnnamedTime = true
    }
  }

  private mutating func readEnds(_ header: [String], rows: ArraySlice<[String]>) {
    guard let count = rows.first?.count, rows.allSatisfy({ $0.count == count }) else { return }
    let tail = count - header.count
    if tail > 0, rows.allSatisfy({ $0.suffix(tail).allSatisfy(\.isEmpty) }) { emptyTail = tail }
    if tail == -1, count > 0, header[count].isEmpty { hasEndingDelimiter = true }
  }

  private mutating func leaveOut(_ extra: [[String]], below header: [String]) {
    // A line of groups above the names.
    let isGroups = header.dropFirst().contains("") && Set(extra[0]).count == extra[0].count
    if isGroups, !extra[0].contains(""), extra[0].count == header.count {
      names = extra[0]
      leftOut = [Self.text(header)] + extra.dropFirst().map(Self.text)
      units = extra.count > 1 ? extra[1] : []
    } else {
      leftOut = extra.map(Self.text)
      units = extra[0]
    }
  }

  /// The fields as a line.
  private static func text(_ fields: [String]) -> String { fields.joined(separator: ",") }
}

// MARK: - Levels of names

extension HeaderForm {
  /// Words of the first column that say what its line holds.
  private static let fieldWords: Set<String> = ["price", "attributes", "field", "variable"]
  private static let entityWords: Set<String> = ["ticker", "tickers", "symbol", "symbols", "stock", "series"]
  private static let fieldNames: Set<String> = [
    "open", "high", "low", "close", "adj close", "volume", "price", "value",
  ]

  /// Reads lines of names, one of which tells series apart; `false` where they are none.
  private mutating func readLevels(_ lines: [[String]]) -> Bool {
    guard let width = lines.first?.count, width > 1, lines.allSatisfy({ $0.count == width }) else {
      return false
    }
    var levels = Self.filled(lines)
    var indexName: String?
    // The last line may name the times only.
    if let last = lines.last, !last[0].isEmpty, last.dropFirst().allSatisfy(\.isEmpty) {
      indexName = last[0]
      levels.removeLast()
    }
    let isDivided = levels.count > 1 && Set(levels[0].dropFirst()).count < width - 1
    guard indexName != nil || isDivided else { return false }
    guard levels.allSatisfy({ !$0.dropFirst().contains("") }) else { return false }
    let time = indexName ?? levels.last { !$0[0].isEmpty }.map { $0[0] } ?? Self.unnamedTime
    if levels.count == 1 {
      names = [time] + levels[0].dropFirst()
      return true
    }
    let field = Self.fieldLevel(of: levels)
    let owners = (1..<width).map { column in
      levels.indices.filter { $0 != field }.map { levels[$0][column] }.joined(separator: "/")
    }
    return readEntities(fields: Array(levels[field].dropFirst()), owners: owners, time: time)
  }

  /// What a first column of times is called that has no name.
  private static let unnamedTime = "time"

  /// The lines with names that stand once above several columns written above each, where a line below has
  /// names for all columns, some of them several times.
  private static func filled(_ lines: [[String]]) -> [[String]] {
    guard let last = lines.last(where: { !$0.dropFirst().contains("") }),
      lines[0].dropFirst().first?.isEmpty == false, Set(last.dropFirst()).count < last.count - 1
    else { return lines }
    return lines.map { line in
      guard line != last, line.dropFirst().contains(where: { !$0.isEmpty }) else { return line }
      var line = line
      for index in line.indices.dropFirst(2) where line[index].isEmpty { line[index] = line[index - 1] }
      return line
    }
  }

  /// The level that says what is measured; the others say of what.
  private static func fieldLevel(of levels: [[String]]) -> Int {
    if let index = levels.firstIndex(where: { fieldWords.contains($0[0].lowercased()) }) { return index }
    if levels.count == 2, let index = levels.firstIndex(where: { entityWords.contains($0[0].lowercased()) }) {
      return 1 - index
    }
    if let index = levels.firstIndex(where: { level in
      level.dropFirst().contains { fieldNames.contains($0.lowercased()) }
    }) {
      return index
    }
    return levels.count - 1
  }

  private mutating func readEntities(fields: [String], owners: [String], time: String) -> Bool {
    var order: [String] = []
    var columns: [String: [String: Int]] = [:]
    for (index, owner) in owners.enumerated() {
      if columns[owner] == nil { order.append(owner) }
      guard columns[owner]?[fields[index]] == nil else { return false }
      columns[owner, default: [:]][fields[index]] = index + 1
    }
    guard let first = order.first, let firstColumns = columns[first] else { return false }
    let sorted = firstColumns.sorted { $0.value < $1.value }
    var positions: [[Int]] = []
    for owner in order {
      let own = sorted.compactMap { columns[owner]?[$0.key] }
      guard own.count == sorted.count, columns[owner]?.count == sorted.count else { return false }
      positions.append(own)
    }
    entities = HeaderEntities(names: order, columns: positions)
    names =
      [time]
      + fields.indices.map { owners[$0] == first ? fields[$0] : fields[$0] + " " + owners[$0] }
    return true
  }
}
