import Files

extension FaultSearch {
  /// Searches files of which every row is a series.
  mutating func searchRowsLayout() throws(Failure) {
    division = .rows
    for path in paths where !reader.leftOut.files.contains(path) {
      let file = try CSVReader(
        path: path, options: reader.options, allowsShortRecords: true,
        without: reader.leftOut.lines(of: path),
        isSearch: true)
      let usual = try UsualSample(of: file, options: reader.options)
      var layout = try RowsLayout(reader.options)
      let columns = try layout.columns(of: file, usual.sample)
      lines.begin(file, path: path)
      var numbers = Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
      while true {
        var failure: Failure?
        do throws(Failure) {
          guard try file.next() else { break }
          try layout.append(file, columns)
        } catch {
          guard error.cause == .data else { throw error }
          failure = error
        }
        guard let name = name(of: file, columns) else { continue }
        let number = numbers[name] ?? names.count
        if number == names.count { names.append(name) }
        numbers[name] = number
        lines.note(number, file.line...file.lastLine)
        if let failure { note(failure, of: name) }
      }
    }
  }

  /// The name of the row that was read last, or could not be read; `nil` where it has none.
  private func name(of file: CSVReader, _ columns: RowsLayout.Columns) -> String? {
    guard !columns.ids.isEmpty, !file.repeatsHeader else { return nil }
    let fields = file.brokenFields ?? (0..<file.fieldCount).compactMap { try? file.text($0) }
    let parts = columns.ids.filter { $0 < fields.count }.map { fields[$0] }.filter { !$0.isEmpty }
    return parts.isEmpty ? nil : parts.joined(separator: "/")
  }
}
