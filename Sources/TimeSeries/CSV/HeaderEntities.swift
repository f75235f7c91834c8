/// The series that a header of several lines tells apart: each has the same columns, as the tickers of a
/// table of prices have.
struct HeaderEntities: Equatable {
  /// The names of the series.
  var names: [String]
  /// The position of each series' columns, in the order of the first one's.
  var columns: [[Int]]
  /// The positions of the first series' columns, by whose names those of all are called.
  private let named: [Int]

  /// Creates the series of a header, at least one.
  init(names: [String], columns: [[Int]]) {
    (self.names, self.columns) = (names, columns)
    named = columns[0]
  }

  /// The column of series `entity` that is to it what `column` is to the first one.
  func column(_ column: Int, of entity: Int) -> Int {
    named.firstIndex(of: column).map { columns[entity][$0] } ?? column
  }

  /// The columns of all series but the first.
  var others: Set<Int> { Set(columns.joined()).subtracting(named) }

  /// The series without those called as in `leftOut`.
  func without(_ leftOut: Set<String>) -> HeaderEntities {
    var entities = self
    let kept = names.indices.filter { !leftOut.contains(names[$0]) }
    (entities.names, entities.columns) = (kept.map { names[$0] }, kept.map { columns[$0] })
    return entities
  }
}
