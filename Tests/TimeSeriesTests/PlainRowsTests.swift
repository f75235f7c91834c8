import Files
import Testing

@testable import TimeSeries

/// A source of test data that is the same in every run.
private struct Generator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func below(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(limit))
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}

@Suite("Plain rows")
struct PlainRowsTests {
  /// The fields of every row that is found plain in `text`, up to the first that is not.
  private func plainRows(_ text: String, delimiter: UInt8, columnCount: Int, lineBreaks: RowPlan.LineBreaks)
    throws -> [[[UInt8]]]
  {
    let plan = RowPlan(
      columns: Array(repeating: RowPlan.Column(content: .any), count: columnCount), time: nil,
      numbers: try NumberParser(ReadOptions()),
      dialect: Dialect(delimiter: delimiter, comment: [UInt8(ascii: "#")]),
      lineBreaks: lineBreaks)
    let bytes = Array(text.utf8)
    let block = Block(bytes, count: bytes.count)
    block.readRows(from: 0, plan)
    return (0..<block.rows.count).map { row in
      (0..<columnCount).map { block.rows.field($0, ofRow: row) }
    }
  }

  @Test("have the fields that libcsv finds in them", arguments: [",", ";", "\t", "|"] as [Character])
  func sameFields(delimiter: Character) throws {
    let separator = try #require(delimiter.asciiValue)
    var random = Generator(seed: UInt64(separator))
    let pieces = ["a", "1.5", " ", "  ", "\t", "é", "-", ";", ",", "|", "long text of some words", "", ""]
    var plainCount = 0
    for _ in 0..<2000 {
      let columnCount = 1 + random.below(4)
      let lineBreak = random.pick(["\n", "\r\n"])
      var line = ""
      for column in 0..<columnCount {
        if column > 0 { line.append(delimiter) }
        for _ in 0..<random.below(4) { line += random.pick(pieces) }
      }
      line += lineBreak
      let parser = RecordParser(delimiter: separator)
      var expected: [[UInt8]]?
      Array(line.utf8).withUnsafeBytes { bytes in
        let body = PhysicalLine(bytes: bytes, bodyCount: bytes.count - lineBreak.utf8.count, number: 1)
        guard !body.isBlank(delimiter: separator), parser.read(body) == .complete else { return }
        expected = (0..<parser.fieldCount).map { Array(parser.field($0)) }
      }
      let found = try plainRows(
        line, delimiter: separator, columnCount: columnCount, lineBreaks: lineBreak == "\n" ? .unix : .windows
      )
      if let row = found.first {
        #expect(row == expected, "\(line.debugDescription)")
        plainCount += 1
      } else {
        // Only rows that need a closer look are not plain.
        #expect(
          expected?.count != columnCount || columnCount == 1 && expected?[0] == [], "\(line.debugDescription)"
        )
      }
    }
    #expect(plainCount > 500)
  }

  @Test(
    "end before a row that must be looked at by itself",
    arguments: [
      "1,\"2\"\n", "1\n", "1,2,3\n", "\n", " \n", "#1,2\n", "\u{FEFF}1,2\n", "1,2\r\n", "1,2\r3\n", "1,2",
      "1,\0\n",
      "1,2\r", "",
    ])
  func ends(row: String) throws {
    let rows = try plainRows("1,2\n" + row + "5,6\n", delimiter: 0x2C, columnCount: 2, lineBreaks: .unix)
    #expect(rows == [[[0x31], [0x32]]] || row.isEmpty && rows.count == 2)
  }
}

/// Reads the same text as usual, record by record only, in blocks of every size, and with several threads.
@Suite("Reading many rows at once")
struct ManyRowsTests {
  private enum Outcome: Equatable {
    /// The panel as text, where missing cells are alike, and the notices.
    case panel(String, [String])
    case failure(String)
  }

  private func read(_ text: String, readSize: Int, threads: Int, _ options: ReadOptions) throws -> Outcome {
    let file = try TemporaryFile(text)
    var options = options
    options.readSize = readSize
    do throws(Failure) {
      let result = try PanelReader(options, threads: threads).read([file.path])
      return .panel("\(result.panel)", result.notices.map { $0.replacing(file.path, with: "data.csv") })
    } catch {
      return .failure(error.description.replacing(file.path, with: "data.csv"))
    }
  }

  /// The same text read record by record: with a footer to leave out, no row is read ahead.
  private func readByRecord(_ text: String, _ options: ReadOptions) throws -> Outcome {
    var options = options
    options.skipFooter = 1
    let outcome = try read(text + "end of the file\n", readSize: 1 << 20, threads: 1, options)
    guard case .panel(let panel, let notices) = outcome else { return outcome }
    return .panel(panel, notices.filter { !$0.contains("left out at the end") })
  }

  private func check(_ text: String, _ options: ReadOptions = ReadOptions()) throws {
    let expected = try readByRecord(text, options)
    for (readSize, threads) in [(1 << 20, 1), (64, 1), (64, 2), (700, 3)] {
      let found = try read(text, readSize: readSize, threads: threads, options)
      #expect(found == expected, "\(readSize) bytes a read, \(threads) threads")
    }
  }

  private static func table(rows: Int, _ cell: (Int) -> (time: String, name: String, value: String)) -> String
  {
    (0..<rows).reduce(into: "time,id,y,note,x\n") { text, row in
      let cell = cell(row)
      text += "\(cell.time),\(cell.name),\(cell.value),note \(row),\(row)\n"
    }
  }

  private static func minute(_ row: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "2024-02-\(two(1 + row / 1440)) \(two(row / 60 % 24)):\(two(row % 60)):00"
  }

  private static let longOptions: ReadOptions = {
    var options = ReadOptions()
    options.id = "id"
    options.targets = ["y"]
    options.past = ["x"]
    return options
  }()

  @Test("gives the rows that reading record by record gives")
  func plainTable() throws {
    try check(Self.table(rows: 9000) { (Self.minute($0), "a", "\(Double($0) / 8)") }, Self.longOptions)
  }

  @Test("gives them for names that come and go, and for times in other forms")
  func namesAndTimes() throws {
    let forms: [(Int) -> String] = [
      { "\(1_700_000_000 + 60 * $0)" }, { "1/\(1 + $0 / 100)/20\(10 + $0 % 90)" }, { Self.minute($0) + "Z" },
      { Self.minute($0).replacing(" ", with: "T") + ".5+01:00" }, { String(Self.minute($0).prefix(10)) },
    ]
    for (index, form) in forms.enumerated() {
      var options = Self.longOptions
      if index == 0 { options.timeUnit = .seconds }
      options.keepFirstDuplicate = true
      try check(Self.table(rows: 900) { (form($0), "s\($0 / 7 % 13)", "\($0)") }, options)
    }
  }

  @Test("stops at the failure that reading record by record stops at", arguments: 0..<12)
  func failures(kind: Int) throws {
    let wrong: [(row: Int, change: (inout [String]) -> Void)] = [
      (700, { $0[2] = "abc" }), (700, { $0[0] = "2024-02-30 00:00:00" }), (700, { $0[0] = "" }),
      (700, { $0[1] = "" }), (700, { $0.append("1") }), (700, { $0[3] = "a\"b" }),
      (700, { $0[3] = "\"a\"b" }),
      (700, { $0[3] = "\"open" }), (700, { $0[4] = "1e999" }), (3, { $0[4] = "x" }),
      (701, { $0[0] = "2024-02-01" }),
      (640, { $0[3] = "a\rb" }),
    ]
    var lines = Self.table(rows: 1200) { (Self.minute($0), "s\($0 / 400)", "\($0).25") }.split(
      separator: "\n"
    )
    .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    wrong[kind].change(&lines[wrong[kind].row])
    let text = lines.map { $0.joined(separator: ",") + "\n" }.joined()
    try check(text, Self.longOptions)
  }

  @Test("is right about rows between that are not plain", arguments: 0..<60)
  func unusualRows(seed: UInt64) throws {
    var random = Generator(seed: seed)
    var text = "time,id,y,note,x\n"
    for row in 0..<600 {
      let note =
        random.below(40) > 0 ? "n" : random.pick(["\"a,b\"", "\"a\n1,2\n\"", "\"q\"\"q\"", " padded ", "é"])
      let value =
        random.below(30) > 0
        ? "\(row).5" : random.pick(["", "NA", "1e3", "9007199254740993", "\"7\"", "1e-400"])
      let name = random.below(50) > 0 ? "s\(row / 90)" : random.pick(["t", " s1", "\"s2\"", "\"s 2 \""])
      if random.below(60) == 0 { text += random.pick(["\n", " \n", "\r\n"]) }
      text += "\(Self.minute(row)),\(name),\(value),\(note),\(row)" + (random.below(80) == 0 ? "\r\n" : "\n")
    }
    try check(text, Self.longOptions)
  }

  @Test("surveys the columns that reading record by record surveys", arguments: [1, 3])
  func surveys(threads: Int) throws {
    let text = Self.table(rows: 2000) { row in
      (Self.minute(row), "s", row % 11 == 0 ? "" : row % 97 == 0 ? "?" : "\(row % 400)")
    }
    for tokens in [nil, ["?"]] {
      var options = Self.longOptions
      options.missingTokens = tokens
      func inspection(_ text: String, readSize: Int, footer: Int) throws -> Inspection {
        let file = try TemporaryFile(text)
        options.readSize = readSize
        options.skipFooter = footer
        var found = try PanelReader(options, threads: threads).inspect([file.path])
        (found.files, found.notices, found.next) = (
          [], found.notices.filter { !$0.contains("at the end") }, ""
        )
        found.problem = found.problem?.replacing(file.path, with: "data.csv")
        return found
      }
      let expected = try inspection(text + "end\n", readSize: 1 << 20, footer: 1)
      #expect(try inspection(text, readSize: 1 << 20, footer: 0) == expected)
      #expect(try inspection(text, readSize: 500, footer: 0) == expected)
    }
  }
}
