import Files
import Testing

@testable import TimeSeries

/// A file that is broken, odd or rare, and what must come of it: values, a notice, or a place and a message.
struct BadText: CustomTestStringConvertible, Sendable {
  var testDescription: String
  var bytes: [UInt8]
  var options = ReadOptions()
  /// The values of the only series; empty where the file is refused.
  var values: [Double?]
  var notice: String?
  var place: (line: Int, column: Int)?
  var says: String
  var fix: String?

  /// A file that is read.
  static func read(
    _ name: String, _ text: String, _ values: [Double?], notice: String? = nil,
    with change: (inout ReadOptions) -> Void = { _ in }
  ) -> BadText {
    var test = BadText(
      testDescription: name, bytes: Array(text.utf8), values: values, notice: notice, says: "")
    change(&test.options)
    return test
  }

  /// A file that is refused.
  static func refused(
    _ name: String, _ bytes: [UInt8], at place: (line: Int, column: Int)?, _ says: String, fix: String? = nil,
    with change: (inout ReadOptions) -> Void = { _ in }
  ) -> BadText {
    var test = BadText(
      testDescription: name, bytes: bytes, values: [], place: place, says: says, fix: fix)
    change(&test.options)
    return test
  }

  /// A file of text that is refused.
  static func refused(
    _ name: String, _ text: String, at place: (line: Int, column: Int)?, _ says: String, fix: String? = nil,
    with change: (inout ReadOptions) -> Void = { _ in }
  ) -> BadText {
    refused(name, Array(text.utf8), at: place, says, fix: fix, with: change)
  }

  /// Six days, with the third value as it is given.
  static func third(_ cell: String) -> String {
    "ds,y\n" + ReadCase.days(["1", "2", cell, "4", "5", "6"])
  }

  /// Days whose third time is as it is given.
  static func thirdTime(_ cell: String) -> String {
    "ds,y\n2024-01-01,1\n2024-01-02,2\n\(cell),3\n2024-01-04,4\n"
  }

  /// Reads the file, however its bytes arrive.
  func check() throws {
    let file = try TemporaryFile(bytes)
    for readSize in [1, 7, 1 << 20] {
      var options = options
      options.readSize = readSize
      if options.targets.isEmpty, values.isEmpty { options.targets = ["y"] }
      guard values.isEmpty else {
        let result = try PanelReader(options).read([file.path])
        #expect(result.panel.series[0].target.map { $0.isNaN ? nil : $0 as Double? } == values)
        if let notice { #expect(result.notices.contains { $0.contains(notice) }, "\(result.notices)") }
        continue
      }
      let failure = #expect(throws: Failure.self) { try PanelReader(options).read([file.path]) }
      let message = failure?.description ?? ""
      if let place {
        #expect(failure?.place?.line == place.line && failure?.place?.column == place.column, "\(message)")
      }
      #expect(message.contains(says), "\(message)")
      if let fix { #expect(failure?.fix?.contains(fix) == true, "\(message)") }
    }
  }
}

@Suite("Text that is broken, odd or rare")
struct BadTextTests {
  @Test("is read or refused, with the place", arguments: structure)
  func structured(_ test: BadText) throws { try test.check() }

  @Test("in other characters is read or refused, with the place", arguments: characters)
  func charactered(_ test: BadText) throws { try test.check() }

  private static let rows = ReadCase.days(["1", "2", "3", "4", "5", "6"])
  private static let plain = "ds,y\n" + rows
  private static let all: [Double?] = [1, 2, 3, 4, 5, 6]
  private static func noted(_ note: (Int) -> String) -> String {
    "ds,n,y\n" + ReadCase.days((1...6).map { note($0) + ",\($0)" })
  }

  static let structure: [BadText] = [
    .refused("no byte", "", at: (1, 1), "the file is empty"),
    .refused("a mark alone", "\u{FEFF}", at: (1, 1), "the file is empty"),
    .refused("line breaks alone", "\n\n\n", at: (1, 1), "no header (3 blank lines)"),
    .refused("a header alone", "ds,y\n", at: nil, "a header but no rows"),
    .read("no last line break", String(plain.dropLast()), all),
    .read("Windows' breaks", plain.replacing("\n", with: "\r\n"), all),
    .read("an old Mac's breaks", plain.replacing("\n", with: "\r"), all),
    .read(
      "mixed breaks", "ds,y\n2024-01-01,1\n2024-01-02,2\r\n2024-01-03,3\n", [1, 2, 3],
      notice: "first at line 3"),
    .refused(
      "a lone carriage return", noted { $0 == 2 ? "a\rb" : "ab" }, at: (3, 13),
      "a carriage return inside a field"),
    .read(
      "blank lines", plain.replacing("\n2024-01-03", with: "\n\n\n2024-01-03"), all,
      notice: "2 lines left out"),
    .read(
      "a line of spaces", plain.replacing("\n2024-01-03", with: "\n \t \n2024-01-03"), all,
      notice: "1 line left out"),
    .refused("a blank line in one column", "y\n1\n\n3\n", at: (3, 1), "a blank line", fix: "write NA"),
    .refused(
      "a short row", plain.replacing("2024-01-04,4", with: "2024-01-04"), at: (5, 1),
      "1 field, but the header"),
    .refused(
      "a long row", plain.replacing("2024-01-04,4", with: "2024-01-04,4,4"), at: (5, 1),
      "3 fields, but the header"),
    .read(
      "a comma behind all lines", "ds,y,\n" + ReadCase.days(["1,", "2,", "3,"]), [1, 2, 3],
      notice: "has no name and is empty"),
    .refused(
      "a cut last line", "ds,n,y\n2024-01-01,a,1\n2024-01-02,a,2\n2024-01-03", at: (4, 1),
      "is the file cut off?"),
    .refused(
      "a quote that is never closed", noted { $0 == 2 ? "\"a" : "b" }, at: (3, 12),
      "is opened here and never closed"),
    .refused(
      "text behind a quote", noted { $0 == 2 ? "\"a\"b" : "b" }, at: (3, 15), "text after a closing quote"),
    .refused("a quote inside", noted { $0 == 2 ? "a\"b" : "b" }, at: (3, 13), "a quote inside a field"),
    .refused(
      "a backslash before a quote", noted { _ in "\"a\\\"b\"" }, at: (2, 16), "text after a closing quote",
      fix: "double a quote"),
    .read("doubled quotes", noted { _ in "\"5\"\" pipe\"" }, all) { $0.targets = ["y"] },
    .read("breaks in quotes", noted { _ in "\"a\r\nb\"" }, all) { $0.targets = ["y"] },
    .read("quoted numbers", BadText.third("\"3.5\""), [1, 2, 3.5, 4, 5, 6]),
    .read(
      "an empty quoted number", BadText.third("\"\""), [1, 2, nil, 4, 5, 6], notice: "1 of 6 target cells"),
    .read("a space before a quote", noted { _ in " \"a\"" }, all) { $0.targets = ["y"] },
    .read("spaces and tabs around numbers", BadText.third(" \t3\t "), all),
    .refused(
      "semicolons beside commas", "a;b,y\n1;2,3\n4;5,6\n", at: (1, 1), "separated by ',' or ';'",
      fix: "--delimiter"),
    .refused("comments", "# made up\n" + plain, at: nil, "2 fields", fix: "--comment '#'"),
    .refused(
      "lines above the header", "Report\nof x\n" + plain, at: (3, 1), "2 fields", fix: "--skip-rows 2"),
    .refused("a total", plain + "Total,21\n", at: (8, 1), "cannot read \"Total\"", fix: "--skip-footer 1"),
    .refused("two tables", plain + "\na,b,c\n1,2,3\n", at: (9, 1), "3 fields", fix: "--skip-footer 2"),
    .refused("the header again", plain + plain, at: (8, 1), "line 8 repeats the header"),
    .read(
      "a line for the spreadsheet", "sep=;\n" + plain.replacing(",", with: ";"), all,
      notice: "names the delimiter ';'"),
    .refused(
      "one name twice", "ds,y,y\n2024-01-01,1,2\n", at: (1, 6), "are both named \"y\"",
      fix: "--duplicate-columns number"),
    .read("names that differ in case", "ds,Y,y\n" + ReadCase.days(["9,1", "9,2"]), [1, 2]) {
      $0.targets = ["y"]
    },
    .refused(
      "a column without a name", "ds,,y\n" + ReadCase.days(["9,1", "9,2"]), at: (1, 1), "column 2 has no name"
    ),
    .read("spaces around names", " ds , y \n" + rows, all) { $0.targets = ["y"] },
    .refused("a NUL byte", noted { $0 == 1 ? "a\0b" : "b" }, at: (2, 13), "a NUL byte"),
    .read("control characters in text", noted { _ in "\u{1B}[31m\u{7}" }, all) { $0.targets = ["y"] },
    .refused("control characters in a number", BadText.third("\u{1B}[31m"), at: (4, 12), "<U+001B>[31m"),
    .read("an end mark", plain + "\u{1A}", all, notice: "0x1A"),
    .refused("gzip", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0], at: (1, 1), "gzip", fix: "zcat"),
    .refused("a workbook", [0x50, 0x4B, 3, 4, 20, 0, 6, 0], at: (1, 1), "Excel workbook"),
    .refused("Parquet", "PAR1xxxx", at: (1, 1), "Parquet"),
    .refused("a database", "SQLite format 3\0", at: (1, 1), "SQLite"),
    .refused("a page", "<!DOCTYPE html>\n<html>\n", at: (1, 1), "HTML"),
    .refused("JSON", "{\"error\": 1}\n", at: (1, 1), "JSON"),
  ]

  private static func utf16(_ text: String, isLittle: Bool, mark: Bool) -> [UInt8] {
    ((mark ? [0xFEFF] : []) + Array(text.utf16)).flatMap { unit in
      let bytes = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
      return isLittle ? bytes : bytes.reversed()
    }
  }

  static let characters: [BadText] = [
    .read("a mark", "\u{FEFF}" + plain, all),
    .read("a mark before a quote", "\u{FEFF}\"ds\",\"y\"\n" + rows, all),
    .refused("a mark inside", plain + "\u{FEFF}" + plain, at: (8, 1), "a byte-order mark inside the file"),
    .refused(
      "UTF-16 from its little end", utf16(plain, isLittle: true, mark: true), at: (1, 1), "UTF-16",
      fix: "--encoding UTF-16"),
    .refused(
      "UTF-16 from its big end", utf16(plain, isLittle: false, mark: true), at: (1, 1), "UTF-16",
      fix: "--encoding UTF-16"),
    .refused(
      "UTF-16 without a mark", utf16(plain, isLittle: false, mark: false), at: (1, 1), "UTF-16",
      fix: "--encoding UTF-16BE"),
    .refused(
      "Latin letters in the header", Array("ds,temp".utf8) + [0xE9] + Array(",y\n2024-01-01,1,2\n".utf8),
      at: (1, 4), "not UTF-8 (byte 0xE9)", fix: "--encoding"),
    .refused(
      "an overlong character", Array("ds,".utf8) + [0xC0, 0x80] + Array(",y\n2024-01-01,1,2\n".utf8),
      at: (1, 4), "byte 0xC0"),
    .refused(
      "half a pair", Array("ds,".utf8) + [0xED, 0xA0, 0x80] + Array(",y\n2024-01-01,1,2\n".utf8), at: (1, 4),
      "byte 0xED"),
    .read("names in other scripts", "日付,🌡\n" + rows, all),
    .read("breaks of other scripts in text", noted { _ in "a\u{2028}b\u{85}" }, all) { $0.targets = ["y"] },
    .read(
      "no-break spaces between thousands", BadText.third("1\u{A0}234"), [1, 2, 1234, 4, 5, 6],
      notice: "between thousands"),
    .read(
      "a sign that is no hyphen", BadText.third("\u{2212}3"), [1, 2, -3, 4, 5, 6],
      notice: "other signs for the minus"),
    .refused("wide digits", BadText.third("\u{FF11}"), at: nil, "U+FF11"),
    .refused("Arabic digits", BadText.third("\u{661}"), at: nil, "U+0661"),
    .read("a hidden space in a name", "d\u{200B}s,y\n" + rows, all, notice: "<U+200B>"),
  ]
}
