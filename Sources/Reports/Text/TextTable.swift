import Files

/// A table for a terminal: the first column to the left, all others to the right, and nothing in a cell that
/// would steer it.
package struct TextTable {
  private let header: [String]
  private let rows: [[String]]

  /// Creates a table; every row has as many cells as the header.
  package init(header: [String], rows: [[String]]) {
    self.header = header.map { ShownText.escaped($0) }
    self.rows = rows.map { row in row.map { ShownText.escaped($0) } }
  }

  /// Creates a table of columns, each with as many cells.
  package init(header: [String], columns: [[String]]) {
    let count = columns.first?.count ?? 0
    self.init(header: header, rows: (0..<count).map { row in columns.map { $0[row] } })
  }

  /// The lines of the table, each ending in a line break.
  package var text: String {
    let lines = [header] + rows
    let widths = header.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.map { line in
      let cells = line.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 ? cell + space : space + cell
      }
      return cells.joined(separator: "  ").trimmingTrailingSpaces() + "\n"
    }.joined()
  }
}

extension String {
  fileprivate func trimmingTrailingSpaces() -> String {
    String(self[..<(lastIndex { $0 != " " }.map(index(after:)) ?? startIndex)])
  }
}
