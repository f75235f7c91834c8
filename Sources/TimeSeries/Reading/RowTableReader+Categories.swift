import Files

extension RowTableReader {
  /// The categories of static columns, by the column's name, in the order of their numbers.
  func categoryTexts(_ names: [String]) -> [String: [String]] {
    var texts: [String: [String]] = [:]
    for (position, table) in categories where names.indices.contains(position) {
      texts[names[position]] = table.names
    }
    return texts
  }
}
