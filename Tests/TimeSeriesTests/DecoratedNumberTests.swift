import Testing

@testable import TimeSeries

@Suite("A number with what stands around it")
struct DecoratedNumberTests {
  @Test(
    "is taken to pieces",
    arguments: [
      ("12", "", "12", ""), ("  12.50 ", "", "12.50", ""), ("$1,234.50", "$", "1,234.50", ""),
      ("EUR 12", "EUR", "12", ""), ("1.234,50 €", "", "1.234,50", "€"), ("36.8 °C", "", "36.8", "°C"),
      ("1.87M", "", "1.87", "M"), ("12%", "", "12", "%"), ("1 234", "", "1 234", ""),
      ("1'234.5", "", "1'234.5", ""), ("1_000", "", "1_000", ""), (".5", "", ".5", ""), ("5.", "", "5", ""),
      ("1e5", "", "1e5", ""), ("1.5E-3 V", "", "1.5e-3", "V"), ("5 e", "", "5", "e"),
      ("x12y34", "x", "12", "y34"), ("~3", "~", "3", ""), ("12 mm²", "", "12", "mm²"),
      ("$ 5", "$", "5", ""), ("1.2.3", "", "1.2.3", ""), ("5,", "", "5", ","),
    ])
  func pieces(text: String, prefix: String, digits: String, suffix: String) throws {
    let found = try #require(DecoratedNumber(text))
    #expect((found.prefix, found.digits, found.suffix) == (prefix, digits, suffix))
    #expect(!found.isNegative && !found.isAccounting && !found.hasForeignMarks)
  }

  @Test(
    "has one sign at most, before, around or after it",
    arguments: [
      ("-12", true, false, false), ("+12", false, false, false), ("\u{2212}12", true, false, true),
      ("(12.3)", true, true, false), ("12-", true, true, false), ("$(12)", true, true, false),
      ("$-12", true, false, false), ("-$12", true, false, false), ("$+12", false, false, false),
      ("(12) ", true, true, false), ("€ -3.5", true, false, false),
    ])
  func signs(text: String, isNegative: Bool, isAccounting: Bool, isForeign: Bool) throws {
    let found = try #require(DecoratedNumber(text))
    #expect(found.isNegative == isNegative && found.isAccounting == isAccounting)
    #expect(found.hasForeignMarks == isForeign)
    #expect(found.digits.allSatisfy { $0.isNumber || $0 == "." } && found.suffix.isEmpty)
  }

  @Test(
    "is none without a digit, or with several signs",
    arguments: ["", "-", "$", "n/a", "--5", "+-5", "(-5)", "-(5)", "$(5"])
  func none(text: String) { #expect(DecoratedNumber(text) == nil) }

  @Test("leaves out spaces and apostrophes of other writings between thousands")
  func foreignMarks() throws {
    for mark in ["\u{A0}", "\u{2009}", "\u{202F}", "\u{2019}"] {
      let found = try #require(DecoratedNumber("1\(mark)234\(mark)567"))
      #expect(found.digits == "1234567" && found.hasForeignMarks)
      // Not before a group of another length.
      #expect(try #require(DecoratedNumber("1\(mark)23")).digits == "1")
    }
  }

  @Test(
    "may have a currency before it",
    arguments: [
      ("12", true), ("$12", true), ("US$12", true), ("CHF 12", true), ("kr 12", true), ("R$ 12", true),
      ("₹12", true), ("Rs. 12", true), ("x12", false), ("ABC12", false), ("~12", false), ("#12", false),
    ])
  func currencies(text: String, expected: Bool) throws {
    #expect(try #require(DecoratedNumber(text)).hasCurrencyOrNothing == expected)
  }

  @Test(
    "may have a unit behind it, and not what makes it something else",
    arguments: [
      ("12", true), ("12 kg", true), ("12kg", true), ("12 %", true), ("12‰", true), ("36.8°C", true),
      ("12 m2", true), ("3 km/h", true), ("5 m·s", true), ("12 €", true), ("12V", true), ("12M", true),
      ("12 mmol/L", true), ("12 USD", true), ("12A", true), ("12B", true),
      // A flat, a clock, an ordinal, an account, a date, other notations.
      ("12q", false), ("12 am", false), ("12 p.m.", false), ("12th", false),
      ("12 cr", false), ("12年", false), ("0x1F", false), ("1d5", false), ("12/31", false), ("12:30", false),
      ("12 a very long remark on it", false),
    ])
  func units(text: String, expected: Bool) throws {
    #expect(try #require(DecoratedNumber(text)).hasUnitOrNothing == expected, "\(text)")
  }

  @Test("may be thousands or millions of what it says")
  func magnitudes() {
    for (word, power) in [
      ("K", 3), ("k", 3), ("M", 6), ("mn", 6), ("Mio.", 6), ("bn", 9), ("T", 12), ("万", 4), ("億", 8),
    ] {
      #expect(DecoratedNumber.exponent(ofMagnitude: word) == power)
    }
    #expect(DecoratedNumber.exponent(ofMagnitude: "kg") == nil)
    #expect(
      DecoratedNumber.ambiguousMagnitudes.allSatisfy { DecoratedNumber.exponent(ofMagnitude: $0) != nil })
  }
}
