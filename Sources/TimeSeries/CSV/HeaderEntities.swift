/// The series that a header of several lines tells apart: each has the same columns, as the tickers of a table of
/// prices have.
struct HeaderEntities: Equatable {
  /// The names of the series.
  var names: [String]
  /// The position of each series' columns, in the order of the first one's.
  var columns: [[Int]]

  /// The column of series `entity` that is to it what `column` is to the first one.
  func column(_ column: Int, of entity: Int) -> Int {
    columns[0].firstIndex(of: column).map { columns[entity][$0] } ?? column
  }

  /// The columns of all series but the first.
  var others: Set<Int> { Set(columns.dropFirst().joined()) }
}
