import Files

extension TimeColumnParser {
  /// Decides what the column was.
  ///
  /// - Throws: `Failure` with an empty file name when it reads two ways, naming the option for each.
  public mutating func finish() throws(Failure) -> TimeColumn {
    if form == .number { return try finishNumbers() }
    if form == .clock { return finishClock() }
    if form == .pattern { try settleGuesses() }
    if form == .monthOrDayFirst, case .open(let dayFirst, let lines) = order {
      try chooseOrder(dayFirst, lines)
    }
    var notices = [orderNotice, intervalMark == nil ? nil : "of times from … to … the first is taken"]
      .compactMap(\.self)
    if !abbreviations.isEmpty {
      let read = abbreviations.sorted { $0.key < $1.key }.map {
        "\($0.key) as UTC\(Self.offsetText($0.value))"
      }
      notices.append("zones are read as offsets: \(read.joined(separator: ", "))")
    }
    if form != .pattern, withTimeOfDay > 0, withTimeOfDay < instants.count {
      notices.append("\(instants.count - withTimeOfDay) times without a time of day were read as midnight")
    }
    let kind: TimeKind = firstWithOffset != nil || zone != nil && !instants.isEmpty ? .utc : .local
    return column(kind: kind, format: textFormat(), notices: notices)
  }

  /// The column, with what is known of its clocks.
  private func column(kind: TimeKind, format: String, notices: [String] = []) -> TimeColumn {
    var column = TimeColumn(instants: instants, kind: kind, format: format, notices: notices)
    column.clocks = clocks
    if kind == .utc { column.clocks.zone = zone ?? namedZone }
    return column
  }

  private static func offsetText(_ seconds: Int) -> String {
    let minutes = abs(seconds) / 60
    func pair(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(seconds < 0 ? "-" : "+")\(pair(minutes / 60)):\(pair(minutes % 60))"
  }

  /// Times of day without a date: lengths of time, or a clock that passes midnight, which each series does
  /// where its rows do.
  private func finishClock() -> TimeColumn {
    var column = TimeColumn(instants: instants, kind: .elapsed, format: "a time of day without a date")
    guard !areLengths else {
      column.format = "elapsed time HH:MM:SS"
      return column
    }
    column.areClockTimes = true
    if let date {
      column.kind = zone == nil ? .local : .utc
      column.firstDay = date.daysSinceEpoch
      column.clocks.zone = zone
    } else {
      column.notices = [
        "times of day without a date are elapsed seconds from the first row on (--date 2024-01-31 gives them a date)"
      ]
    }
    return column
  }

  private func textFormat() -> String {
    if let pattern = pattern ?? guessed {
      return pattern.text + (zone.map { " in \($0.name)" } ?? "")
    }
    let mark = String(UnicodeScalar(firstSeparator))
    var format: String
    switch form {
    case .monthOrDayFirst:
      if case .settled(dayFirst: true, _) = order {
        format = "D\(mark)M\(mark)YYYY"
      } else {
        format = "M\(mark)D\(mark)YYYY"
      }
    case .yearMonthDay where firstSeparator != UInt8(ascii: "-"): format = "YYYY\(mark)M\(mark)D"
    case .yearMonth: format = "YYYY\(mark)MM"
    case let form: format = form?.name ?? "YYYY-MM-DD"
    }
    if withTimeOfDay > 0 { format += " HH:MM:SS" }
    if firstWithOffset != nil { format += " with offsets" }
    if let zone { format += " in \(zone.name)" }
    return format
  }

  func ambiguousOrder() -> Failure {
    let mark = String(UnicodeScalar(firstSeparator))
    let time = withTimeOfDay == 0 ? "" : hasSeconds ? " %H:%M:%S" : " %H:%M"
    let options = ["%m\(mark)%d\(mark)%Y", "%d\(mark)%m\(mark)%Y"].map { order in
      time.isEmpty ? "--time-format \(order)" : "--time-format '\(order)\(time)'"
    }
    return failure(
      "every date of the column reads with the month first and with the day first, as \(first?.text ?? "")",
      fix: "\(options[0]) (month first) or \(options[1]) (day first)")
  }

  func failure(_ message: String, fix: String) -> Failure {
    Failure(
      .data, at: Failure.Place(file: "", line: first?.line, column: first?.column), message, fix: fix)
  }

  private func finishNumbers() throws(Failure) -> TimeColumn {
    let smallest = instants.min()?.seconds ?? 0
    let largest = instants.max()?.seconds ?? 0
    let used = unit ?? .seconds
    if elapsed { return elapsedColumn(used) }
    if unit == .spreadsheetDays {
      return TimeColumn(instants: instants, kind: .local, format: "days as spreadsheets count them")
    }
    if unit != nil {
      if used.isOfElapsedTime ? !Self.areRecent(smallest...largest) : Self.areElapsed(smallest...largest) {
        return elapsedColumn(used)
      }
      let years: ClosedRange<Int64> = -62_135_596_800...253_402_300_799
      guard years.contains(smallest), years.contains(largest) else {
        throw failure(
          "the times \(first?.text ?? "") … are not between the years 1 and 9999 in \(used.name)",
          fix: "another --time-unit: s, ms, us, ns, m, h, d or excel")
      }
      let place = zone.map { ", in \($0.name)" } ?? ""
      return column(kind: .utc, format: "\(used.name) since 1970-01-01 UTC\(place)")
    }
    if areYears {
      let years = instants.map { year in
        Instant(
          seconds: CivilDate(year: Int(year.seconds), month: 1, day: 1).daysSinceEpoch * Instant.day)
      }
      return TimeColumn(instants: years, kind: .local, format: "YYYY")
    }
    throw ambiguousNumber(smallest, largest)
  }

  private func elapsedColumn(_ unit: ReadOptions.TimeUnit) -> TimeColumn {
    var column = TimeColumn(instants: instants, kind: .elapsed, format: "elapsed \(unit.name)")
    if unit.isOfElapsedTime { column.elapsedUnit = unit }
    return column
  }

  /// Whether seconds since 1970 lie between 1990 and 2100, as those of an epoch do.
  static func areRecent(_ seconds: ClosedRange<Int64>) -> Bool {
    seconds.lowerBound >= 631_152_000 && seconds.upperBound < 4_102_444_800
  }

  /// Whether an axis counts from a start of its own, and not from 1970.
  ///
  /// It starts within a day after zero; or it starts within a year before zero, as a recording that begins
  /// before an event, and ends within ten years after zero. No epoch is that old, and none that begins in
  /// 1969 that short.
  private static func areElapsed(_ seconds: ClosedRange<Int64>) -> Bool {
    if seconds.lowerBound >= 0 { return seconds.lowerBound < Instant.day }
    return seconds.lowerBound > -366 * Instant.day && (0..<3653 * Instant.day).contains(seconds.upperBound)
  }

  private func ambiguousNumber(_ smallest: Int64, _ largest: Int64) -> Failure {
    let text = first?.text ?? ""
    if areEightDigits {
      return failure(
        "\(text) may be a date or a number of seconds", fix: "--time-format %Y%m%d or --time-unit s")
    }
    if smallest >= 20_000, largest < 80_000 {
      return failure(
        "\(text) looks like the serial number of a spreadsheet's date",
        fix: "--time-unit excel; if it counts seconds, --time-unit s")
    }
    let units: [(name: String, factor: Int64)] = [
      ("s", 1), ("ms", 1000), ("us", 1_000_000), ("ns", 1_000_000_000),
    ]
    for (index, unit) in units.enumerated()
    where Self.areRecent(smallest / unit.factor...smallest / unit.factor) {
      let others = units[(index + 1)...]
      if let other = others.first(where: { Self.areRecent(largest / $0.factor...largest / $0.factor) }) {
        return failure(
          "the times since 1970 are in two units, \(unit.name) as \(smallest) and \(other.name) as \(largest)",
          fix: "write all of them in one unit")
      }
    }
    // Units in which the numbers lie between the years 1971 and 2200.
    let likely = units.filter { unit in
      smallest / unit.factor > 31_536_000 && largest / unit.factor < 7_258_118_400
    }
    guard let unit = likely.first, likely.count == 1 else {
      return failure(
        "the unit of the times \(text) … is not known",
        fix: "--time-unit s, m, h or d (seconds, minutes, hours, days), or ms, us or ns; "
          + "--steps if the rows are no more than counted")
    }
    return failure(
      "\(text) looks like a time since 1970, whose unit is not known", fix: "--time-unit \(unit.name)")
  }
}
