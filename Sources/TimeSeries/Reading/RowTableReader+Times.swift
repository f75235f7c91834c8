import Files

extension CSVReader {
  /// Whether the current record's field at `index`, which would be its time, holds no digit.
  func lacksTime(_ index: Int) -> Bool {
    !field(index).contains { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
  }

  /// Reads the time of the current record, of which `time` is the first column.
  func appendTime(
    _ roles: ColumnRoles, at time: Int, column: Int, to times: inout TimeColumnParser
  ) throws(Failure) {
    guard roles.splitTime == nil else {
      return try times.append(timeCell(roles).span, line: line, column: column)
    }
    try withField(time) { (field) throws(Failure) in try times.append(field, line: line, column: column) }
  }

  /// Refuses a value of the current record in a column without a name.
  func requireNothing(in emptyColumns: [Int]) throws(Failure) {
    for empty in emptyColumns where !isEmpty(empty) {
      throw Failure(
        .data, at: place(ofField: empty), "column \(empty + 1) has no name, and a value here",
        fix: "give the column a name in line \(headerLine)")
    }
  }

  /// The time of the current record as one text, of however many columns it is.
  func timeCell(_ roles: ColumnRoles) -> [UInt8] {
    if let split = roles.splitTime { return split.join(split.columns.map { bytes($0) }) }
    return roles.time.map { bytes($0) } ?? []
  }
}

extension CSVReader {
  /// The failure of the current record's time, of which `time` is the first column, with its place and its
  /// columns.
  func placed(_ error: Failure, _ roles: ColumnRoles, at time: Int) -> Failure {
    var failure = error
    failure.place = place(ofField: time)
    let columns = ColumnNames.list(roles.timeColumns.map { header[$0] })
    failure.message =
      roles.splitTime == nil
      ? "column \(time + 1) \(columns): \(error.message)" : "columns \(columns): \(error.message)"
    return failure
  }
}

extension RowTableReader {
  /// The failure of a cell that is no time, with what the rows after it tell: whether they end the table, or
  /// lack a time as well.
  func timeFailure(
    _ error: Failure, _ reader: CSVReader, _ roles: ColumnRoles, _ times: TimeColumnParser
  ) -> Failure {
    if let repeated = reader.repeatedHeader() { return repeated }
    guard let time = roles.time else { return error }
    var failure = reader.placed(error, roles, at: time)
    let text = String(decoding: reader.field(time), as: UTF8.self)
    let lacks = reader.lacksTime(time)
    guard lacks || text.contains(where: \.isLetter) else { return failure }
    let before = reader.recordCount - 1
    var (lacking, unreadable, total) = (lacks ? 1 : 0, 1, 1)
    var times = times
    let ragged = reader.counts.raggedLines.count
    reader.readRest { isReadable in
      total += 1
      guard isReadable else {
        unreadable += 1
        return
      }
      if reader.lacksTime(time) { lacking += 1 }
      let field = reader.timeCell(roles)
      if (try? times.append(field.span, line: 1, column: 1)) == nil { unreadable += 1 }
    }
    let ended = total + reader.counts.raggedLines.count - ragged
    if unreadable == total, total <= 10, before > 3, !text.isEmpty {
      let lines = ended == 1 ? "the last line is" : "the last \(ended) lines are"
      failure.message += "; \(lines) no row of the table"
      failure.fix = reader.footerFix(ended)
    } else if lacks, lacking < before + total {
      failure.message += "; so it is in \(lacking) of \(before + total) rows"
      failure.fix = "--leave-out no-time leaves such rows out, or fill the times in"
    }
    return failure
  }
}
