/// Finds the columns of prices by the spelling of their names: `High`, `AAPL.High`, `2. high`, `PX_HIGH`,
/// `adjHigh`.
package struct PriceColumns {
  /// Columns whose names differ in the price alone, as those of one ticker do.
  struct Family {
    /// What else their names say.
    var rest: String
    /// Whether they are adjusted for splits and dividends.
    var isAdjusted: Bool
    var columns: [Price: Int] = [:]
  }

  private(set) var families: [Family] = []

  private static let words: [String: Price] = {
    let spellings: [(Price, String)] = [
      (.open, "open o opening first eröffnung erster apertura abertura ouverture otwarcie"),
      (.high, "high h highest hoch max maximum máximo maximo haut massimo najwyzszy"),
      (.low, "low l lowest tief min minimum mínimo minimo bas najnizszy"),
      (
        .close,
        "close c closing last settle schluss schlusskurs zuletzt cierre clôture cloture dernier chiusura ultimo último fechamento zamkniecie"
      ),
    ]
    var words: [String: Price] = [:]
    for (price, text) in spellings {
      for word in text.split(separator: " ") { words[String(word)] = price }
    }
    return words
  }()
  private static let fillers: Set<String> = [
    "price", "prices", "px", "preis", "kurs", "prix", "precio", "plus", "usd", "eur",
  ]
  private static let adjusted: Set<String> = ["adj", "adjusted"]

  /// Looks at the names of the columns that `isFree` for a target.
  init(_ names: [String], where isFree: (Int) -> Bool) {
    for (index, name) in names.enumerated() where isFree(index) {
      guard let (price, rest, isAdjusted) = Self.reading(of: name) else { continue }
      let place = families.firstIndex { $0.rest == rest && $0.isAdjusted == isAdjusted }
      if place == nil { families.append(Family(rest: rest, isAdjusted: isAdjusted)) }
      let family = place ?? families.count - 1
      if families[family].columns[price] == nil { families[family].columns[price] = index }
    }
    // Where the price of a row stands beside its open, high and low, it is the close.
    if let price = names.indices.first(where: { isFree($0) && Self.words(of: names[$0]) == ["price"] }),
      let plain = families.firstIndex(where: {
        $0.rest.isEmpty && !$0.isAdjusted && $0.columns[.close] == nil
      })
    {
      families[plain].columns[.close] = price
    }
  }

  /// The columns of `prices` in one family, plain ones rather than those with more in their names.
  ///
  /// - Returns: All that there are where two families are as plain as each other.
  func candidates(of prices: [Price], adjusted isPreferred: Bool) -> [[Int]] {
    let complete = families.filter { family in prices.allSatisfy { family.columns[$0] != nil } }
    let ranks = complete.map { ($0.rest.isEmpty ? 0 : 2) + ($0.isAdjusted == isPreferred ? 0 : 1) }
    guard let best = ranks.min() else { return [] }
    return zip(complete, ranks).filter { $0.1 == best }.map { family, _ in
      prices.compactMap { family.columns[$0] }
    }
  }

  /// Whether a column is named as one that is adjusted for splits and dividends.
  package static func isAdjusted(_ name: String) -> Bool { reading(of: name)?.isAdjusted ?? false }

  private static func reading(of name: String) -> (price: Price, rest: String, isAdjusted: Bool)? {
    var words = words(of: name)
    let isAdjusted = words.contains { adjusted.contains($0) }
    words.removeAll { adjusted.contains($0) }
    let kept = words.filter { !fillers.contains($0) }
    guard let last = kept.lastIndex(where: { self.words[$0] != nil }), let price = self.words[kept[last]]
    else {
      // `AAPL.Adjusted` is the close.
      return isAdjusted ? (.close, kept.joined(separator: " "), true) : nil
    }
    var rest = kept
    rest.remove(at: last)
    return (price, rest.joined(separator: " "), isAdjusted)
  }

  /// The words of a name, in lower case: numbers part them, and a capital after a small letter begins one.
  private static func words(of name: String) -> [String] {
    var words: [String] = []
    var word = ""
    var wasLower = false
    for character in name {
      if !character.isLetter || character.isUppercase && wasLower {
        if !word.isEmpty { words.append(word.lowercased()) }
        word = ""
      }
      if character.isLetter { word.append(character) }
      wasLower = character.isLowercase
    }
    if !word.isEmpty { words.append(word.lowercased()) }
    return words.flatMap { word in
      let price = word.hasPrefix("adj") && !adjusted.contains(word) ? String(word.dropFirst(3)) : ""
      return self.words[price] == nil ? [word] : ["adj", price]
    }
  }
}
