import Files

extension PanelAssembly {
  /// Reads values that are not plausible as missing; rows are in the order of time.
  ///
  /// - Throws: `Failure` (arguments) for a column that is not read, or changes in time of rows without times.
  mutating func removeImplausible(
    from groups: inout [RowGroup], lines: LineMap, kind: TimeKind
  ) throws(Failure) {
    guard let plausibility = options.plausibility else { return }
    let names = targets + past + future + statics
    try plausibility.requireColumns(names)
    try plausibility.requireTimes(kind)
    var found: [(row: Int, position: Int, value: ImplausibleValue)] = []
    for (position, name) in names.enumerated() where categories[name] == nil {
      let rule = plausibility.rule(for: name, isTarget: position < targets.count)
      if rule.isEmpty { continue }
      for index in groups.indices {
        let rows = groups[index].rows
        rule.remove(from: &groups[index].columns[position], times: groups[index].times) {
          row, value, reason in
          let row = rows.map { Int($0[row]) } ?? row
          let place = lines.place(of: row).map { Failure.Place(file: $0.file, line: $0.line) }
          let value = ImplausibleValue(place: place, column: name, value: value, reason: reason)
          found.append((row, position, value))
        }
      }
    }
    implausible = found.sorted { ($0.row, $0.position) < ($1.row, $1.position) }.map(\.value)
    notices += implausible.notices
  }
}

extension Plausibility {
  /// Refuses the name of a column that is not read.
  func requireColumns(_ names: [String]) throws(Failure) {
    for column in columns where !names.contains(column) {
      let option = ranges.contains { $0.column == column } ? "--plausible" : "--plausible-change"
      throw Failure(
        .arguments, "\(option) names \(ShownText.quoted(column)), and no such column is read",
        fix: SimilarNames.likely(for: column, among: names).map { "did you mean \(ShownText.quoted($0))?" }
          ?? "name one of \(ColumnNames.list(names)), or read the column too, as with --past")
    }
  }

  /// Refuses changes in a time where rows have none.
  func requireTimes(_ kind: TimeKind) throws(Failure) {
    guard kind == .step, let change = changes.first(where: { $0.unit != .row }) else { return }
    throw Failure(
      .arguments, "--plausible-change says \(change.change), and rows have no times",
      fix: "name the column of times with --time, or say \(CSVField.number(change.limit))/row")
  }
}
