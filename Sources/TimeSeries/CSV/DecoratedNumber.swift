/// A number with what stands around it, as `-$1,234.50`, `(12.3)`, `1.87M` or `36.8 °C`, taken to pieces.
struct DecoratedNumber: Equatable {
  /// Whether a sign before it, or the sign of an account around or after it, makes it negative.
  var isNegative = false
  /// Whether parentheses, or a minus after the number, made it so.
  var isAccounting = false
  /// Whether its minus, or what parts its thousands, is no ASCII character.
  var hasForeignMarks = false
  /// What stands before the number, without spaces around.
  var prefix = ""
  /// The digits, with the marks between them.
  var digits = ""
  /// What stands after the number, without spaces around.
  var suffix = ""
  /// Whether a space stands before ``suffix``.
  var hasSpaceBeforeSuffix = false

  /// Signs and parentheses: two of them say nothing that everybody reads alike.
  private var signCount = 0

  /// Spaces and apostrophes between thousands that are no ASCII characters.
  private static let groupMarks: Set<Unicode.Scalar> = ["\u{A0}", "\u{2009}", "\u{202F}", "\u{2019}"]
  private static let minusSigns: Set<Unicode.Scalar> = ["-", "\u{2212}"]

  /// Takes `text` to pieces; `nil` when it holds no digit, or several signs.
  init?(_ text: String) {
    var rest = text.trimmed.unicodeScalars[...]
    readParentheses(&rest)
    readSign(&rest)
    guard let start = rest.firstIndex(where: Self.isDigit) else { return nil }
    var first = start
    if start > rest.startIndex {
      let before = rest.index(before: start)
      if rest[before] == "." || rest[before] == "," { first = before }
    }
    var before = rest[..<first]
    rest = rest[first...]
    // A sign or an opening parenthesis may also follow the currency.
    while let last = before.last, last == "(" || last == "+" || Self.minusSigns.contains(last) {
      before.removeLast()
      signCount += 1
      if last == "(" {
        guard let end = rest.lastIndex(of: ")"), rest.index(after: end) == rest.endIndex else { return nil }
        rest = rest[..<end]
        isAccounting = true
      }
      if last != "+" { isNegative = true }
    }
    prefix = String(before).trimmed
    readDigits(&rest)
    if rest.count == 1, let sign = rest.first, Self.minusSigns.contains(sign), !isNegative {
      signCount += 1
      (isNegative, isAccounting) = (true, true)
      rest = rest.dropFirst()
    }
    guard signCount <= 1 else { return nil }
    hasSpaceBeforeSuffix = rest.first == " " || rest.first == "\u{A0}"
    suffix = String(String.UnicodeScalarView(rest.drop { $0 == "\u{A0}" || $0 == "\u{202F}" })).trimmed
  }

  private mutating func readParentheses(_ rest: inout Substring.UnicodeScalarView) {
    guard rest.first == "(", rest.last == ")" else { return }
    rest = rest.dropFirst().dropLast()
    signCount += 1
    (isNegative, isAccounting) = (true, true)
  }

  private mutating func readSign(_ rest: inout Substring.UnicodeScalarView) {
    guard let first = rest.first, first == "+" || Self.minusSigns.contains(first) else { return }
    if first != "+" { isNegative = true }
    if !first.isASCII { hasForeignMarks = true }
    signCount += 1
    rest = rest.dropFirst()
  }

  /// Reads digits, and the marks that stand between two of them.
  private mutating func readDigits(_ rest: inout Substring.UnicodeScalarView) {
    while let scalar = rest.first {
      let follows = rest.dropFirst().first
      let isMark =
        ".,' _".unicodeScalars.contains(scalar) || Self.groupMarks.contains(scalar)
      guard Self.isDigit(scalar) || isMark && follows.map(Self.isDigit) == true else { break }
      if Self.isDigit(scalar) || !Self.groupMarks.contains(scalar) {
        digits.unicodeScalars.append(scalar)
      } else {
        guard rest.dropFirst().prefix(while: Self.isDigit).count == 3 else { break }
        hasForeignMarks = true
      }
      rest = rest.dropFirst()
    }
    // A mark of decimals without any.
    if rest.first == ".", !digits.contains(".") { rest = rest.dropFirst() }
    readExponent(&rest)
  }

  private mutating func readExponent(_ rest: inout Substring.UnicodeScalarView) {
    guard let first = rest.first, first == "e" || first == "E" else { return }
    var after = rest.dropFirst()
    var exponent = "e"
    if let sign = after.first, sign == "-" || sign == "+" {
      exponent.unicodeScalars.append(sign)
      after = after.dropFirst()
    }
    let number = after.prefix(while: Self.isDigit)
    guard !number.isEmpty else { return }
    digits += exponent + String(number)
    rest = after.dropFirst(number.count)
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar >= "0" && scalar <= "9" }
}

// MARK: - What may stand around a number

extension DecoratedNumber {
  /// Whether nothing but a currency stands before the number.
  var hasCurrencyOrNothing: Bool { prefix.isEmpty || Self.isCurrency(prefix) }

  /// Whether what follows the number may be a unit, a currency or a sign as `%`: no digits but those of `m2`,
  /// and nothing that parts a date or a time.
  var hasUnitOrNothing: Bool {
    if suffix.isEmpty { return true }
    let scalars = suffix.unicodeScalars
    // 0x1F and 1d5 are numbers in other notations.
    if !hasSpaceBeforeSuffix, let mark = scalars.first, "xXdDpP".unicodeScalars.contains(mark),
      scalars.dropFirst().first.map(Self.isDigit) == true
    {
      return false
    }
    guard scalars.count <= 16, let first = scalars.first, Self.canBeginUnit(first) else { return false }
    // A seat or a flat: 12A.
    if scalars.count == 1, !hasSpaceBeforeSuffix, first.properties.isAlphabetic {
      return Self.attachedUnits.contains(suffix) || Self.exponent(ofMagnitude: suffix) != nil
    }
    var last = first
    for scalar in scalars.dropFirst() {
      let isDigit = Self.isDigit(scalar)
      guard isDigit ? last.properties.isAlphabetic : Self.canBeInUnit(scalar) else { return false }
      last = scalar
    }
    return !Self.isClock(suffix)
  }

  private static let attachedUnits: Set<String> = [
    "V", "A", "W", "m", "s", "h", "g", "l", "L", "N", "J", "C", "F", "x",
  ]

  private static func canBeginUnit(_ scalar: Unicode.Scalar) -> Bool {
    // Years, months and days of dates.
    if "年月日时分秒時".unicodeScalars.contains(scalar) { return false }
    return scalar.properties.isAlphabetic || "%‰°µ℃℉".unicodeScalars.contains(scalar)
      || scalar.properties.generalCategory == .currencySymbol
  }

  private static func canBeInUnit(_ scalar: Unicode.Scalar) -> Bool {
    canBeginUnit(scalar) || " /·.²³^*()".unicodeScalars.contains(scalar)
  }

  private static func isClock(_ suffix: String) -> Bool {
    ["am", "pm", "a.m.", "p.m.", "st", "nd", "rd", "th", "cr", "dr"].contains(suffix.lowercased())
  }

  private static let currencyCodes: Set<String> = [
    "USD", "EUR", "GBP", "CHF", "JPY", "CNY", "RMB", "INR", "CAD", "AUD", "NZD", "HKD", "SGD", "SEK", "NOK",
    "DKK", "PLN", "CZK", "HUF", "BRL", "MXN", "ZAR", "KRW", "TWD", "THB", "TRY", "RUB", "ILS", "KR", "FR.",
    "RS", "RS.", "KČ", "ZŁ", "BTC", "ETH",
  ]

  private static func isCurrency(_ text: String) -> Bool {
    if currencyCodes.contains(text.uppercased()) { return true }
    let scalars = text.unicodeScalars
    return scalars.count <= 4
      && scalars.contains { $0.properties.generalCategory == .currencySymbol }
      && scalars.allSatisfy {
        $0.properties.generalCategory == .currencySymbol || $0.properties.isAlphabetic
      }
  }

  /// The power of ten that a word for thousands, millions and so on stands for.
  static func exponent(ofMagnitude word: String) -> Int? { magnitudes[word] }

  /// Words that are units, too: `m` for metres, `K` for kelvins.
  static let ambiguousMagnitudes: Set<String> = ["m", "b", "t"]

  private static let magnitudes: [String: Int] = [
    "K": 3, "k": 3, "M": 6, "B": 9, "T": 12, "m": 6, "b": 9, "t": 12, "mn": 6, "Mn": 6, "bn": 9, "Bn": 9,
    "MM": 6, "tn": 12, "Mio": 6, "Mio.": 6, "Mrd": 9, "Mrd.": 9, "万": 4, "萬": 4, "亿": 8, "億": 8,
  ]
}
