/// Memory for the columns of plain rows, used again for one block after another.
///
/// It has room for as many rows as a block can hold; what no row is written to is never touched, so that it
/// costs addresses only.
struct RowMemory {
  /// Where a cell stands in the block.
  struct Cell {
    var start: Int32
    var count: Int32
  }

  /// A name and the first row that has it.
  struct Name {
    var row: Int32
    var cell: Cell
  }

  /// The byte at which each row starts.
  private(set) var starts = UnsafeMutablePointer<Int32>.allocate(capacity: 0)
  /// The time of each row.
  private(set) var instants = UnsafeMutablePointer<Instant>.allocate(capacity: 0)
  /// Where the time of each row is written.
  private(set) var times = UnsafeMutablePointer<Cell>.allocate(capacity: 0)
  /// The names of series where they change.
  private(set) var names = UnsafeMutablePointer<Name>.allocate(capacity: 0)
  private var values = UnsafeMutablePointer<Double>.allocate(capacity: 0)
  private var capacity = 0
  private var slots = 0

  /// The numbers of the kept column `slot`.
  func numbers(_ slot: Int) -> UnsafeMutablePointer<Double> { values + slot * capacity }

  /// Makes room for the rows of `byteCount` bytes.
  mutating func reserve(byteCount: Int, _ plan: RowPlan) {
    let rows = byteCount / max(1, plan.columns.count) + 1
    guard rows > capacity || plan.slotCount > slots else { return }
    deallocate()
    capacity = max(rows, capacity)
    slots = plan.slotCount
    starts = .allocate(capacity: capacity)
    instants = .allocate(capacity: capacity)
    times = .allocate(capacity: capacity)
    names = .allocate(capacity: capacity)
    values = .allocate(capacity: capacity * slots)
  }

  /// Frees the memory.
  func deallocate() {
    starts.deallocate()
    instants.deallocate()
    times.deallocate()
    names.deallocate()
    values.deallocate()
  }
}
