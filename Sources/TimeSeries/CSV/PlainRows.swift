/// Rows that follow each other on lines of their own, each with the header's number of fields, without a
/// quote, and with cells that are what the plan says; nothing else about them need be said.
///
/// A row that is different ends them, whether it is wrong or only unusual: whoever reads record by record
/// decides.
final class PlainRows {
  /// How they were read; `nil` before they were.
  private(set) var plan: RowPlan?
  private var memory = RowMemory()
  private var text: UnsafePointer<UInt8>?
  private var first = 0
  private var total = 0
  private var nameCount = 0
  private var firstName = 0
  private var end = 0

  /// What stands for a cell that is neither a number nor missing.
  static let textMark = Double(nan: 1, signaling: false)

  deinit { memory.deallocate() }

  /// The number of rows left.
  var count: Int { total - first }
  /// Whether no rows are left.
  var isEmpty: Bool { first == total }
  /// The first row's byte in the block; where rows end if there is none.
  var start: Int { first == total ? end : Int(memory.starts[first]) }

  /// The bytes of the rows left.
  var byteCount: Int { end - start }

  /// Forgets all rows.
  func removeAll() {
    plan = nil
    (first, total, firstName, nameCount, end) = (0, 0, 0, 0, 0)
  }

  /// Reads rows from byte `start` of `block` on.
  func read(_ block: Block, from start: Int, _ plan: RowPlan) {
    removeAll()
    self.plan = plan
    end = start
    guard start < block.count, let base = block.bytes.bindMemory(to: UInt8.self).baseAddress else { return }
    text = base
    memory.reserve(byteCount: block.count - start, plan)
    let found = PlainRowParser.read(base, start..<block.count, plan, into: memory)
    (total, nameCount, end) = (found.rowCount, found.nameCount, found.end)
  }

  /// Leaves out rows before `position` in the block; `false` when no row that is left starts there.
  func moves(to position: Int) -> Bool {
    while first < total, Int(memory.starts[first]) < position { first += 1 }
    return first < total && Int(memory.starts[first]) == position
  }

  /// Leaves out the first `count` rows.
  func removeFirst(_ count: Int) { first += count }
}

// MARK: - Columns

extension PlainRows {
  /// Appends the numbers of the kept column `slot` in some rows.
  func appendNumbers(_ slot: Int, _ rows: Range<Int>, to numbers: inout [Double]) {
    numbers.append(contentsOf: self.numbers(slot, rows))
  }

  /// Appends the fixed times of some rows.
  func appendInstants(_ rows: Range<Int>, to instants: inout [Instant]) {
    instants.append(
      contentsOf: UnsafeBufferPointer(start: memory.instants + first + rows.lowerBound, count: rows.count))
  }

  /// The fixed time of a row.
  func instant(ofRow row: Int) -> Instant { memory.instants[first + row] }

  /// Whether a row has no number in the kept column `slot`.
  func isMissing(_ slot: Int, _ row: Int) -> Bool { memory.numbers(slot)[first + row].isNaN }

  /// Calls `body` with the first `count` rows' numbers of the kept column `slot`.
  func withNumbers<Result>(_ slot: Int, count: Int, _ body: (Span<Double>) -> Result) -> Result {
    body(numbers(slot, 0..<count).span)
  }

  /// Calls `body` with the time that is written in a row.
  func withTime<Result, Problem: Error>(
    _ row: Int, _ body: (Span<UInt8>) throws(Problem) -> Result
  ) throws(Problem) -> Result {
    try body(bytes(of: memory.times[first + row]).span)
  }

  /// Calls `body` with the name that stands in a row and the number of rows from there on that have it.
  func withName<Result>(_ row: Int, _ body: (Span<UInt8>, Int) -> Result) -> Result {
    while firstName + 1 < nameCount, Int(memory.names[firstName + 1].row) <= first + row { firstName += 1 }
    let next = firstName + 1 < nameCount ? Int(memory.names[firstName + 1].row) : total
    return body(bytes(of: memory.names[firstName].cell).span, next - first - row)
  }

  /// The bytes of a row's field at `index`, copied.
  func field(_ index: Int, ofRow row: Int) -> [UInt8] {
    guard let text, let plan else { return [] }
    var scanner = FieldScanner(delimiter: plan.delimiter, text: text + Int(memory.starts[first + row]))
    for _ in 0..<index where scanner.next() != nil { scanner.text += 1 }
    return scanner.next().map { Array($0) } ?? []
  }

  private func numbers(_ slot: Int, _ rows: Range<Int>) -> UnsafeBufferPointer<Double> {
    UnsafeBufferPointer(start: memory.numbers(slot) + first + rows.lowerBound, count: rows.count)
  }

  private func bytes(of cell: RowMemory.Cell) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: text.map { $0 + Int(cell.start) }, count: Int(cell.count))
  }
}
