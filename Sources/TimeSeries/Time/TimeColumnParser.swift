public import Files

/// Reads a column of times cell by cell and recognises its form from all of them.
///
/// Forms that read only one way are recognised: ISO 8601 dates and times, year first with slashes, months,
/// quarters, dates with the month or the day first as soon as one row settles which, and whatever else the
/// first cell tells by its names and marks (see `TimeGuess`). A form with two readings is asked for with the
/// exact option. Instants are kept once; only while month and day first are both possible are both readings
/// kept.
public struct TimeColumnParser {
  /// How a column with month or day first is read.
  enum DateOrder {
    /// Both readings are possible; the other one (day first) of every cell so far, and each cell's line.
    case open(dayFirst: [Instant], lines: [Int])
    /// A cell on `line` settled it.
    case settled(dayFirst: Bool, line: Int)
  }

  /// The first cell of some kind, for messages.
  struct Cell {
    var line: Int
    var column: Int
    var text: String
  }

  let pattern: TimePattern?
  let unit: ReadOptions.TimeUnit?
  let zone: TimeZoneTable?
  let elapsed: Bool
  let date: CivilDate?

  var instants: [Instant] = []
  var form: TimeForm?
  var order = DateOrder.open(dayFirst: [], lines: [])
  var first: Cell?
  var firstSeparator: UInt8 = 0
  var firstWithOffset: Int?
  var firstWithoutOffset: Int?
  var withTimeOfDay = 0
  var hasSeconds = false
  var areYears = true
  var areEightDigits = true
  var clocks = ClockOffsets()
  var fixedLength: Int?
  /// The patterns that all cells so far have, while there are several, and what the cells are by each.
  var guesses: [Guess] = []
  /// The pattern that the first cells told.
  var guessed: TimePattern?
  /// The zones that cells name.
  var zoneNames = ZoneNames()
  /// The zone with clocks of its own that the first cell names.
  var namedZone: TimeZoneTable?
  /// Abbreviations that were read as offsets.
  var abbreviations: [String: Int] = [:]
  /// Whether a time without a date can only be a length of time.
  var areLengths = false
  /// What files with such marks have, where every date reads with the month first and with the day first.
  var convention = DateConvention()
  /// What parts the start of an interval from its end, where cells have both.
  var intervalMark: IntervalMark?
  /// What was decided about dates that read two ways.
  var orderNotice: String?

  /// Creates a parser.
  ///
  /// - Parameters:
  ///   - format: A pattern in strptime's letters, or `nil` to recognise the form.
  ///   - unit: The unit of numeric times, or `nil` when they must not be assumed.
  ///   - zone: The IANA zone of times without an offset, whose clocks all times go by; `nil` to leave them
  ///     local.
  ///   - elapsed: Whether the header says that numbers are seconds since the start.
  ///   - date: The day of the first row, as `2024-01-31`, for times of day without a date.
  /// - Throws: `Failure` for a pattern, a zone or a day that does not exist.
  public init(
    format: String? = nil, unit: ReadOptions.TimeUnit? = nil, zone: String? = nil, elapsed: Bool = false,
    date: String? = nil
  ) throws(Failure) {
    if let format { pattern = try TimePattern(format) } else { pattern = nil }
    if let zone { self.zone = try TimeZoneTable(named: zone) } else { self.zone = nil }
    self.unit = unit
    self.elapsed = elapsed
    self.date = try date.map { text throws(Failure) in try Self.day(text) }
  }

  /// The day that `--date` names.
  private static func day(_ text: String) throws(Failure) -> CivilDate {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, let time = FormReading.atFixedPositions(bytes.span),
      let date = try? time.validated().date
    else {
      throw Failure(.arguments, "--date \"\(text)\" is not a day", fix: "write it as --date 2024-01-31")
    }
    return date
  }

  /// Reads the cell that starts at byte `column` of `line`.
  ///
  /// - Throws: `Failure` with an empty file name when it is no time, or is one in another form than the cells
  ///   before.
  public mutating func append(_ field: Span<UInt8>, line: Int, column: Int) throws(Failure) {
    do throws(TimeProblem) {
      try read(field, line: line, column: column)
    } catch {
      var problem = error
      if problem.fix == nil || problem.fix == "--time-format" {
        problem.fix = fix(field, line: line)
      }
      throw Failure(
        .data, at: Failure.Place(file: "", line: line, column: column),
        "cannot read \(TimeScanning.shown(field)) as a time: \(problem.message)", fix: problem.fix)
    }
    if first == nil { first = Cell(line: line, column: column, text: TimeScanning.shown(field)) }
  }

  /// What to do about a cell that is no time.
  private func fix(_ field: Span<UInt8>, line: Int) -> String? {
    // What stands between the header and the first time is no time: a word, or a cell of another form.
    let hasDigit = (0..<field.count).contains { field[$0] &- UInt8(ascii: "0") < 10 }
    let other = instants.count == 1 ? first?.line : nil
    if let other, hasDigit { return "if line \(other) is not data, --skip-rows \(other) --no-header" }
    guard first == nil else { return nil }
    if let names = namedTime(field) {
      return "write the year with it, or --steps if the rows are in order and \(names) apart"
    }
    return hasDigit
      ? "--steps if the rows are in order and alike; otherwise --time-format with the form of the cells in strptime's letters, or --time with another column"
      : "if line \(line) is not data, --skip-rows \(line) --no-header; otherwise --time with another column"
  }

  /// What rows are apart if a cell is the name of a month and no more.
  private func namedTime(_ field: Span<UInt8>) -> String? {
    var position = 0
    guard TimeScanning.month(field, &position) != nil, position == field.count else {
      return nil
    }
    return "a month"
  }

  /// The fixed form that the last cell had, by which others may be read elsewhere; `nil` if it had none.
  var fixedForm: FixedTime? { fixedLength.map { FixedTime(length: $0, zone: zone) } }

  /// Takes over `count` cells that were read by ``fixedForm``, whose instants `append` adds.
  mutating func take(_ count: Int, of form: FixedTime, append: (inout [Instant]) -> Void) {
    if form.hasTimeOfDay { withTimeOfDay += count }
    append(&instants)
  }

  /// Takes back the last cell, where it had the fixed form and nothing was learnt from it but its instant;
  /// never the first.
  mutating func takeBack() -> Instant? {
    guard let fixedLength, instants.count > 1, clocks.repeated.last?.row != instants.count - 1 else {
      return nil
    }
    if fixedLength > 10 { withTimeOfDay -= 1 }
    return instants.removeLast()
  }

  /// Whether there are no cells yet.
  var isEmpty: Bool { instants.isEmpty }

  /// Makes room for `count` more cells.
  mutating func reserve(_ count: Int) { instants.reserveLargePages(instants.count + count) }

  private mutating func read(_ field: Span<UInt8>, line: Int, column: Int) throws(TimeProblem) {
    fixedLength = nil
    if let intervalMark, let count = intervalMark.countBefore(in: field) {
      return try readCell(field.extracting(0..<count), line: line, column: column)
    }
    try readCell(field, line: line, column: column)
  }

  private mutating func readCell(_ field: Span<UInt8>, line: Int, column: Int) throws(TimeProblem) {
    if let pattern = pattern ?? guessed {
      let count = pattern.isOfDigits ? TimeScanning.countWithoutZeroFraction(field) : field.count
      let cell = field.extracting(0..<count)
      try keep(try named(try pattern.read(cell), cell), line: line)
    } else if form == .pattern {
      try readGuesses(field, line: line)
    } else if form == .yearMonthDay || form == nil, let time = FormReading.atFixedPositions(field) {
      form = .yearMonthDay
      if instants.isEmpty { firstSeparator = UInt8(ascii: "-") }
      fixedLength = field.count
      if field.count > 10 { withTimeOfDay += 1 }
      try keep(try time.validated(), line: line)
    } else if form == .number || form == nil, let number = try number(field) {
      form = .number
      areYears = areYears && number.isFourDigits && (1500..<2200).contains(number.value.seconds)
      areEightDigits = areEightDigits && number.isEightDigits
      try keep(number, line: line)
    } else if form == .clock || form == nil, let clock = ClockReading.read(field) {
      form = .clock
      areLengths = areLengths || clock.isLength
      instants.append(clock.time)
    } else {
      try readGeneral(field, line: line)
    }
  }

  private func number(_ field: Span<UInt8>) throws(TimeProblem) -> TimeNumber? {
    try TimeNumber.read(field.extracting(0..<TimeScanning.countWithoutZeroFraction(field)))
  }

  private mutating func readGeneral(_ field: Span<UInt8>, line: Int) throws(TimeProblem) {
    let reading: FormReading
    do throws(TimeProblem) {
      reading = try FormReading.general(field)
    } catch {
      guard form == nil else { throw error }
      if guess(field) { return try readGuesses(field, line: line) }
      guard intervalMark == nil, let mark = IntervalMark(field), let count = mark.countBefore(in: field)
      else {
        throw error
      }
      intervalMark = mark
      return try readCell(field.extracting(0..<count), line: line, column: 1)
    }
    try keep(reading, line: line)
  }

  /// Checks that a cell has the form of the cells before it.
  private mutating func settle(_ found: TimeForm) throws(TimeProblem) {
    if let form, form != found {
      throw TimeProblem(
        "it has the form \(found.name), but line \(first?.line ?? 1) has the form \(form.name)")
    }
    form = found
  }

  private mutating func keep(_ number: TimeNumber, line: Int) throws(TimeProblem) {
    let instant = TimeNumber.instant(of: number.value, unit: unit ?? .seconds)
    // Beyond thirty million years, adding steps could overflow.
    guard unit == nil && !elapsed || abs(instant.seconds) <= 1_000_000_000_000_000 else {
      throw TimeProblem("too large for a time")
    }
    if unit != nil, !elapsed, let last = instants.last,
      Self.isOtherUnit(last.seconds, beside: instant.seconds)
    {
      throw TimeProblem("it is a thousand times another unit than the cells before")
    }
    instants.append(instant)
  }

  /// Whether one of two epochs is in seconds and the other in milliseconds, or alike: only a change of unit
  /// moves one by a factor near a thousand.
  static func isOtherUnit(_ seconds: Int64, beside other: Int64) -> Bool {
    let (small, large) = (min(seconds, other), max(seconds, other))
    return small > 100_000 && large / small >= 500 && large > 100_000_000
  }

  private mutating func keep(_ reading: FormReading, line: Int) throws(TimeProblem) {
    try settle(reading.form)
    if instants.isEmpty {
      firstSeparator = reading.separator
      hasSeconds = reading.time.second != 0
    }
    if reading.time.hasTimeOfDay { withTimeOfDay += 1 }
    guard reading.form == .monthOrDayFirst else {
      return try keep(try reading.time.validated(), line: line)
    }
    var swapped = reading.time
    (swapped.date.month, swapped.date.day) = (reading.time.date.day, reading.time.date.month)
    let canBeMonthFirst = reading.time.date.month <= 12
    let canBeDayFirst = swapped.date.month <= 12
    switch order {
    case .settled(let dayFirst, let settledBy):
      guard dayFirst ? canBeDayFirst : canBeMonthFirst else {
        throw TimeProblem(
          "the \(dayFirst ? "day" : "month") comes first since line \(settledBy), and here it cannot",
          fix: "check both lines; --time-format settles a column that is right")
      }
      try keep(try (dayFirst ? swapped : reading.time).validated(), line: line)
    case .open(var dayFirst, var lines):
      guard canBeMonthFirst || canBeDayFirst else { throw TimeProblem("neither part is a month") }
      if canBeMonthFirst && canBeDayFirst {
        order = .settled(dayFirst: false, line: line)  // Releases the arrays, so that they grow in place.
        noteOffset(of: reading.time, line: line)
        dayFirst.append(try swapped.validated().instant)
        lines.append(line)
        order = .open(dayFirst: dayFirst, lines: lines)
        instants.append(try reading.time.validated().instant)
        return try checkOffsets()
      }
      try settleOrder(dayFirst: !canBeMonthFirst, line: line, backlog: dayFirst, lines)
      try keep(try (canBeMonthFirst ? reading.time : swapped).validated(), line: line)
    }
  }

  /// Chooses one of the two readings of the cells so far.
  mutating func settleOrder(
    dayFirst: Bool, line: Int, backlog: [Instant], _ lines: [Int]
  ) throws(TimeProblem) {
    order = .settled(dayFirst: dayFirst, line: line)
    if dayFirst { instants = backlog }
    guard let zone, firstWithOffset == nil else { return }
    for index in instants.indices {
      do throws(TimeProblem) {
        // One cell with a time of day makes midnights times of day, too.
        guard withTimeOfDay > 0 else {
          instants[index] = zone.instant(ofCivil: instants[index])
          continue
        }
        let (first, toSecond) = try zone.instants(ofLocal: instants[index])
        instants[index] = first
        if toSecond > 0 { clocks.noteRepeated(toSecond, row: index) }
      } catch {
        throw TimeProblem("line \(lines[index]): \(error.message)", fix: error.fix)
      }
    }
  }
}
