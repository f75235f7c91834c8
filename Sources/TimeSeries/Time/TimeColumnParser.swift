public import Files

/// Reads a column of times cell by cell and recognises its form from all of them.
///
/// Forms that read only one way are recognised: ISO 8601 dates and times, year first with slashes, months,
/// quarters, and dates with the month or the day first as soon as one row settles which. A form with two readings
/// is asked for with the exact option. Instants are kept once; only while month and day first are both
/// possible are both readings kept.
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

  private(set) var instants: [Instant] = []
  private(set) var form: TimeForm?
  private(set) var order = DateOrder.open(dayFirst: [], lines: [])
  private(set) var first: Cell?
  private(set) var firstSeparator: UInt8 = 0
  private(set) var firstWithOffset: Int?
  private var firstWithoutOffset: Int?
  private(set) var withTimeOfDay = 0
  private(set) var hasSeconds = false
  private(set) var areYears = true
  private(set) var areEightDigits = true
  private(set) var clocks = ClockOffsets()
  private var fixedLength: Int?

  /// Creates a parser.
  ///
  /// - Parameters:
  ///   - format: A pattern in strptime's letters, or `nil` to recognise the form.
  ///   - unit: The unit of numeric times, or `nil` when they must not be assumed.
  ///   - zone: The IANA zone of times without an offset, whose clocks all times go by; `nil` to leave them
  ///     local.
  ///   - elapsed: Whether the header says that numbers are seconds since the start.
  /// - Throws: `Failure` for a pattern or a zone that does not exist.
  public init(
    format: String? = nil, unit: ReadOptions.TimeUnit? = nil, zone: String? = nil, elapsed: Bool = false
  ) throws(Failure) {
    if let format { pattern = try TimePattern(format) } else { pattern = nil }
    if let zone { self.zone = try TimeZoneTable(named: zone) } else { self.zone = nil }
    self.unit = unit
    self.elapsed = elapsed
  }

  /// Reads the cell that starts at byte `column` of `line`.
  ///
  /// - Throws: `Failure` with an empty file name when it is no time, or is one in another form than the cells before.
  public mutating func append(_ field: Span<UInt8>, line: Int, column: Int) throws(Failure) {
    do throws(TimeProblem) {
      try read(field, line: line, column: column)
    } catch {
      var problem = error
      if first == nil, problem.fix == nil || problem.fix == "--time-format" {
        problem.fix =
          "if line \(line) is not data, --skip-rows \(line) --no-header; otherwise --time-format with its form"
      }
      throw Failure(
        .data, at: Failure.Place(file: "", line: line, column: column),
        "cannot read \(TimeScanning.shown(field)) as a time: \(problem.message)", fix: problem.fix)
    }
    if first == nil { first = Cell(line: line, column: column, text: TimeScanning.shown(field)) }
  }

  /// The fixed form that the last cell had, by which others may be read elsewhere; `nil` if it had none.
  var fixedForm: FixedTime? { fixedLength.map { FixedTime(length: $0, zone: zone) } }

  /// Takes over `count` cells that were read by ``fixedForm``, whose instants `append` adds.
  mutating func take(_ count: Int, of form: FixedTime, append: (inout [Instant]) -> Void) {
    if form.hasTimeOfDay { withTimeOfDay += count }
    append(&instants)
  }

  /// Whether there are no cells yet.
  var isEmpty: Bool { instants.isEmpty }

  /// Makes room for `count` more cells.
  mutating func reserve(_ count: Int) { instants.reserveLargePages(instants.count + count) }

  private mutating func read(_ field: Span<UInt8>, line: Int, column: Int) throws(TimeProblem) {
    fixedLength = nil
    if let pattern {
      let time = try pattern.read(field)
      try keep(time, line: line)
    } else if form == .yearMonthDay || form == nil, let time = FormReading.atFixedPositions(field) {
      form = .yearMonthDay
      if instants.isEmpty { firstSeparator = UInt8(ascii: "-") }
      fixedLength = field.count
      if field.count > 10 { withTimeOfDay += 1 }
      try keep(try time.validated(), line: line)
    } else if form == .number || form == nil, let number = try TimeNumber.read(field) {
      form = .number
      areYears = areYears && number.isFourDigits && (1500..<2200).contains(number.value.seconds)
      areEightDigits = areEightDigits && number.isEightDigits
      try keep(number, line: line)
    } else {
      try keep(try FormReading.general(field), line: line)
    }
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
    if unit != nil, !elapsed, let last = instants.last {
      // Seconds among milliseconds: only a change of unit moves an epoch by a factor near a thousand.
      let (small, large) = (min(last.seconds, instant.seconds), max(last.seconds, instant.seconds))
      let isJump = small > 100_000 && large / small >= 500 && large > 100_000_000
      if isJump { throw TimeProblem("it is a thousand times another unit than the cells before") }
    }
    instants.append(instant)
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
  private mutating func settleOrder(
    dayFirst: Bool, line: Int, backlog: [Instant], _ lines: [Int]
  ) throws(TimeProblem) {
    order = .settled(dayFirst: dayFirst, line: line)
    if dayFirst { instants = backlog }
    guard let zone, firstWithOffset == nil else { return }
    for index in instants.indices {
      do throws(TimeProblem) {
        // One cell with a time of day makes midnights times of day, too.
        instants[index] =
          withTimeOfDay == 0 ? zone.instant(ofCivil: instants[index]) : try zone.utc(ofLocal: instants[index])
      } catch {
        throw TimeProblem("line \(lines[index]): \(error.message)", fix: error.fix)
      }
    }
  }

  private mutating func keep(_ time: CivilTime, line: Int) throws(TimeProblem) {
    noteOffset(of: time, line: line)
    try checkOffsets()
    instants.append(try time.instant(in: zone))
  }

  private mutating func noteOffset(of time: CivilTime, line: Int) {
    if let offset = time.offset {
      if firstWithOffset == nil { firstWithOffset = line }
      clocks.note(offset, row: instants.count)
    } else if firstWithoutOffset == nil {
      firstWithoutOffset = line
    }
  }

  private func checkOffsets() throws(TimeProblem) {
    if let with = firstWithOffset, let without = firstWithoutOffset {
      throw TimeProblem(
        "times have an offset from UTC on line \(with) and none on line \(without)",
        fix: "write all of them with an offset, or all without")
    }
  }
}
