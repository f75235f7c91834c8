import Files
import Testing

@Suite("Fields of a CSV file")
struct CSVFieldTests {
  @Test(
    "are quoted only when they must be",
    arguments: [
      ("plain", "plain"), ("two words", "two words"), ("", ""), ("a,b", "\"a,b\""),
      ("5\" pipe", "\"5\"\" pipe\""),
      ("a\nb", "\"a\nb\""), ("a\r\nb", "\"a\r\nb\""), (" a", "\" a\""), ("a\t", "\"a\t\""), ("=A1", "=A1"),
    ])
  func quoting(text: String, field: String) {
    #expect(CSVField.quoted(text) == field)
  }

  @Test(
    "hold no formula when a spreadsheet is to be safe",
    arguments: ["=1", "+1", "-1", "@a", "\ta", "\0a", "\u{FF1D}1", "\u{FF0B}1", "\u{FF0D}1", "\u{FF20}a"])
  func formulas(text: String) {
    #expect(CSVField.quoted(text, spreadsheetSafe: true) == "'" + text)
    #expect(CSVField.quoted("a" + text, spreadsheetSafe: true) == "a" + text)
  }

  @Test(
    "hold no formula in quotes either",
    arguments: [("=1,2", "\"'=1,2\""), ("\r=1", "\"'\r=1\""), ("\n=1", "\"'\n=1\"")])
  func quotedFormulas(text: String, field: String) {
    #expect(CSVField.quoted(text, spreadsheetSafe: true) == field)
  }

  @Test("quote the delimiter that is in use")
  func delimiter() {
    #expect(CSVField.quoted("a;b", delimiter: ";") == "\"a;b\"")
    #expect(CSVField.quoted("a,b", delimiter: ";") == "a,b")
  }

  @Test(
    "show numbers by their shortest text",
    arguments: [
      (5.0, "5"), (-0.0, "-0"), (0.1, "0.1"), (1e-5, "1e-05"), (1e16, "1e+16"), (123456.0, "123456"),
      (-2.5, "-2.5"), (.nan, ""),
    ])
  func numbers(value: Double, text: String) {
    #expect(CSVField.number(value) == text)
  }

  @Test("show numbers that read back as the same bits")
  func roundTrip() {
    var bits: UInt64 = 0x0123_4567_89ab_cdef
    for _ in 0..<10_000 {
      bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: bits)
      if value.isFinite { #expect(Double(CSVField.number(value))?.bitPattern == value.bitPattern) }
    }
  }
}
