/// Columns of which only is known which cells are missing: every other cell is 1.
///
/// Those without a missing cell share their memory.
struct CellMarks {
  private var wholeColumns: [Int: [Double]] = [:]
  private var placeless: [Int: [Int32]] = [:]

  /// The marks of the cells of `column` in `rows`.
  mutating func column(of rows: [Int32], in column: [Double]) -> [Double] {
    guard rows.allSatisfy({ !column[Int($0)].isNaN }) else {
      return rows.map { column[Int($0)].isNaN ? .nan : 1 }
    }
    return whole(rows.count)
  }

  /// The marks of so many cells none of which is missing.
  mutating func whole(_ count: Int) -> [Double] {
    if let known = wholeColumns[count] { return known }
    let marks = Array(repeating: 1.0, count: count)
    wholeColumns[count] = marks
    return marks
  }

  /// The positions in a table of so many rows that have none.
  mutating func nowhere(_ count: Int) -> [Int32] {
    if let known = placeless[count] { return known }
    let rows = Array(repeating: Int32(-1), count: count)
    placeless[count] = rows
    return rows
  }
}
