import Testing

@testable import Files

@Suite("The JSON reader")
struct JSONParserTests {
  private func parse(_ text: String) throws -> JSONValue {
    try JSONParser.parse(Array(text.utf8), file: "a.json", cause: .arguments)
  }

  private func message(_ bytes: [UInt8]) -> String {
    do throws(Failure) {
      return try "read: " + JSONParser.parse(bytes, file: "a.json", cause: .modelFile).compactText
    } catch {
      return error.description
    }
  }

  @Test(
    "reads every kind of value and writes it back",
    arguments: [
      "null", "true", "false", "0", "-0.5e+10", "18446744073709551615", "\"\"", "[]", "{}",
      "[1,[2,{}],\"a\"]", "{\"b\":1,\"a\":{\"c\":[null]}}", "\"\\\"\\\\\\n\\t\\r\\u0000\\u2028é😀\"",
    ])
  func roundTrip(text: String) throws {
    #expect(try parse(text).compactText == text)
    #expect(try parse(" \r\n\t" + text + "\n").compactText == text)
    #expect(try parse("\u{FEFF}" + text).compactText == text)
  }

  @Test("knows the line and column of every value")
  func places() throws {
    let value = try parse("{\n  \"é\": [\n1, 2]}")
    #expect(value["é"]?.line == 2)
    #expect(value["é"]?.column == 9)
    #expect(value["é"]?.elements?.map(\.line) == [3, 3])
    #expect(value["é"]?.elements?.map(\.column) == [1, 4])
  }

  @Test("gives numbers only where they are exact")
  func numbers() throws {
    #expect(try parse("3").integer == 3)
    #expect(try parse("3.0").integer == nil)
    #expect(try parse("9223372036854775808").integer == nil)
    #expect(try parse("3").double == 3)
    #expect(try parse("\"3\"").double == nil)
  }

  @Test("reads escapes, surrogate pairs too")
  func escapes() throws {
    #expect(try parse("\"\\u00e9\\uD83D\\uDE00\\/\\b\\f\"").string == "é😀/\u{8}\u{C}")
  }

  @Test(
    "refuses anything else with its place",
    arguments: [
      ("", "a.json:1:1: the file is empty, expected JSON"),
      (" \n ", "a.json:2:2: the file is empty, expected JSON"),
      ("{\"a\":1,\n\"a\":2}", "a.json:2:1: the name \"a\" appears twice"),
      ("{\"a\":1,}", "a.json:1:8: found '}', expected a name in quotes"),
      ("[1,]", "a.json:1:4: found ']', expected a value"),
      ("[1 2]", "a.json:1:4: found '2', expected ',' or ']'"),
      ("{\"a\" 1}", "a.json:1:6: found '1', expected ':'"),
      ("{\"a\":1", "a.json:1:7: found the end of the file, expected ',' or '}'"),
      ("{} // no", "a.json:1:4: found '/' after the end of the JSON value"),
      ("1e999", "a.json:1:1: the number 1e999 is too large"),
      ("01", "a.json:1:2: found '1' after the end of the JSON value"),
      ("+1", "a.json:1:1: found '+', expected a value"),
      (".5", "a.json:1:1: found '.', expected a value"),
      ("5.", "a.json:1:3: found the end of the file, expected a digit"),
      ("NaN", "a.json:1:1: found 'N', expected a value"),
      ("\"abc", "a.json:1:1: the text opened here is never closed"),
      ("\"a\tb\"", "a.json:1:3: found the byte 0x9 inside a text, expected an escape"),
      ("\"\\x\"", "a.json:1:3: found 'x' after a backslash"),
      ("\"\\u12\"", "a.json:1:4: found '1', expected four hexadecimal digits"),
      ("\"\\uD83D\"", "a.json:1:8: half of a surrogate pair in a text"),
    ])
  func refused(text: String, expected: String) {
    #expect(message(Array(text.utf8)) == expected)
  }

  @Test("refuses bytes that are not UTF-8")
  func notUTF8() {
    #expect(message([0x22, 0xC0, 0x80, 0x22]) == "a.json:1:1: the text is not UTF-8")
  }

  @Test("refuses nesting that could exhaust the stack")
  func nesting() {
    let deep = Array(repeating: UInt8(ascii: "["), count: 100_000)
    #expect(message(deep) == "a.json:1:65: values are nested deeper than 64 levels")
  }
}
