import Files

extension RowTableReader {
  /// A plan by which rows like the current record are read, many at once; `nil` where they cannot be.
  func plan(
    _ reader: CSVReader, roles: ColumnRoles, columns kept: [Int?], times: TimeColumnParser,
    survey: ColumnSurvey?
  ) -> RowPlan? {
    // Names of several parts, categories, and what is said of columns with a form of their own.
    guard roles.ids.count <= 1, roles.categories.isEmpty, survey?.hasForms != true else { return nil }
    var columns = reader.header.map { _ in RowPlan.Column(content: .any) }
    for case let column? in kept { columns[column].content = .number }
    var fixedForm = times.fixedForm
    // Chosen tokens may be times, which a survey counts as missing.
    if survey != nil, options.missingTokens != nil { fixedForm = nil }
    if let time = roles.time { columns[time].content = fixedForm == nil ? .time : .fixedTime }
    for id in roles.ids { columns[id].content = .name }
    for empty in roles.emptyColumns { columns[empty].content = .empty }
    let surveyed = survey?.columns.count ?? 0
    var slot = 0
    for index in columns.indices where index < surveyed || columns[index].content == .number {
      columns[index].slot = slot
      slot += 1
    }
    return reader.plan(columns: columns, time: fixedForm, numbers: numbers)
  }

  /// Appends the plain rows that follow the current record; `false` when there is none.
  mutating func appendPlainRows(
    _ reader: CSVReader, _ plan: RowPlan, roles: ColumnRoles, columns: [Int?], fileSeries: Int?,
    times: inout TimeColumnParser, survey: ColumnSurvey?
  ) throws(Failure) -> Bool {
    var isUseful = false
    metNewName = false
    let slots = columns.map { $0.flatMap { plan.columns[$0].slot } }
    while let rows = try reader.plainRows(plan) {
      if !isUseful { reserve(rows, of: reader, times: &times) }
      let found = rows.count
      if table.others != nil, let form = plan.time, !roles.ids.isEmpty {
        let count = appendDivided(rows, of: form, reader, slots: slots, times: &times)
        isUseful = isUseful || count > 0
        reader.take(count)
        try requireMemory(reader)
        if count < found { break }
        continue
      }
      let count = append(
        rows, atMost: reader.consecutiveCount, plan, line: reader.nextLine, roles: roles, times: &times)
      if let fileSeries, count > 0 {
        table.series.append(
          contentsOf: repeatElement(Int32(truncatingIfNeeded: fileSeries), count: count))
      }
      if count > 0 {
        isUseful = true
        table.lines.note(row: table.rowCount, line: reader.nextLine, file: reader.name)
      }
      appendNumbers(rows, 0..<count, slots: slots)
      survey?.observe(rows, count: count, plan)
      reader.take(count)
      try requireMemory(reader)
      if count < found { break }
    }
    return isUseful
  }

  /// Appends the times and names of the first rows, and returns of how many; the next must be read by itself.
  private mutating func append(
    _ rows: PlainRows, atMost most: Int, _ plan: RowPlan, line: Int, roles: ColumnRoles,
    times: inout TimeColumnParser
  ) -> Int {
    var count = min(rows.count, most, Int(Int32.max) - table.rowCount)
    if !roles.ids.isEmpty { count = appendNames(rows, count: count) }
    guard roles.time != nil, count > 0 else { return count }
    if let form = plan.time {
      times.take(count, of: form) { rows.appendInstants(0..<count, to: &$0) }
      return count
    }
    for row in 0..<count {
      do throws(Failure) {
        try rows.withTime(row) { (cell) throws(Failure) in try times.append(cell, line: line + row, column: 1)
        }
      } catch {
        if !roles.ids.isEmpty { table.series.removeLast(count - row) }
        return row
      }
    }
    return count
  }

  /// Appends the series of the first rows up to a name that was not seen before.
  private mutating func appendNames(_ rows: PlainRows, count: Int) -> Int {
    var row = 0
    while row < count {
      guard let (number, length) = run(of: rows, from: row) else { return row }
      let run = row..<min(row + length, count)
      table.series.append(contentsOf: repeatElement(Int32(truncatingIfNeeded: number), count: run.count))
      table.others?.close(number)
      row = run.upperBound
    }
    return count
  }

  /// The number of the series that a row belongs to, and of the rows from there on that have its name; `nil`
  /// where the name was not seen before, which is noted.
  mutating func run(of rows: PlainRows, from row: Int) -> (number: Int, length: Int)? {
    let run = rows.withName(row) { name, length in ids.number(of: name).map { (number: $0, length: length) } }
    if run == nil { metNewName = true }
    return run
  }

  /// Appends the numbers of some rows, of which each column of the table has those of one slot, or none.
  mutating func appendNumbers(_ rows: PlainRows, _ range: Range<Int>, slots: [Int?]) {
    for (position, slot) in slots.enumerated() {
      if let slot {
        rows.appendNumbers(slot, range, to: &table.values[position])
      } else {
        table.values[position].append(contentsOf: repeatElement(.nan, count: range.count))
      }
    }
  }

  /// Refuses more rows than the system grants memory for, before it ends the process.
  func requireMemory(_ reader: CSVReader) throws(Failure) {
    guard let memoryLimit else { return }
    // A time and its values; where rows are of several series, they are sorted into those, which have arrays
    // of their own.
    let rowBytes = 16 + 8 * table.values.count
    let bytes = table.rowCount * (ids.names.isEmpty ? rowBytes : 3 * rowBytes) + 400 * ids.names.count
    guard bytes > memoryLimit - min(memoryLimit / 2, 64 << 20) else { return }
    throw Failure(
      .limit, at: Failure.Place(file: reader.name, line: reader.line),
      "\(table.rowCount) rows take \(bytes / 1_000_000) MB, and the system grants the process \(memoryLimit / 1_000_000) MB",
      fix: "grant it more memory, or split the file")
  }

  /// Makes room for the whole file, by the length of its first rows.
  private mutating func reserve(_ rows: PlainRows, of reader: CSVReader, times: inout TimeColumnParser) {
    guard !hasRoom, let size = reader.byteCount, rows.count > 100 else { return }
    // Once a file: each time everything that was read may move.
    hasRoom = true
    // Two in a hundred more, so that a small change of length does not make arrays move.
    let expected = size / max(1, rows.byteCount / rows.count) * 51 / 50
    // Room is made only where it at least doubles, so that many files do not move the rows again and again.
    guard expected > 2 * table.rowCount, expected < Int(Int32.max) else { return }
    for column in table.values.indices { table.values[column].reserveLargePages(table.rowCount + expected) }
    if !times.isEmpty { times.reserve(expected) }
  }
}
