import Files

extension TimeColumnParser {
  /// A pattern that all cells so far have, and what they are by it.
  struct Guess {
    let pattern: TimePattern
    var instants: [Instant] = []
    var repeated: [(row: Int, seconds: Int64)] = []

    /// Whether the year has two digits and comes first, which is the least usual order.
    var hasShortYearFirst: Bool { pattern.elements.first == .shortYear }

    /// Whether a year of four digits comes first and the day before the month, which nobody writes where both
    /// may be: after the year ISO 8601 has the month.
    var hasDayAfterYear: Bool {
      let parts = pattern.elements.filter { [.year, .month, .day].contains($0) }
      return parts == [.year, .day, .month]
    }

    /// The seconds from each cell to the next, summed without their signs: small where the order of the parts
    /// is the right one.
    var variation: Double {
      zip(instants, instants.dropFirst()).reduce(0) { $0 + abs(Double($1.1.seconds - $1.0.seconds)) }
    }
  }

  /// Finds the patterns of the first cell; `false` when there is none.
  mutating func guess(_ field: Span<UInt8>) -> Bool {
    guard unit == nil, !elapsed else { return false }
    guesses = TimeGuess.patterns(for: field).map { Guess(pattern: $0) }
    if guesses.isEmpty { return false }
    form = .pattern
    return true
  }

  /// Reads a cell by all patterns that are left, and leaves out those that do not fit.
  mutating func readGuesses(_ field: Span<UInt8>, line: Int) throws(TimeProblem) {
    var left: [Guess] = []
    var problem: TimeProblem?
    var last: CivilTime?
    for var guess in guesses {
      do throws(TimeProblem) {
        let time = try named(try guess.pattern.read(field), field)
        let (instant, toSecond) = try time.instant(in: zone)
        if toSecond > 0 { guess.repeated.append((guess.instants.count, toSecond)) }
        guess.instants.append(instant)
        last = time
        left.append(guess)
      } catch {
        if problem == nil { problem = error }
      }
    }
    guard let time = last else {
      throw problem ?? TimeProblem("it is no time")
    }
    // The row is the number of cells read so far.
    instants = guesses.first?.instants ?? []
    noteOffset(of: time, line: line)
    try checkOffsets()
    if time.hasTimeOfDay { withTimeOfDay += 1 }
    guesses = left
    instants = left.first?.instants ?? []
    if left.count == 1 { take(left[0]) }
  }

  /// Reads further cells by one pattern only.
  mutating func take(_ guess: Guess) {
    guessed = guess.pattern
    instants = guess.instants
    for row in guess.repeated { clocks.noteRepeated(row.seconds, row: row.row) }
    guesses = []
  }

  /// Chooses one of the patterns that all cells have.
  ///
  /// - Throws: `Failure` where two of them are as likely, naming the option for each.
  mutating func settleGuesses() throws(Failure) {
    let usual = guesses.filter { !$0.hasDayAfterYear }
    if !usual.isEmpty { guesses = usual }
    let yearLast = guesses.filter { !$0.hasShortYearFirst }
    let yearFirst = guesses.filter(\.hasShortYearFirst)
    if let first = yearFirst.first, let other = yearLast.map(\.variation).min() {
      if other * 4 < first.variation {
        guesses = yearLast
      } else if first.variation * 4 < other {
        guesses = [first]
      }
    }
    guard let only = guesses.first else { return try refuseDaysAsYears() }
    if guesses.count == 2 { chooseGuess() }
    guard guesses.count == 1 else { throw severalGuesses() }
    take(guesses.first ?? only)
    try refuseDaysAsYears()
  }

  private func severalGuesses() -> Failure {
    let options = guesses.map { guess in
      "--time-format \(ColumnNames.word(guess.pattern.text)) (\(Self.order(of: guess.pattern)) first)"
    }
    return failure(
      "every time of the column reads in \(guesses.count == 2 ? "two" : "three") ways, as \(first?.text ?? "")",
      fix: options.joined(separator: " or "))
  }

  private static func order(of pattern: TimePattern) -> String {
    let part = pattern.elements.first { [.month, .day, .year, .shortYear].contains($0) }
    return part == .month ? "month" : part == .day ? "day" : "year"
  }

  /// Refuses `Jan-01`, `Jan-02`, …, where the numbers are days and not years.
  private func refuseDaysAsYears() throws(Failure) {
    guard let guessed, guessed.elements.contains(.shortYear), !guessed.elements.contains(.day),
      guessed.elements.contains(.monthName), instants.count > 2
    else { return }
    let months = instants.map { CivilDate(daysSinceEpoch: $0.daysSinceEpoch).month }
    let same = zip(months, months.dropFirst()).count { $0 == $1 }
    guard same * 2 > instants.count else { return }
    throw failure(
      "\(first?.text ?? "") may be a day without a year",
      fix:
        "--time-format \(ColumnNames.word(guessed.text)) if the number is a year; otherwise write the year, too"
    )
  }

  /// The time with the zone that its cell names.
  mutating func named(_ time: CivilTime, _ field: Span<UInt8>) throws(TimeProblem) -> CivilTime {
    guard let range = time.zoneName else { return time }
    var time = time
    switch zoneNames.meaning(of: field, range) {
    case .offset(let seconds):
      time.offset = seconds
      if seconds != 0 { abbreviations[String(decoding: range.map { field[$0] }, as: UTF8.self)] = seconds }
    case .zone(let zone):
      time.zone = zone
      if namedZone == nil { namedZone = zone.table }
    case .unknown:
      throw TimeProblem(
        "the zone \(String(decoding: range.map { field[$0] }, as: UTF8.self)) is not known",
        fix: "--time-format with the letters themselves instead of %Z, and --timezone with the zone")
    }
    return time
  }
}
