/// The patterns that a cell may be written in, found by its numbers, names and marks.
///
/// Forms that most files hold are read without a pattern (see `FormReading`); this is for all others: `Mar
/// 07, 2024`, `Tue May 21 00:00:00 2024`, `10/18/24 23:38`, `9/27/2024 11:41:16 PM`, `20240521 09:05:00
/// US/Eastern`, `2023-W01`, `Q1 2008`. What a pattern is called is what `--time-format` takes, so that it can
/// be suggested.
struct TimeGuess {
  /// A piece of a cell.
  enum Token: Equatable {
    case number(value: Int, count: Int)
    case word(String)
    case mark(String)
  }

  var tokens: [Token]
  /// What is known of each token: its letters in the pattern, or `nil`.
  var letters: [String?]

  /// The most bytes of a cell that is looked at.
  private static let mostBytes = 64

  /// The patterns that read `field`, the likeliest first; empty when there is none.
  static func patterns(for field: Span<UInt8>) -> [TimePattern] {
    guard (3...mostBytes).contains(field.count) else { return [] }
    var guess = TimeGuess(tokens: tokens(of: field))
    return guess.texts().compactMap { text in
      guard let pattern = try? TimePattern(text), (try? pattern.read(field)) != nil else { return nil }
      return pattern
    }
  }

  private init(tokens: [Token]) {
    self.tokens = tokens
    letters = Array(repeating: nil, count: tokens.count)
  }

  private static func tokens(of field: Span<UInt8>) -> [Token] {
    var tokens: [Token] = []
    var position = 0
    while position < field.count {
      let (value, count) = TimeScanning.digits(field, &position)
      if count > 0 {
        tokens.append(.number(value: value, count: count))
        continue
      }
      let start = position
      let isWord = field[start].isLetter
      // The bytes of a character above 127 stay together.
      while position < field.count, isWord && field[position].isLetter || field[position] >= 0x80 {
        position += 1
      }
      if position == start { position += 1 }
      let bytes = (start..<position).map { field[$0] }
      let text = String(decoding: bytes, as: UTF8.self)
      if field[start].isLetter {
        tokens.append(.word(text))
      } else if case .mark(let before) = tokens.last {
        tokens[tokens.count - 1] = .mark(before + text)
      } else {
        tokens.append(.mark(text))
      }
    }
    return tokens
  }

  /// The texts of patterns, the likeliest first.
  private mutating func texts() -> [String] {
    // 1000,5 is a number with a decimal comma, and no month of the year 1000.
    if tokens.count == 3, isMark(1, ","), count(of: 0) > 0, count(of: 2) > 0 { return [] }
    readTimeOfDay()
    readWords()
    if letters.contains(where: { $0 == "%V" || $0 == "%q" }) { return readWeekOrQuarter() }
    splitLongNumbers()
    let open = tokens.indices.filter { index in
      if case .number = tokens[index] { return letters[index] == nil }
      return false
    }
    // A mark at the end is no form: something is missing.
    if case .mark(let mark) = tokens.last, mark.hasSuffix(".") || mark.hasSuffix(","),
      letters.last == .some(nil)
    {
      return []
    }
    if has("%Y%m%d") || has("%y%m%d") {
      return open.isEmpty ? [text(with: [], at: [])].compactMap { $0 } : []
    }
    let month = letters.firstIndex { $0 == "%b" || $0 == "%B" || $0 == "%m" }
    let orders =
      month.map { self.orders(of: open, aroundMonth: $0) }
      ?? Self.orders(open.map { count(of: $0) }, open.map { value(of: $0) })
    return orders.compactMap { text(with: $0, at: open) }
  }

  func has(_ letter: String) -> Bool {
    letters.contains { $0 == letter || $0?.hasPrefix(letter) == true }
  }

  func count(of index: Int) -> Int {
    if case .number(_, let count) = tokens[index] { return count }
    return 0
  }

  func value(of index: Int) -> Int {
    if case .number(let value, _) = tokens[index] { return value }
    return 0
  }

  /// The text of the pattern whose numbers `open` have the letters `order`; `nil` where a word is left
  /// unread.
  func text(with order: [String], at open: [Int]) -> String? {
    var letters = letters
    for (index, letter) in zip(open, order) { letters[index] = letter }
    var text = ""
    for (token, letter) in zip(tokens, letters) {
      if let letter {
        text += letter
      } else if case .mark(let mark) = token {
        text += mark == "%" ? "%%" : mark.allSatisfy({ $0 == " " }) ? " " : mark
      } else {
        return nil
      }
    }
    return text
  }
}

// MARK: - Times of day

extension TimeGuess {
  /// Reads `9:05`, `09:05:00.5 PM +0100 (UTC)` and the like, of which there is one.
  private mutating func readTimeOfDay() {
    let colon = tokens.indices.first { index in
      isMark(index, ":") && count(of: index + 1, in: 2...2) && count(of: index - 1, in: 1...2)
    }
    guard let colon = colon ?? pointOfHalfDay() else {
      readWholeHour()
      return
    }
    let mark = isMark(colon, ":") ? ":" : "."
    var end = colon + 2
    letters[colon + 1] = "%M"
    if isMark(end, mark), count(of: end + 1, in: 2...2) {
      letters[end + 1] = "%S"
      end += 2
      if isMark(end, ".") || isMark(end, ","), count(of: end + 1, in: 1...9) {
        letters[end + 1] = "%f"
        end += 2
      }
    }
    letters[colon - 1] = readHalfDay(from: end) ? "%I" : "%H"
    readOffset(from: end)
  }

  /// The point behind the hour of `02.05.00 PM` or `02.05.00.000 PM`, which databases write.
  private func pointOfHalfDay() -> Int? {
    let isHalfDay = tokens.contains { token in
      if case .word(let word) = token { ["AM", "PM"].contains(word.uppercased()) } else { false }
    }
    guard isHalfDay else { return nil }
    return tokens.indices.first { index in
      isMark(index, ".") && count(of: index - 1, in: 1...2) && count(of: index + 1, in: 2...2)
        && isMark(index + 2, ".") && count(of: index + 3, in: 2...2)
    }
  }

  /// Reads `5 PM`.
  private mutating func readWholeHour() {
    for index in tokens.indices where count(of: index, in: 1...2) && (1...12).contains(value(of: index)) {
      guard tokens.indices.contains(index + 1), readHalfDay(from: index + 1, mostDistance: 1) else {
        continue
      }
      letters[index] = "%I"
      return
    }
  }

  /// Reads `AM` or `PM`, which may stand anywhere behind the hour.
  private mutating func readHalfDay(from start: Int, mostDistance: Int = 2) -> Bool {
    for index in start..<min(start + mostDistance + 1, tokens.count) {
      guard case .word(let word) = tokens[index] else { continue }
      if ["AM", "PM"].contains(word.uppercased()) {
        letters[index] = "%p"
        return true
      }
      // a.m. is five tokens: a . m .
      if ["A", "P"].contains(word.uppercased()), index + 3 < tokens.count, isMark(index + 1, "."),
        case .word(let next) = tokens[index + 2], next.uppercased() == "M", isMark(index + 3, ".")
      {
        letters[index] = "%p"
        for rest in index + 1...index + 3 { letters[rest] = "" }
        return true
      }
      return false
    }
    return false
  }

  /// Reads an offset from UTC right behind the time of day.
  private mutating func readOffset(from start: Int) {
    guard let sign = (start..<min(start + 5, tokens.count)).first(where: { isSign($0) }),
      count(of: sign + 1, in: 2...4)
    else { return }
    for index in start..<sign where letters[index] == nil {
      guard case .mark(let mark) = tokens[index], mark.allSatisfy({ $0 == " " }) else {
        // GMT+0100
        guard case .word(let word) = tokens[index], ["GMT", "UTC"].contains(word.uppercased()) else { return }
        letters[index] = word
        continue
      }
    }
    if case .mark(let mark) = tokens[sign] { letters[sign] = String(mark.dropLast()) + "%z" }
    letters[sign + 1] = ""
    if count(of: sign + 1, in: 2...2), isMark(sign + 2, ":"), count(of: sign + 3, in: 2...2) {
      letters[sign + 2] = ""
      letters[sign + 3] = ""
    }
  }

  private func isSign(_ index: Int) -> Bool {
    guard tokens.indices.contains(index), case .mark(let mark) = tokens[index] else { return false }
    return ["+", "-", " +", " -"].contains(mark)
  }

  func isMark(_ index: Int, _ text: String) -> Bool {
    tokens.indices.contains(index) && tokens[index] == .mark(text)
  }

  func count(of index: Int, in range: ClosedRange<Int>) -> Bool {
    guard tokens.indices.contains(index), case .number(_, let count) = tokens[index] else { return false }
    return range.contains(count)
  }
}
