import Files

extension CSVReader {
  /// Whether the current record's field at `index`, which would be its time, holds no digit.
  func lacksTime(_ index: Int) -> Bool {
    !field(index).contains { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
  }

  /// The time of the current record as one text, of however many columns it is.
  func timeCell(_ roles: ColumnRoles) -> [UInt8] {
    if let split = roles.splitTime { return split.join(split.columns.map { bytes($0) }) }
    return roles.time.map { bytes($0) } ?? []
  }
}

extension RowTableReader {
  /// The failure of a cell that is no time, with what the rows after it tell: whether they end the table, or lack a
  /// time as well.
  func timeFailure(
    _ error: Failure, _ reader: CSVReader, _ roles: ColumnRoles, _ times: TimeColumnParser
  ) -> Failure {
    if let repeated = reader.repeatedHeader() { return repeated }
    guard let time = roles.time else { return error }
    var failure = error
    failure.place = reader.place(ofField: time)
    let columns = ColumnNames.list(roles.timeColumns.map { reader.header[$0] })
    failure.message =
      roles.splitTime == nil
      ? "column \(time + 1) \(columns): \(error.message)" : "columns \(columns): \(error.message)"
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
