/// The columns that hold the time of a row between them, and how they are joined.
///
/// One column is read as it is. Several are written as one text, `2024-01-31 09:05:00`, which is then read
/// like the cell of one column.
struct TimeSource: Equatable {
  /// What one of several columns holds.
  enum Part: Equatable {
    /// A date in any form.
    case date
    /// A date of eight digits.
    case digits
    /// A time of day in any form.
    case clock
    /// A time of day of up to four or six digits.
    case clockDigits(Int)
    case year, month, day, week, quarter, dayOfYear, hour, minute, second
    /// A week of the CDC, which begins on a Sunday.
    case epidemiologicalWeek
    /// Whatever else; it is joined with a space before it.
    case text
  }

  /// The columns, in the order in which they are joined.
  let columns: [Int]
  /// What they hold; empty where there is one.
  let parts: [Part]
  /// Whether the parts are joined by spaces, because a pattern tells the rest.
  var isPlain = false

  /// A time in one column.
  init(_ column: Int) { (columns, parts) = ([column], []) }

  /// A time in several columns, which are put in the order of a date.
  init(_ columns: [(column: Int, part: Part)], isPlain: Bool = false) {
    self.isPlain = isPlain
    let sorted =
      isPlain
      ? columns
      : columns.enumerated().sorted { left, right in
        (left.element.part.place, left.offset) < (right.element.part.place, right.offset)
      }.map(\.element)
    self.columns = sorted.map(\.column)
    parts = sorted.map(\.part)
  }

  /// Whether the columns give a date between them.
  var isDate: Bool {
    let has = { (part: Part) in parts.contains(part) }
    let units = [Part.month, .week, .epidemiologicalWeek, .quarter, .dayOfYear]
    return isPlain || has(.date) || has(.digits) || has(.year) && units.contains(where: has)
  }

  /// A fix that names a pattern for the text that ``join(_:)`` writes, as options that read the columns
  /// themselves, which are joined by spaces then; `fix` itself where their cells do not have that form.
  func naming(_ names: [String], in fix: String) -> String {
    let isReadable = parts.allSatisfy { [.date, .clock, .hour, .minute, .second].contains($0) }
    guard fix.contains("--time-format"), isReadable else { return fix }
    let option = "--time \(ColumnNames.word(ColumnNames.joined(names))) --time-format"
    var fix = fix.replacing("--time-format", with: option)
    if parts.contains(.hour) {
      let clock = parts.contains(.minute) ? parts.contains(.second) ? "%H %M %S" : "%H %M" : "%H"
      fix = fix.replacing("%H:%M:%S", with: clock).replacing("%H:%M", with: clock)
    }
    return fix
  }

  /// Writes the cells, which come in the order of the columns, as one text.
  func join(_ cells: [[UInt8]]) -> [UInt8] {
    if isPlain { return Array(cells.joined(separator: [UInt8(ascii: " ")])) }
    // A time of which a part is missing is missing.
    if cells.contains(where: \.isEmpty) { return [] }
    var text: [UInt8] = []
    if parts.contains(.epidemiologicalWeek) { return Self.epidemiologicalWeek(cells) }
    for (part, cell) in zip(parts, cells) { part.append(cell, to: &text) }
    if parts.contains(.hour), !parts.contains(.minute) { text += Array(":00".utf8) }
    return text
  }

  /// The Sunday of a week of the CDC, whose first week is the one with the year's first Wednesday; the cells
  /// themselves where they are none.
  private static func epidemiologicalWeek(_ cells: [[UInt8]]) -> [UInt8] {
    let numbers = cells.map { Int(String(decoding: $0, as: UTF8.self)) }
    guard let year = numbers[0], let week = numbers[1], (1...9999).contains(year), (1...53).contains(week)
    else {
      return Array(cells.joined(separator: [UInt8(ascii: " ")]))
    }
    let fourth = CivilDate(year: year, month: 1, day: 4).daysSinceEpoch
    let sunday = fourth - Int64((CivilDate.weekday(ofDay: fourth) + 1) % 7)
    let text = TimeText(kind: .local).text(
      of: Instant(seconds: (sunday + Int64(7 * (week - 1))) * Instant.day))
    return Array(text.utf8)
  }
}

extension TimeSource.Part {
  /// Its place in a date.
  fileprivate var place: Int {
    switch self {
    case .date, .digits, .year: 0
    case .month, .week, .epidemiologicalWeek, .quarter, .dayOfYear: 1
    case .day: 2
    case .clock, .clockDigits, .hour: 3
    case .minute: 4
    case .second: 5
    case .text: 6
    }
  }

  fileprivate func append(_ cell: [UInt8], to text: inout [UInt8]) {
    switch self {
    case .date: text += cell
    case .digits:
      let digits = Self.digits(cell)
      text += digits.count == 8 ? digits[..<4] + [0x2D] + digits[4..<6] + [0x2D] + digits[6...] : cell[...]
    case .year:
      let digits = Self.digits(cell)
      // POSIX: 69 to 99 mean 1969 to 1999.
      let century: [UInt8] =
        digits.count == 2 ? Array((digits[0] >= 0x37 || digits == [0x36, 0x39] ? "19" : "20").utf8) : []
      text += century + digits
    case .month: text += [0x2D] + (Self.isNumber(cell) ? Self.padded(cell, 2) : cell)
    case .day: text += [0x2D] + Self.padded(cell, 2)
    case .week, .epidemiologicalWeek: text += Array("-W".utf8) + Self.padded(cell, 2)
    case .quarter: text += Array("-Q".utf8) + Self.digits(cell)
    case .dayOfYear: text += [0x2D] + Self.padded(cell, 3)
    case .clock, .text: text += [0x20] + cell
    case .clockDigits(let count):
      let digits = Self.padded(cell, count)
      text += [0x20] + digits[..<2] + [0x3A] + digits[2..<4] + (count == 6 ? [0x3A] + digits[4...] : [])
    case .hour: text += [0x20] + Self.padded(cell, 2)
    case .minute, .second: text += [0x3A] + Self.padded(cell, 2)
    }
  }

  private static func isNumber(_ cell: [UInt8]) -> Bool { cell.first.map { $0 &- 0x30 < 10 } ?? false }

  /// The digits of a whole number, as of `2024`, `2024.0`, `W05` and `HE01`.
  private static func digits(_ cell: [UInt8]) -> [UInt8] {
    Array(cell.drop { $0 &- 0x30 >= 10 }.prefix { $0 &- 0x30 < 10 })
  }

  private static func padded(_ cell: [UInt8], _ count: Int) -> [UInt8] {
    let digits = Self.digits(cell)
    return digits.isEmpty
      ? cell : Array(repeating: 0x30, count: max(0, count - digits.count)) + digits
  }
}
