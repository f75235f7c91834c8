extension TimeGuess {
  /// Reads names of months, weekdays and zones, and the letters of weeks, quarters and ISO 8601.
  mutating func readWords() {
    for index in tokens.indices where letters[index] == nil {
      guard case .word(let word) = tokens[index] else { continue }
      let bytes = Array(word.utf8)
      let isLong = word.count > 3
      switch word.uppercased() {
      case "T" where isBetweenNumbers(index): letters[index] = word
      case "AT", "ON": letters[index] = word
      case "Z" where index == tokens.count - 1: letters[index] = "%z"
      case "Q", "QUARTER", "QTR": readMarked(index, "%q", limit: 1)
      case "M" where isMonthMark(index): (letters[index], letters[index + 1]) = (word, "%m")
      case "W", "WK", "WEEK", "KW", "CW", "SEM": readMarked(index, "%V", limit: 2)
      default:
        if isWhole(bytes, by: { TimeScanning.month($0, &$1) != nil }) {
          letters[index] = isLong ? "%B" : "%b"
        } else if isWhole(bytes, by: { TimeScanning.weekday($0, &$1) }) {
          letters[index] = isLong ? "%A" : "%a"
        } else {
          readZone(index)
        }
      }
    }
  }

  /// Whether `read` reads all of `word`.
  private func isWhole(_ word: [UInt8], by read: (Span<UInt8>, inout Int) -> Bool) -> Bool {
    var position = 0
    return read(word.span, &position) && position == word.count
  }

  /// Whether a year stands before the word and a month behind it, as in `2020M01` and `2020-M01`.
  private func isMonthMark(_ index: Int) -> Bool {
    let before = isMark(index - 1, "-") ? index - 2 : index - 1
    return count(of: before, in: 4...4) && count(of: index + 1, in: 1...2)
  }

  func isBetweenNumbers(_ index: Int) -> Bool {
    index > 0 && count(of: index - 1, in: 1...8) && count(of: index + 1, in: 1...6)
  }

  /// Notes the number that belongs to a `W` or a `Q`, which stands behind it or, of quarters, before it.
  mutating func readMarked(_ index: Int, _ letter: String, limit: Int) {
    let text: String
    if case .word(let word) = tokens[index] { text = word } else { text = "" }
    let behind = [index + 1, index + 2].first { count(of: $0, in: 1...limit) }
    let isBehind = behind.map { $0 == index + 1 || isBlank(index + 1) } ?? false
    if let behind, isBehind {
      (letters[index], letters[behind]) = (text, letter)
    } else if letter == "%q", index > 0, count(of: index - 1, in: 1...1) {
      (letters[index], letters[index - 1]) = (text, letter)
    }
  }

  func isBlank(_ index: Int) -> Bool {
    guard tokens.indices.contains(index), case .mark(let mark) = tokens[index] else { return false }
    return mark == " " || mark == "-" || mark == "."
  }

  /// Reads the name of a zone, which may have marks and numbers in it, as `America/New_York`.
  mutating func readZone(_ start: Int) {
    guard start > 0 else { return }
    var name = ""
    var end = start
    for index in start..<tokens.count where letters[index] == nil {
      switch tokens[index] {
      case .word(let word): name += word
      case .mark(let mark) where ["/", "_", "-", "+"].contains(mark): name += mark
      case .number(let value, count: 1...2) where name.contains("/"): name += String(value)
      default: break
      }
      if !name.hasSuffix(Self.text(of: tokens[index])) { break }
      end = index
    }
    guard ZoneNames.isZone(name) else { return }
    letters[start] = "%Z"
    for index in start + 1..<max(start + 1, end + 1) { letters[index] = "" }
  }

  static func text(of token: Token) -> String {
    switch token {
    case .word(let text), .mark(let text): text
    case .number(let value, _): String(value)
    }
  }
}

// MARK: - Dates

extension TimeGuess {
  /// Reads the year beside a week or a quarter.
  mutating func readWeekOrQuarter() -> [String] {
    let isWeek = letters.contains("%V")
    var open = tokens.indices.filter { index in
      if case .number = tokens[index] { return letters[index] == nil }
      return false
    }
    // 2024-W05-1 has the number of the weekday.
    if isWeek, open.count == 2, count(of: open[1], in: 1...1), open[0] == 0 {
      letters[open[1]] = "%u"
      open.removeLast()
    }
    guard open.count == 1 else { return [] }
    switch count(of: open[0]) {
    case 4: return [text(with: [isWeek ? "%G" : "%Y"], at: open)].compactMap { $0 }
    case 2 where !isWeek: return [text(with: ["%y"], at: open)].compactMap { $0 }
    default: return []
    }
  }

  /// Reads dates and times of day whose digits stand together: `20240521`, `090500`.
  mutating func splitLongNumbers() {
    var hasDate = false
    for index in tokens.indices where letters[index] == nil {
      guard case .number(let value, let count) = tokens[index] else { continue }
      switch count {
      case 14: letters[index] = "%Y%m%d%H%M%S"
      case 12: letters[index] = "%Y%m%d%H%M"
      case 8 where (1900...2100).contains(value / 10_000): (letters[index], hasDate) = ("%Y%m%d", true)
      case 6 where hasDate: letters[index] = "%H%M%S"
      case 4 where hasDate: letters[index] = "%H%M"
      case 6 where has("%M"): (letters[index], hasDate) = ("%y%m%d", true)
      default: break
      }
    }
  }

  /// The letters that the numbers beside the name of a month may have, the likeliest first.
  func orders(of open: [Int], aroundMonth month: Int) -> [[String]] {
    let counts = open.map { count(of: $0) }
    switch counts.count {
    case 1 where counts[0] == 4: return [["%Y"]]
    // Jan-14 has a year; 14-Jan has none.
    case 1 where counts[0] == 2 && month < open[0]: return [["%y"]]
    case 2 where counts[0] == 4 && counts[1] <= 2: return [["%Y", "%d"]]
    case 2 where counts[1] == 4 && counts[0] <= 2: return [["%d", "%Y"]]
    case 2 where counts[0] <= 2 && counts[1] == 2:
      return value(of: open[0]) > 31 ? [["%y", "%d"]] : [["%d", "%y"]]
    default: return []
    }
  }

  /// The letters that numbers of these lengths may have in a date, the likeliest first.
  static func orders(_ counts: [Int], _ values: [Int]) -> [[String]] {
    let isShort = counts.map { $0 <= 2 }
    switch counts.count {
    case 2 where counts[0] == 4 && counts[1] == 3: return [["%Y", "%j"]]
    // No month has such a number.
    case 2 where counts == [4, 2] && (13...53).contains(values[1]): return [["%G", "%V"]]
    case 2 where counts[0] == 4 && isShort[1]: return [["%Y", "%m"]]
    case 2 where counts[1] == 4 && isShort[0]: return [["%m", "%Y"]]
    case 3 where counts[0] == 4 && isShort[1] && isShort[2]:
      return [["%Y", "%m", "%d"], ["%Y", "%d", "%m"]]
    case 3 where counts[2] == 4 && isShort[0] && isShort[1]:
      return [["%m", "%d", "%Y"], ["%d", "%m", "%Y"]]
    case 3 where isShort.allSatisfy { $0 }:
      let yearLast = counts[2] == 2 ? [["%m", "%d", "%y"], ["%d", "%m", "%y"]] : []
      return yearLast + (counts[0] == 2 ? [["%y", "%m", "%d"]] : [])
    default: return []
    }
  }
}
