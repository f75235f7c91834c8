/// What the name of a column of forecasts says that it holds, in the spelling of whatever program wrote it.
struct ForecastColumnName: Equatable {
  /// What stands in a column beside a model's points.
  enum Content: Equatable {
    /// The points themselves.
    case point
    /// The lower or upper end of an interval, with the probability inside in percent, if the name says it.
    case lower(Double?)
    case upper(Double?)
    /// A quantile of so high a level.
    case quantile(Double)
    /// The median.
    case median
    /// A number that no quantile or interval has, as in `lo-120`.
    case outOfRange(Double)
  }

  /// The name of the model; empty where it is not in the column's.
  var model: String
  /// What the column holds.
  var content: Content

  /// Reads a name: `lstm-lo-90`, `lstm-q-0.1`, `NHITS_ql0.1`, `y_q0.050`, `Model-median`, `yhat_lower`, `Lo
  /// 80`, `0.9`.
  init(_ name: String) {
    if let quantile = Self.quantile(bare: name) {
      (model, content) = ("", quantile)
      return
    }
    let (rest, number) = Self.splitNumber(name)
    let (base, word) = Self.splitWord(rest)
    if let number, let content = Self.content(word, number, hasBase: !base.isEmpty) {
      (model, self.content) = (base, content)
      return
    }
    let (stem, last) = Self.splitWord(name)
    switch last {
    case "lower", "lo", "lwr": (model, content) = (Self.withoutInterval(stem), .lower(nil))
    case "upper", "hi", "upr": (model, content) = (Self.withoutInterval(stem), .upper(nil))
    case "median" where !stem.isEmpty: (model, content) = (stem, .median)
    default: (model, content) = (name, .point)
    }
  }

  /// A name that is a number with decimals, as AutoGluon calls its quantiles.
  private static func quantile(bare name: String) -> Content? {
    guard let number = Double(name), name.allSatisfy({ $0.isNumber || $0 == "." || $0 == "-" }) else {
      return nil
    }
    if number > 0, number < 1 { return .quantile(number) }
    // Tables without names have columns 0, 1 and so on.
    return name.contains(".") || number < 0 ? .outOfRange(number) : nil
  }

  /// What a name with a level at its end and no word for it may be a quantile of, as `prediction_5`, `yhat1
  /// 10.0%` and `M_0.1`.
  static func bareLevel(_ name: String) -> (base: String, level: Double, isPercent: Bool)? {
    let (base, number) = splitNumber(name)
    guard let number, number > 0, number < 100, !base.isEmpty,
      name.dropFirst(base.count).first.map(isMark) == true
    else { return nil }
    return (base, number < 1 ? number : number / 100, number >= 1)
  }

  private static func content(_ word: String, _ number: Double, hasBase: Bool) -> Content? {
    let isLevel = number > 0 && number < 100
    switch word {
    case "lo", "low", "lower": return isLevel ? .lower(number) : .outOfRange(number)
    case "hi", "high", "upper": return isLevel ? .upper(number) : .outOfRange(number)
    case "q", "ql", "quantile", "pctl", "percentile":
      if number > 0, number < 1 { return .quantile(number) }
      // From 1 on it is meant in percent.
      return number >= 1 && number < 100 ? .quantile(number / 100) : .outOfRange(number)
    case "p" where number >= 1 && number < 100 && number == number.rounded():
      return .quantile(number / 100)
    default: return nil
    }
  }

  /// The number at the end of a name, and what stands before it.
  private static func splitNumber(_ name: String) -> (rest: String, number: Double?) {
    let body = name.last == "%" ? name.dropLast() : name[...]
    var start = body.endIndex
    while start > body.startIndex, body[body.index(before: start)].isASCIIDigitOrPoint {
      start = body.index(before: start)
    }
    // A point that parts the number from the name is none of the number.
    var digits = body[start...]
    if digits.first == "." { digits = digits.dropFirst() }
    guard let number = Double(digits), number.isFinite else { return (name, nil) }
    var rest = body[..<start]
    // A sign is one only where another mark parts the number from the name, as in lo--5.
    if rest.last == "-", let before = rest.dropLast().last, isMark(before) {
      return (trimmed(rest.dropLast()), -number)
    }
    rest = Substring(trimmed(rest))
    return (String(rest), number)
  }

  /// The last word of a name in lower case, and what stands before it, without the mark between.
  private static func splitWord(_ name: String) -> (base: String, word: String) {
    guard let mark = name.lastIndex(where: isMark) else { return ("", name.lowercased()) }
    return (trimmed(name[..<mark]), name[name.index(after: mark)...].lowercased())
  }

  private static func isMark(_ character: Character) -> Bool { "-_. ".contains(character) }

  private static func trimmed(_ text: some StringProtocol) -> String {
    var text = Substring(text)
    while let last = text.last, isMark(last) { text = text.dropLast() }
    return String(text)
  }

  /// `mean` of `mean_ci` and `mean_pi`, as their ends are called.
  private static func withoutInterval(_ name: String) -> String {
    let (base, word) = splitWord(name)
    return ["ci", "pi"].contains(word) ? base : name
  }
}

extension Character {
  fileprivate var isASCIIDigitOrPoint: Bool { isASCII && (isNumber || self == ".") }
}
