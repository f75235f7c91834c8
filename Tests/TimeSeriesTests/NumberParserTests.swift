import Files
import Platform
import Testing

@testable import TimeSeries

@Suite("Reading numbers")
struct NumberParserTests {
  private func parse(_ text: String, _ change: (inout ReadOptions) -> Void = { _ in }) throws
    -> NumberParser.Outcome
  {
    var options = ReadOptions()
    change(&options)
    var parser = try NumberParser(options)
    return parser.parse(Array(text.utf8).span)
  }

  @Test(
    "accepts the usual forms",
    arguments: [
      ("1e5", 1e5), ("1E+05", 1e5), ("-1.5e-3", -1.5e-3), ("+5", 5), (".5", 0.5), ("5.", 5), ("007", 7),
      ("-15.361000", -15.361),
      ("0.1000000000000000055511151231257827", 0.1), ("4.9e-324", .leastNonzeroMagnitude),
      ("9007199254740993", 9_007_199_254_740_992),
      ("1.7976931348623157e308", .greatestFiniteMagnitude),
      ("123456789012345678901234567890", 1.2345678901234568e29),
      ("0.000000000000000000000000000001", 1e-30), ("10000000000000000000000", 1e22),
      ("30.5310001373291", 30.5310001373291),
      ("12.345678901234567", 12.345678901234567), ("1e-400", 0), ("0e99999999999", 0),
    ])
  func accepted(text: String, value: Double) throws {
    #expect(try parse(text) == .value(value))
  }

  @Test("keeps the sign of zero")
  func negativeZero() throws {
    guard case .value(let value) = try parse("-0.0") else {
      Issue.record("-0.0 is a number")
      return
    }
    #expect(value.bitPattern == (-0.0).bitPattern)
  }

  @Test(
    "refuses what other parsers happen to accept",
    arguments: [
      "0x1F", "0x1p-3", "1_000", "1,234.5", "1.234,5", "12,5", "1'234", "1 234", "$5", "5%", "5kW",
      "nan(0x1)", "snan", "inf",
      "-Infinity", "-", "--", ".", "?", "*", "1e400", "true", "1e", "e5", "+", "1e+", "1.2.3", "--5", "5-",
      "1d5", "#DIV/0!",
      "=A1+B1", "１２", "−5", "1\u{A0}234", String(repeating: "1", count: 513),
    ])
  func refused(text: String) throws {
    #expect(try parse(text) == .unreadable)
  }

  @Test(
    "takes pandas' nineteen tokens, and NaN in any case, as missing",
    arguments: [""] + NumberParser.usualMissingTokens + ["NAN", "nAn"])
  func missing(token: String) throws {
    #expect(try parse(token) == .missing)
  }

  @Test("takes other tokens instead when they are given, numbers among them")
  func ownTokens() throws {
    #expect(try parse("-999") { $0.missingTokens = ["-999", "?"] } == .missing)
    #expect(try parse("?") { $0.missingTokens = ["-999", "?"] } == .missing)
    #expect(try parse("") { $0.missingTokens = ["-999", "?"] } == .missing)
    #expect(try parse("NA") { $0.missingTokens = ["-999", "?"] } == .unreadable)
  }

  @Test(
    "reads decimal commas and digit groups when asked to",
    arguments: [
      ("12,5", ",", nil, 12.5), ("1.234,5", ",", ".", 1234.5), ("1,234,567.8", ".", ",", 1_234_567.8),
      ("-1'234", ".", "'", -1234), ("12", ".", ",", 12), ("1 234.5e1", ".", " ", 12345),
    ] as [(String, String, String?, Double)])
  func marks(text: String, decimal: String, thousands: String?, value: Double) throws {
    #expect(
      try parse(text) {
        $0.decimal = decimal
        $0.thousands = thousands
      } == .value(value))
  }

  @Test(
    "refuses digit groups that do not have three digits",
    arguments: ["12,34", ",123", "1234,567", "1,234,", "1,23,45", "1.5,000"])
  func badGroups(text: String) throws {
    #expect(try parse(text) { $0.thousands = "," } == .unreadable)
  }

  @Test("rounds every literal as the C library does, hard cases included")
  func exactness() throws {
    var state: UInt64 = 42
    func random() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 11
    }
    var parser = try NumberParser(ReadOptions())
    for _ in 0..<20_000 {
      let digits = String(random()) + String(random() % 100_000)
      let cut = Int(random() % UInt64(digits.count))
      var text = String(digits.prefix(cut)) + "." + digits.dropFirst(cut).prefix(Int(random() % 20))
      if text == "." { text = "0." }
      if random() % 2 == 0 { text += "e" + String(Int(random() % 650) - 330) }
      let expected = strtod(text, nil)
      let found = parser.parse(Array(text.utf8).span)
      #expect(expected.isFinite ? found == .value(expected) : found == .unreadable, "\(text)")
    }
    // Halfway between two doubles: 2⁵³ + 1 and its neighbours one digit further down.
    for text in [
      "9007199254740993.0", "9007199254740993.00000000000000000001", "9007199254740992.99999999999999999999",
    ] {
      #expect(parser.parse(Array(text.utf8).span) == .value(strtod(text, nil)), "\(text)")
    }
  }

  @Test("counts what it had to round")
  func counts() throws {
    var parser = try NumberParser(ReadOptions())
    for text in ["1e-400", "0e-400", "9007199254740993", "9007199254740994", "123456789012345678901", "5.5"] {
      _ = parser.parse(Array(text.utf8).span)
    }
    #expect(parser.underflowCount == 1)
    #expect(parser.roundedCount == 2)
  }

  @Test(
    "says how to make a text readable",
    arguments: [
      ("12,5", "it has a decimal comma", "add --decimal ','"),
      ("4,787,699", "its digits are grouped", "add --thousands ','"),
      ("1,234.5", "its digits are grouped", "add --thousands ','"),
      ("1.234,5", "its digits are grouped", "add --decimal ',' --thousands '.'"),
      ("1,234", "the comma may be a decimal or a thousands mark", "add --decimal ',' or --thousands ','"),
      ("?", "cannot read \"?\" as a number", "if it means a missing value, add --na '?'"),
      ("-inf", "it is infinite", "if it means a missing value, add --na '-inf'"),
      (
        "5kW", "there is \"kW\" after the number", "--strip kW reads numbers without what stands around them"
      ),
      ("1e400", "cannot read", nil),
      ("−5", "U+2212 is not the minus sign", "write '-'"),
      ("1\u{2009}234", "it has the space U+2009 inside", "remove it from the file"),
      ("#DIV/0!", "it is a spreadsheet's error value", "if it means a missing value, add --na '#DIV/0!'"),
      ("\u{1B}[31m", "cannot read \"<U+001B>[31m\" as a number", nil),
    ] as [(String, String, String?)])
  func diagnosis(text: String, message: String, fix: String?) throws {
    let diagnosis = NumberDiagnosis(text, parser: try NumberParser(ReadOptions()))
    #expect(diagnosis.message.contains(message), "\(diagnosis.message)")
    #expect(diagnosis.fix == fix)
  }

  @Test("refuses marks that contradict each other")
  func badMarks() {
    #expect(throws: Failure.self) { try parse("1") { $0.decimal = ";" } }
    #expect(throws: Failure.self) { try parse("1") { $0.thousands = "." } }
    #expect(throws: Failure.self) { try parse("1") { $0.thousands = "::" } }
  }
}
