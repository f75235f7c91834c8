import Files
import Testing

@testable import TimeSeries

/// A file, the options it is read with, and what comes of it.
struct CSVCase: CustomTestStringConvertible, Sendable {
  var name: String
  var bytes: [UInt8]
  var options = ReadOptions()
  /// The header and the records.
  var records: [[String]] = []
  /// The failure instead: its cause, its place, and what it must say.
  var failure: (cause: Failure.Cause, line: Int?, column: Int?, says: String)?
  var notice: String?

  var testDescription: String { name }

  init(
    _ name: String, _ text: String, _ records: [[String]], notice: String? = nil,
    with change: (inout ReadOptions) -> Void = { _ in }
  ) {
    self.name = name
    bytes = Array(text.utf8)
    self.records = records
    self.notice = notice
    change(&options)
  }

  init(
    _ name: String, _ bytes: [UInt8], fails line: Int?, _ column: Int?, _ says: String,
    _ cause: Failure.Cause = .data,
    with change: (inout ReadOptions) -> Void = { _ in }
  ) {
    self.name = name
    self.bytes = bytes
    failure = (cause, line, column, says)
    change(&options)
  }

  init(
    _ name: String, _ text: String, fails line: Int?, _ column: Int?, _ says: String,
    _ cause: Failure.Cause = .data,
    with change: (inout ReadOptions) -> Void = { _ in }
  ) {
    self.init(name, Array(text.utf8), fails: line, column, says, cause, with: change)
  }

  /// Runs the case with reads of at most `readSize` bytes.
  func check(readSize: Int) throws {
    let file = try TemporaryFile(bytes)
    var options = options
    options.readSize = readSize
    var found: [[String]] = []
    do throws(Failure) {
      let reader = try CSVReader(path: file.path, options: options)
      found.append(reader.header)
      while try reader.next() {
        var record: [String] = []
        for index in 0..<reader.fieldCount { record.append(try reader.text(index)) }
        found.append(record)
      }
      #expect(failure == nil, "read as \(found)")
      if failure == nil { #expect(found == records) }
      if let notice { #expect(reader.notices.contains { $0.hasSuffix(notice) }, "\(reader.notices)") }
    } catch {
      guard let failure else {
        Issue.record("unexpected failure: \(error)")
        return
      }
      #expect(error.cause == failure.cause)
      #expect(error.place?.line == failure.line, "\(error)")
      #expect(error.place?.column == failure.column, "\(error)")
      if failure.line != nil { #expect(error.place?.file == file.path) }
      #expect(error.description.contains(failure.says), "\(error)")
    }
  }
}

@Suite("Reading CSV")
struct CSVReaderTests {
  @Test(
    "gives the same records or the same failure however the bytes arrive",
    arguments: structure + encoding + sizes)
  func cases(_ test: CSVCase) throws {
    for readSize in [1, 7, 1 << 20] where readSize > 7 || test.bytes.count < 100_000 {
      try test.check(readSize: readSize)
    }
  }

  static let plain = [["a", "b"], ["1", "2"]]

  static let structure: [CSVCase] = [
    CSVCase("an empty file", "", fails: 1, 1, "the file is empty"),
    CSVCase("only a byte-order mark", "\u{FEFF}", fails: 1, 1, "the file is empty"),
    CSVCase("only blank lines", "\n\n\n", fails: 1, 1, "no header (3 blank lines)"),
    CSVCase("a header alone", "a,b\n", [["a", "b"]]),
    CSVCase("no line break at the end", "a,b\n1,2", plain),
    CSVCase("Windows line breaks", "a,b\r\n1,2\r\n", plain),
    CSVCase("old Macintosh line breaks", "a,b\r1,2\r", plain),
    CSVCase("mixed line breaks", "a,b\n1,2\r\n", plain, notice: "mixed line breaks, first at line 2"),
    CSVCase("a lone carriage return", "a,b\n1,2\r3\n", fails: 2, 4, "carriage return inside a field"),
    CSVCase("blank lines", "a,b\n\n  \n1,2\n\n", plain, notice: "3 lines left out: blank"),
    CSVCase("a blank line in one column", "a\n1\n\n2\n", fails: 3, 1, "a blank line in a file of one column"),
    CSVCase("blank lines after one column", "a\n1\n\n\n", [["a"], ["1"]]),
    CSVCase("a tab as an empty row", "a\tb\n\t\n", [["a", "b"], ["", ""]]),
    CSVCase("a short row", "a,b,c\n1,2\n1,2,3\n", fails: 2, 1, "2 fields, but the header (line 1) has 3"),
    CSVCase("a long row", "a,b\n1,2\n1,2,3\n", fails: 3, 1, "3 fields, but the header (line 1) has 2"),
    CSVCase("a file cut off", "a,b,c\n1,2,3\n4", fails: 3, 1, "the last line has 1 of 3 fields"),
    CSVCase(
      "an open quote", "a,b\n1,2\n3, \"4\n5,6\n", fails: 3, 4, "a quote is opened here and never closed"),
    CSVCase("text after a quote", "a,b\n\"x\"y,2\n", fails: 2, 4, "text after a closing quote"),
    CSVCase("a backslash before a quote", "a,b\n\"x\\\"y\",2\n", fails: 2, 5, "text after a closing quote"),
    CSVCase("a quote in a field", "a,b\nx\"y,2\n", fails: 2, 2, "a quote inside a field"),
    CSVCase("doubled quotes", "a,b\n\"5\"\" pipe\",2\n", [["a", "b"], ["5\" pipe", "2"]]),
    CSVCase("a line break in quotes", "a,b\n\"x\ny\",2\n1,2,3\n", fails: 4, 1, "3 fields"),
    CSVCase("a Windows break in quotes", "a,b\n\"x\r\ny\",2\n", [["a", "b"], ["x\r\ny", "2"]]),
    CSVCase("spaces around fields", "a , b\n 1,\t2 \n", plain),
    CSVCase("a space before a quote", "a,b\n1, \"2\" \n", plain),
    CSVCase("spaces inside quotes", "\" a\",b\n1,\" 2 \"\n", plain),
    CSVCase(
      "semicolons", "a;b\n1,5;2\n", [["a", "b"], ["1,5", "2"]], notice: "fields are separated by ';'"),
    CSVCase("tabs", "a\tb\n1\t2\n", plain, notice: "fields are separated by tab"),
    CSVCase("bars", "a|b\n1|2\n", plain),
    CSVCase("two possible delimiters", "a;b,c\n1;2,3\n", fails: 1, 1, "separated by ',' or ';'"),
    CSVCase("two delimiters, one regular", "a;b,c\n1;2\n3;4\n", [["a", "b,c"], ["1", "2"], ["3", "4"]]),
    CSVCase("a delimiter that is given", "a;b,c\n1;2\n", [["a", "b,c"], ["1", "2"]]) { $0.delimiter = ";" },
    CSVCase("a delimiter of two characters", "a\n", fails: nil, nil, "not one ASCII character", .arguments) {
      $0.delimiter = "::"
    },
    CSVCase("a width that changes late", "c0\nv0\na;b\n", [["c0"], ["v0"], ["a;b"]]),
    CSVCase("comments not asked for", "# x\na,b\n1,2\n", fails: 2, 1, "--comment '#'"),
    CSVCase("comments", "# x\na,b\n#1\n1,2\n", plain, notice: "2 lines left out: comments") {
      $0.comment = "#"
    },
    CSVCase("lines before the header", "Report\nof\n\na,b\n1,2\n", fails: 4, 1, "--skip-rows 3"),
    CSVCase("lines skipped", "Report\n\"of\n\na,b\n1,2\n", plain) { $0.skipRows = 3 },
    CSVCase("lines skipped at the end", "a,b\n1,2\nTotal\n\nx\n\n", plain) { $0.skipFooter = 2 },
    CSVCase("a spreadsheet's separator line", "sep=;\na;b\n1;2\n", plain, notice: "names the delimiter ';'"),
    CSVCase("equal names", "t,x,x\n1,2,3\n", fails: 1, 5, "columns 2 and 3 are both named \"x\""),
    CSVCase(
      "equal names numbered", "x,x,x.2,x\n1,2,3,4\n", [["x", "x.3", "x.2", "x.4"], ["1", "2", "3", "4"]]
    ) {
      $0.numberDuplicateColumns = true
    },
    CSVCase("names that differ in case", "x,X\n1,2\n", [["x", "X"], ["1", "2"]]),
    CSVCase("a name with a line break", "\"a\nb\",c\n1,2\n", [["a\nb", "c"], ["1", "2"]]),
    CSVCase("no header", "1,2\n3,4\n", [["c1", "c2"], ["1", "2"], ["3", "4"]]) { $0.hasHeader = false },
    CSVCase(
      "NUL bytes and no line", [UInt8(ascii: "a")] + [UInt8](repeating: 0, count: 1 << 19), fails: 1, 2,
      "a NUL byte"),
    CSVCase("a NUL byte", "a,b\n1,\0\n", fails: 2, 3, "a NUL byte"),
    CSVCase(
      "an end mark", "a,b\n1,2\n\u{1A}", plain, notice: "end mark 0x1A after the last line is left out"),
    CSVCase("gzip", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3], fails: 1, 1, "it is a gzip-compressed file"),
    CSVCase("a workbook", Array("PK\u{3}\u{4}xxxx".utf8), fails: 1, 1, "an Excel workbook or a zip archive"),
    CSVCase("Parquet", "PAR1xxxx", fails: 1, 1, "it is a Parquet file"),
    CSVCase("an SQLite database", "SQLite format 3\0xx", fails: 1, 1, "it is an SQLite database"),
    CSVCase("a web page", "\n <!DOCTYPE html><html>", fails: 1, 1, "it is HTML"),
    CSVCase("JSON", "[\n {\"a\": 1}]", fails: 1, 1, "it is JSON"),
  ]

  static let encoding: [CSVCase] = [
    CSVCase("a byte-order mark", "\u{FEFF}a,b\n1,2\n", plain),
    CSVCase("a byte-order mark before a quote", "\u{FEFF}\"a\",b\n1,2\n", plain),
    CSVCase(
      "a byte-order mark counts as bytes", "\u{FEFF}a,\"b\"c\n", fails: 1, 9, "text after a closing quote"),
    CSVCase("a byte-order mark inside", "a,b\n\u{FEFF}1,2\n", fails: 2, 1, "a byte-order mark inside"),
    CSVCase("UTF-16 with its mark", [0xFF, 0xFE, 0x61, 0, 0x2C, 0], fails: 1, 1, "UTF-16 text"),
    CSVCase("UTF-16 without its mark", [0x61, 0, 0x2C, 0, 0x62, 0, 0x0A, 0], fails: 1, 1, "UTF-16 text"),
    CSVCase("UTF-32", [0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0], fails: 1, 1, "UTF-32 text"),
    CSVCase("Latin-1", Array("t,temp".utf8) + [0xE9, 0x0A], fails: 1, 3, "not UTF-8 (byte 0xE9)"),
    CSVCase("an overlong form", Array("a,b\n1,".utf8) + [0xC0, 0x80, 0x0A], fails: 2, 3, "not UTF-8"),
    CSVCase("a surrogate", Array("a,b\n1,".utf8) + [0xED, 0xA0, 0x80, 0x0A], fails: 2, 3, "not UTF-8"),
    CSVCase("a character cut at the end", Array("a,b\n1,".utf8) + [0xE2, 0x82], fails: 2, 3, "not UTF-8"),
    CSVCase("every script", "温度,😀\nä,ß\n", [["温度", "😀"], ["ä", "ß"]]),
    CSVCase("line breaks of Unicode", "a,b\nx\u{2028}y,\u{85}\n", [["a", "b"], ["x\u{2028}y", "\u{85}"]]),
  ]

  static let sizes: [CSVCase] = [
    CSVCase(
      "a field of 1 MiB and a byte", "a,b\n1," + String(repeating: "x", count: 1 << 20 | 1) + "\n", fails: 2,
      3,
      "the field is larger than 1 MiB", .limit),
    CSVCase(
      "a line of 16 MiB and more", "a,b\n1," + String(repeating: "x,", count: 9 << 20), fails: 2, 1,
      "longer than 16 MiB", .limit),
    CSVCase(
      "a column too many", String(repeating: "x,", count: 16_384) + "y\n", fails: 1, 1,
      "more than 16384 fields", .limit),
    CSVCase(
      "an open quote far from the end", "a,b\n1,\"2\n" + String(repeating: "3,4\n", count: 600_000), fails: 2,
      3,
      "never closed"),
  ]
}
