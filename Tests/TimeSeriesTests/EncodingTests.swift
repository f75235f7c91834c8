import Files
import Testing

@testable import TimeSeries

@Suite("Text in other encodings")
struct EncodingTests {
  /// The encoding's name, the bytes of the name of a column in it, and the name.
  static let names: [(encoding: String, bytes: [UInt8], name: String)] = [
    ("GB18030", [0xC8, 0xD5, 0xC6, 0xDA, 0xCA, 0xD5, 0xC5, 0xCC], "日期收盘"),
    ("SHIFT_JIS", [0x8F, 0x49, 0x92, 0x6C, 0x83, 0x66, 0x81, 0x5B, 0x83, 0x5E], "終値データ"),
    ("WINDOWS-1252", [0x53, 0x74, 0xFC, 0x63, 0x6B, 0x65], "Stücke"),
    ("WINDOWS-1252", [0x47, 0x72, 0xF6, 0xDF, 0x65, 0x20, 0xB0, 0x43], "Größe °C"),
    ("EUC-KR", [0xC1, 0xBE, 0xB0, 0xA1, 0xB3, 0xAF, 0xC2, 0xA5], "종가날짜"),
    ("WINDOWS-1251", [0xD6, 0xE5, 0xED, 0xE0], "Цена"),
  ]

  @Test("is named by likelihood, and read by the option", arguments: names)
  func named(encoding: String, bytes: [UInt8], name: String) throws {
    let rows = Array("\n2024-01-01,1\n2024-01-02,2\n".utf8)
    let file = try TemporaryFile(Array("ds,".utf8) + bytes + rows)
    let failure = #expect(throws: Failure.self) { try PanelReader().read([file.path]) }
    let fix = try #require(failure?.fix)
    #expect(fix.contains("--encoding \(encoding)"))
    // What is Western is named first: two of its letters in a row pass for one of Chinese.
    #expect(encoding != "WINDOWS-1252" || fix.hasPrefix("add --encoding \(encoding)"), "\(fix)")
    for readSize in [1, 3, 1 << 18] {
      var options = ReadOptions()
      options.encoding = encoding
      options.readSize = readSize
      #expect(try PanelReader(options).read([file.path]).panel.series.map(\.id) == [name])
    }
  }

  @Test("of two bytes a character is named by its mark or its zeros", arguments: [true, false])
  func wide(hasMark: Bool) throws {
    let text = "ds,y\n2024-01-01,1\n2024-01-02,2\n"
    var bytes: [UInt8] = hasMark ? [0xFF, 0xFE] : []
    for unit in text.utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    let file = try TemporaryFile(bytes)
    let failure = #expect(throws: Failure.self) { try PanelReader().read([file.path]) }
    let encoding = hasMark ? "UTF-16" : "UTF-16LE"
    #expect(failure?.fix == "add --encoding \(encoding)")
    var options = ReadOptions()
    options.encoding = encoding
    #expect(try PanelReader(options).read([file.path]).panel.series[0].target == [1, 2])
  }

  @Test("that do not exist, or do not fit, are refused")
  func unknown() throws {
    let file = try TemporaryFile(Array("ds,y\n2024-01-01,1\n".utf8) + [0xFF, 0xFF])
    for (encoding, cause) in [("NONE-1", Failure.Cause.arguments), ("SHIFT_JIS", .data)] {
      var options = ReadOptions()
      options.encoding = encoding
      let failure = #expect(throws: Failure.self) { try PanelReader(options).read([file.path]) }
      #expect(failure?.cause == cause)
    }
  }
}
