import Algorithms
import Files

/// The rows of all files in the order in which they were read, with the columns that are needed.
struct RowTable {
  /// The names of the value columns.
  let columnNames: [String]
  /// The values, `[column][row]`; `.nan` is a missing cell.
  var values: [[Double]]
  /// The time of every row; empty when there is no time column.
  var instants: [Instant] = []
  /// The cutoff of every row; empty when there is no column of them.
  var cutoffs: [Instant] = []
  /// The number of every row's series; empty when all rows are one series.
  var series: [Int32] = []
  /// What is known of the clocks that the times were written by.
  var clocks = ClockOffsets()
  /// Whether times are times of day without a date, and the day of the first row of each series if it is
  /// known.
  var areClockTimes = false
  var firstDay: Int64?
  /// The rows of series whose values are not needed; `nil` where all are.
  var others: OtherRows?
  /// The line of every row.
  var lines = LineMap()

  /// Creates a table without rows.
  init(columnNames: [String]) {
    self.columnNames = columnNames
    values = Array(repeating: [], count: columnNames.count)
  }

  /// The number of rows.
  var rowCount: Int { values.first?.count ?? instants.count }
}

/// Where rows stand in files, kept only where a row does not follow on the line after the one before.
struct LineMap {
  private var starts: [(row: Int, line: Int, file: String)] = []

  /// Notes that `row`, the next one, starts on `line` of `file`.
  mutating func note(row: Int, line: Int, file: String) {
    if let last = starts.last, last.line + (row - last.row) == line, last.file == file { return }
    starts.append((row, line, file))
  }

  /// The place of `row`.
  func place(of row: Int) -> Failure.Place? {
    guard let start = starts[..<starts.partitioningIndex { $0.row > row }].last else { return nil }
    return Failure.Place(file: start.file, line: start.line + (row - start.row), column: 1)
  }
}
