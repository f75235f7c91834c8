import Files

/// The conditions on the rows of one file.
struct RowFilter {
  private var conditions: [(column: Int, values: Set<[UInt8]>, isNegated: Bool)] = []

  /// Creates the filter of a file; `nil` where all rows are kept.
  ///
  /// - Throws: `Failure` (data) for a column that the file does not have.
  init?(_ selection: RowSelection?, header: [String], place: Failure.Place) throws(Failure) {
    guard let selection, !selection.conditions.isEmpty else { return nil }
    let columns = ColumnNames(names: header, place: place)
    for condition in selection.conditions {
      conditions.append(
        (
          column: try columns.position(of: condition.column),
          values: Set(condition.values.map { Array($0.utf8) }), isNegated: condition.isNegated
        ))
    }
  }

  /// Whether the current record fulfils all conditions.
  func keeps(_ reader: CSVReader) -> Bool {
    conditions.allSatisfy { condition in
      guard condition.column < reader.fieldCount else { return condition.isNegated }
      return condition.values.contains(reader.bytes(condition.column)) != condition.isNegated
    }
  }
}
