/// Reads plain rows until one is not plain.
struct PlainRowParser {
  private let base: UnsafePointer<UInt8>
  private let plan: RowPlan
  private let columns: UnsafeBufferPointer<RowPlan.Column>
  private let memory: RowMemory
  private let plainNumbers: PlainNumberReader
  private let delimiter: UInt8
  private let comment: Int
  private let checksTokensFirst: Bool
  private var numbers: NumberParser
  private var times: FixedTimeReader
  private var scanner: FieldScanner
  private var row = 0
  private var nameCount = 0
  private var lastName: UnsafeBufferPointer<UInt8>?

  /// Reads rows from the bytes `range` of `base` on, behind which ``Block/padding`` bytes can be read.
  ///
  /// - Returns: The numbers of rows and names found, and the byte at which rows end.
  static func read(
    _ base: UnsafePointer<UInt8>, _ range: Range<Int>, _ plan: RowPlan, into memory: RowMemory
  ) -> (rowCount: Int, nameCount: Int, end: Int) {
    ExactDecimal.integerPowers.withUnsafeBufferPointer { integers in
      ExactDecimal.exactPowers.withUnsafeBufferPointer { powers in
        plan.columns.withUnsafeBufferPointer { columns in
          guard let integerPowers = integers.baseAddress, let exactPowers = powers.baseAddress else {
            return (0, 0, range.lowerBound)
          }
          let numbers = PlainNumberReader(
            mark: plan.numbers.decimalMark, integerPowers: integerPowers, exactPowers: exactPowers)
          var parser = PlainRowParser(base, from: range.lowerBound, plan, columns, memory, numbers)
          return parser.readRows(upTo: base + range.upperBound)
        }
      }
    }
  }

  private init(
    _ base: UnsafePointer<UInt8>, from start: Int, _ plan: RowPlan,
    _ columns: UnsafeBufferPointer<RowPlan.Column>, _ memory: RowMemory, _ plainNumbers: PlainNumberReader
  ) {
    self.base = base
    self.plan = plan
    self.columns = columns
    self.memory = memory
    self.plainNumbers = plainNumbers
    delimiter = plan.delimiter
    comment = plan.comment.map { Int($0) } ?? -1
    numbers = plan.numbers
    checksTokensFirst = numbers.checksTokensFirst
    times = FixedTimeReader(plan.time ?? FixedTime(length: 10, zone: nil))
    scanner = FieldScanner(delimiter: plan.delimiter, text: base + start)
  }

  private mutating func readRows(upTo end: UnsafePointer<UInt8>) -> (rowCount: Int, nameCount: Int, end: Int)
  {
    var start = scanner.text
    while start < end, readRow() {
      memory.starts[row] = Int32(truncatingIfNeeded: start - base)
      row += 1
      start = scanner.text
    }
    // A row that is not plain may have left its name.
    if nameCount > 0, Int(memory.names[nameCount - 1].row) == row { nameCount -= 1 }
    return (row, nameCount, start - base)
  }

  /// Reads a whole line; `false` when it is not a plain row.
  @inline(__always)
  private mutating func readRow() -> Bool {
    let start = scanner.text
    // Lines that begin so may be comments or have a byte-order mark.
    if Int(start[0]) == comment || start[0] == 0xEF { return false }
    var index = 0
    while true {
      guard readCell(columns[index]) else { return false }
      index += 1
      if index == columns.count { break }
      guard scanner.text[0] == delimiter else { return false }
      scanner.text += 1
    }
    if scanner.text[0] == 0x0D {
      guard plan.lineBreaks != .unix else { return false }
      scanner.text += 1
    } else if plan.lineBreaks == .windows {
      return false
    }
    guard scanner.text[0] == 0x0A else { return false }
    scanner.text += 1
    return true
  }

  @inline(__always)
  private mutating func readCell(_ column: RowPlan.Column) -> Bool {
    switch column.content {
    case .number: return readNumber(column)
    case .fixedTime:
      guard let instant = times.read(scanner.text) else { return false }
      memory.instants[row] = instant
      scanner.text += times.length
      if let slot = column.slot { memory.numbers(slot)[row] = PlainRows.textMark }
      return true
    case .any where column.slot != nil: return readNumber(column)
    case .any, .name, .time, .empty: return readPlace(column)
    }
  }

  @inline(__always)
  private mutating func readNumber(_ column: RowPlan.Column) -> Bool {
    guard let slot = column.slot else { return false }
    if !checksTokensFirst {
      var next = scanner.text
      if let value = plainNumbers.read(&next), next[0] == delimiter || next[0] == 0x0A || next[0] == 0x0D {
        memory.numbers(slot)[row] = value
        scanner.text = next
        return true
      }
    }
    guard let field = scanner.next() else { return false }
    return store(field, slot, mustBeNumber: column.content == .number)
  }

  /// Reads a field by the whole grammar; `false` when it must be looked at by itself.
  private mutating func store(_ field: UnsafeBufferPointer<UInt8>, _ slot: Int, mustBeNumber: Bool) -> Bool {
    // A blank line of a single column is no missing value.
    if field.isEmpty, columns.count == 1 { return false }
    let roundedCount = numbers.underflowCount + numbers.roundedCount
    switch numbers.parse(field) {
    case .value(let value):
      memory.numbers(slot)[row] = value
      // What had to be rounded is counted elsewhere.
      return !mustBeNumber || numbers.underflowCount + numbers.roundedCount == roundedCount
    case .missing: memory.numbers(slot)[row] = .nan
    case .unreadable:
      if mustBeNumber { return false }
      memory.numbers(slot)[row] = PlainRows.textMark
    }
    return true
  }

  /// Reads a field of which the place may be kept.
  private mutating func readPlace(_ column: RowPlan.Column) -> Bool {
    guard let field = scanner.next(), let start = field.baseAddress else { return false }
    let cell = RowMemory.Cell(
      start: Int32(truncatingIfNeeded: start - base), count: Int32(truncatingIfNeeded: field.count))
    switch column.content {
    case .time: memory.times[row] = cell
    case .name: note(field, cell)
    case .empty: if !field.isEmpty { return false }
    case .any, .number, .fixedTime: break
    }
    if let slot = column.slot { return store(field, slot, mustBeNumber: false) }
    return !(field.isEmpty && columns.count == 1)
  }

  private mutating func note(_ name: UnsafeBufferPointer<UInt8>, _ cell: RowMemory.Cell) {
    if let lastName, lastName.count == name.count, lastName.elementsEqual(name) { return }
    lastName = name
    memory.names[nameCount] = RowMemory.Name(row: Int32(truncatingIfNeeded: row), cell: cell)
    nameCount += 1
  }
}
