import Files

extension OtherRows {
  /// The rows of the series at `number`, which have no places; `nil` where none was taken.
  func group(
    _ number: Int, _ name: String, of table: borrowing RowTable, sharing marks: inout CellMarks
  ) -> RowGroup? {
    let count = count(of: number)
    guard count > 0 else { return nil }
    return RowGroup(
      name: name, times: times(of: number),
      columns: table.values.indices.map { self.marks($0, of: number, sharing: &marks) },
      rows: marks.nowhere(count), zone: table.clocks.zone(of: [], at: []))
  }
}

extension RowGroup {
  /// Adds the rows of another group of the same series behind those there are.
  mutating func append(_ other: RowGroup) {
    times += other.times
    for index in columns.indices { columns[index] += other.columns[index] }
    rows = (rows ?? []) + (other.rows ?? [])
  }
}

extension RowTableReader {
  /// Appends the times, names and numbers of the first rows, each to the table or, where its values are not
  /// needed, to the others, and returns of how many; the next must be read by itself.
  mutating func appendDivided(
    _ rows: PlainRows, of form: FixedTime, _ reader: CSVReader, slots: [Int?],
    times: inout TimeColumnParser
  ) -> Int {
    let count = min(rows.count, reader.consecutiveCount, Int(Int32.max) - table.rowCount)
    var row = 0
    while row < count {
      guard let (number, length) = run(of: rows, from: row) else { return row }
      let range = row..<min(row + length, count)
      if table.others?.takes(number, named: ids.names[number]) == true {
        for place in range { appendOther(rows, place, slots: slots, number: number) }
      } else {
        table.lines.note(row: table.rowCount, line: reader.nextLine + row, file: reader.name)
        table.series.append(contentsOf: repeatElement(Int32(truncatingIfNeeded: number), count: range.count))
        times.take(range.count, of: form) { rows.appendInstants(range, to: &$0) }
        appendNumbers(rows, range, slots: slots)
      }
      row = range.upperBound
    }
    return count
  }

  private mutating func appendOther(_ rows: PlainRows, _ row: Int, slots: [Int?], number: Int) {
    table.others?.append(rows.instant(ofRow: row), to: number)
    for (position, slot) in slots.enumerated() where slot.map({ rows.isMissing($0, row) }) ?? true {
      table.others?.noteMissing(position, of: number)
    }
  }

  /// Takes the current record as one of a series whose values are not needed; `false` where it belongs in the
  /// table.
  ///
  /// The time of the record has been appended to `times`, from where it is taken back.
  mutating func takesElsewhere(
    _ reader: CSVReader, _ number: Int, _ roles: ColumnRoles, _ columns: [Int?],
    _ times: inout TimeColumnParser
  ) throws(Failure) -> Bool {
    guard roles.cutoff == nil, roles.splitTime == nil, roles.time != nil,
      table.others?.takes(number, named: ids.names[number]) == true
    else { return false }
    guard let time = times.takeBack() else { return false }
    try reader.requireNothing(in: roles.emptyColumns)
    table.others?.append(time, to: number)
    for (position, column) in columns.enumerated() {
      if try value(reader, column, at: position, roles).isNaN {
        table.others?.noteMissing(position, of: number)
      }
    }
    return true
  }
}
