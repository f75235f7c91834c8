import Files

extension CSVReader {
  /// Reads the next record, or nothing at the end.
  func readRecord() throws(Failure) -> Bool {
    parser.beginRecord()
    continued.removeAll(keepingCapacity: true)
    current = nil
    torn.removeAll()
    var quotePlace: Failure.Place?
    while let read = try lines.next() {
      let next = withoutEndMark(read)
      if quotePlace == nil {
        if try isLeftOut(next) { continue }
        line = next.number
      }
      current = next
      try refuseNUL(next)
      switch parser.read(next) {
      case .complete:
        noteBreak(of: next)
        if !next.hasBreak, lines.hasGrown {
          counts.hasIncompleteLine = true
          return false
        }
        return true
      case .insideQuotes:
        if quotePlace == nil { quotePlace = place(ofField: fieldCount) }
        if continued.count > RecordParser.largestField { throw unclosedQuote(at: quotePlace) }
        // The line's bytes are gone once the next one is asked for.
        continued.append(contentsOf: next.bytes)
        if isSearch { torn.append(PhysicalLine.Copy(next)) }
        current = nil
      case let outcome:
        let failure = failure(outcome, in: next, quotePlace: quotePlace)
        parser.restart()
        throw quotePlace != nil && partTornLine(from: next) ? unclosedQuote(at: quotePlace) : failure
      }
    }
    if quotePlace != nil, !readsOpeningOnly { throw unclosedQuote(at: quotePlace) }
    parser.beginRecord()
    return false
  }

  /// Refuses a blank line between the records of a file of one column, where it may be a missing value.
  func refuseBlankValue() throws(Failure) {
    guard let blankLine, blankLine < line else { return }
    throw Failure(
      .data, at: Failure.Place(file: name, line: blankLine, column: 1),
      "a blank line in a file of one column",
      fix: "write NA there if the value is missing, or remove the line")
  }

  /// Refuses a record that does not have the header's number of fields.
  func checkFieldCount() throws(Failure) {
    let found = fieldCount
    if found < header.count && allowsShortRecords { return }
    let place = Failure.Place(file: name, line: line, column: 1)
    if let current, !current.hasBreak, found < header.count {
      throw Failure(
        .data, at: place,
        "the last line has \(found) of \(header.count) fields and no line break: is the file cut off?",
        fix: "leave the line out with --skip-footer 1")
    }
    let expected =
      headerLine > 0
      ? "the header (line \(headerLine)) has \(header.count)" : "the first record has \(header.count)"
    let shown = (0..<min(found, 1000)).map { String(decoding: field($0), as: UTF8.self) }
    let ragged = RaggedRow(
      shown, header: header, rows: Array(form.records.dropFirst(1 + form.extraLineCount)))
    let atLine = line
    var (fix, message) = (ragged.fix, ragged.message)
    if dialect.comment.isEmpty, header[0].hasPrefix("#") || current?.bytes.first == UInt8(ascii: "#") {
      (fix, message) = ("if lines that start with # are comments, add --comment '#'", "")
    } else if found > header.count, headerLine > 0, recordCount <= 20, looksLikeHeader(shown) {
      (fix, message) = ("if the header is line \(line), add --skip-rows \(line - 1)", "")
    } else if fix == nil {
      let rest = restOfRows(fieldCount: header.count)
      (fix, message) = (rest.fix, rest.message)
    }
    throw Failure(
      .data, at: Failure.Place(file: name, line: atLine, column: 1),
      "\(found) field\(found == 1 ? "" : "s"), but \(expected)\(message)", fix: fix)
  }

  /// Whether the fields of a record are names, as far as one can tell: none is a number.
  private func looksLikeHeader(_ fields: [String]) -> Bool {
    let rows = form.records.drop { $0 != fields }.dropFirst()
    let fitsRows = rows.isEmpty ? recordCount <= 3 : rows.allSatisfy { $0.count == fields.count }
    return fitsRows
      && !fields.contains { ($0.first?.isNumber == true || $0.hasPrefix("-")) && !Self.isYear($0) }
      && fields.contains { $0.first?.isLetter == true }
  }

  /// Whether a field is a year, by which a column may be named.
  private static func isYear(_ field: String) -> Bool {
    field.utf8.count == 4 && Int(field).map { (1500...2199).contains($0) } == true
  }

  /// What leaves out the last `count` lines that are read.
  func footerFix(_ count: Int) -> String {
    "leave out what follows the table with --skip-footer \(options.skipFooter + count)"
  }

  /// Whether the current record has a single field that is not empty, and several that are.
  private var looksLikeNote: Bool {
    fieldCount > 1 && (0..<fieldCount).count { !isEmpty($0) } == 1
  }

  /// What the rows from the current one on tell: whether they are the end of the file, or a few among others.
  private func restOfRows(fieldCount expected: Int) -> (message: String, fix: String?) {
    guard explainsByRest else { return ("", nil) }
    let before = recordCount - 1 - counts.otherRows
    var (unfit, lastFit, total) = (1, 0, 1)
    while (try? readRecord()) == true {
      total += 1
      if fieldCount == expected, !looksLikeNote { lastFit = total } else { unfit += 1 }
    }
    // Nothing but a few odd lines follow: a note below the table.
    if lastFit == 0, total <= 10, before > 3 {
      let lines = total == 1 ? "the last line is" : "the last \(total) lines are"
      return (
        "; \(lines) no row of the table", footerFix(total)
      )
    }
    guard unfit * 2 < before + total else { return ("", nil) }
    return (
      "; \(unfit) of \(before + total) rows are so",
      "if they are no observations, --leave-out ragged leaves them out"
    )
  }

  /// Whether `next`, which would begin a record, is blank or a comment; it is counted then.
  private func isLeftOut(_ next: PhysicalLine) throws(Failure) -> Bool {
    let first = next.bytes.first
    if next.bodyCount == 0 || first == UInt8(ascii: " ") || first == UInt8(ascii: "\t") || first == 0x0D,
      next.isBlank(delimiter: dialect.delimiter)
    {
      counts.blankLines += 1
      if blankLine == nil { blankLine = next.number }
      return true
    }
    if !dialect.comment.isEmpty, next.bytes.starts(with: dialect.comment) {
      counts.commentLines += 1
      return true
    }
    if first == 0xEF, next.bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      throw Failure(
        .data, at: Failure.Place(file: name, line: next.number, column: 1),
        "a byte-order mark inside the file (were several files joined?)")
    }
    return false
  }

  private func refuseNUL(_ next: PhysicalLine) throws(Failure) {
    guard let zero = next.bytes.position(of: 0) else { return }
    throw Failure(
      .data, at: Failure.Place(file: name, line: next.number, column: zero + 1),
      "a NUL byte, which text does not have (is this UTF-16 or a binary file?)")
  }

  /// The line without the end mark of old systems (0x1A), if it is the last one and ends so.
  private func withoutEndMark(_ line: PhysicalLine) -> PhysicalLine {
    guard !line.hasBreak, line.bytes.last == 0x1A else { return line }
    counts.hasEndMark = true
    let bytes = UnsafeRawBufferPointer(rebasing: line.bytes.dropLast())
    return PhysicalLine(bytes: bytes, bodyCount: bytes.count, number: line.number)
  }

  private func noteBreak(of line: PhysicalLine) {
    guard line.hasBreak, counts.firstMixedBreak == nil else { return }
    if let usesWindowsBreaks {
      if usesWindowsBreaks != line.hasWindowsBreak { counts.firstMixedBreak = line.number }
    } else {
      usesWindowsBreaks = line.hasWindowsBreak
    }
  }

  /// Parts a line with a quote that is never closed from the lines behind it, up to `next`, which are read
  /// once more; `false` where these are no rows by themselves, so that a field may go over several lines.
  private func partTornLine(from next: PhysicalLine) -> Bool {
    let others = torn.dropFirst() + [PhysicalLine.Copy(next)]
    let areRows = others.allSatisfy { line in
      let body = Array(line.bytes[..<line.bodyCount])
      // Where the line's own quotes are torn, delimiters alone part it.
      let isTorn = !body.count { $0 == UInt8(ascii: "\"") }.isMultiple(of: 2)
      let shown = isTorn ? body.filter { $0 != UInt8(ascii: "\"") } : body
      return LineFields.split(shown, delimiter: dialect.delimiter).count == header.count
    }
    guard isSearch, areRows, let first = torn.first else { return false }
    lines.putBack(Array(others))
    torn = [first]
    (current, continued) = (nil, [])
    return true
  }

  private func unclosedQuote(at place: Failure.Place?) -> Failure {
    Failure(
      .data, at: place, "a quote is opened here and never closed",
      fix: "close it, or double it (\"\") if it belongs to the text")
  }

  private func failure(
    _ outcome: RecordParser.Outcome, in next: PhysicalLine, quotePlace: Failure.Place?
  ) -> Failure {
    let offset = next.number == 1 ? markCount + 1 : 1
    func place(_ byte: Int) -> Failure.Place {
      Failure.Place(file: name, line: next.number, column: byte + offset)
    }
    switch outcome {
    case .textAfterQuote(let byte):
      return Failure(
        .data, at: place(byte), "text after a closing quote",
        fix: "double a quote that belongs to the text: \"\"")
    case .quoteInsideField(let byte):
      return Failure(
        .data, at: place(byte), "a quote inside a field that does not start with one",
        fix: "put the whole field in quotes and double the quote: \"\"")
    case .fieldTooLarge where quotePlace != nil:
      return unclosedQuote(at: quotePlace)
    case .fieldTooLarge:
      return Failure(
        .limit, at: self.place(ofField: fieldCount),
        "the field is larger than \(RecordParser.largestField >> 20) MiB")
    case .tooManyFields:
      return Failure(
        .limit, at: place(0), "the record has more than \(RecordParser.mostFields) fields")
    case .brokenLine, .complete, .insideQuotes:
      let byte = next.body.firstIndex { $0 == 0x0D || $0 == 0x0A } ?? 0
      let name = next.body.isEmpty || next.body[byte] == 0x0D ? "carriage return" : "line feed"
      return Failure(
        .data, at: place(byte), "a \(name) inside a field without quotes", fix: "put the field in quotes")
    }
  }
}
