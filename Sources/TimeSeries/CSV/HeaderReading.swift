import Files

extension CSVReader {
  /// Reads the names of the columns, or names them c1, c2, … where there is no header.
  func readHeader() throws(Failure) {
    guard try readRecord() else {
      let blank = counts.blankLines
      throw Failure(
        .data, at: Failure.Place(file: name, line: 1, column: 1),
        blank > 0 ? "no header (\(blank) blank line\(blank == 1 ? "" : "s"))" : "no header"
      ).ofEmptyInput
    }
    guard options.hasHeader else {
      header = (1...fieldCount).map { "c\($0)" }
      return
    }
    headerLine = line
    var names: [String] = []
    for index in 0..<fieldCount { names.append(try text(index)) }
    names = form.names ?? names
    if form.hasEndingDelimiter { names.removeLast() }
    if names.allSatisfy({ $0.isEmpty || $0 != $0.unwrapped }) { names = names.map(\.unwrapped) }
    header = options.numberDuplicateColumns ? numbered(names) : names
    try refuseDuplicates()
    header += Array(repeating: "", count: form.emptyTail)
    for _ in 0..<form.extraLineCount where try !readRecord() { break }
  }

  private func refuseDuplicates() throws(Failure) {
    var first: [String: Int] = [:]
    for (index, name) in header.enumerated() where !name.isEmpty {
      if let earlier = first[name] {
        throw Failure(
          .data, at: place(ofField: index),
          "columns \(earlier + 1) and \(index + 1) are both named \(ShownText.quoted(name))",
          fix: header[0].hasPrefix("#") && dialect.comment.isEmpty
            ? "if lines that start with # are comments, add --comment '#'"
            : "add --duplicate-columns number, which names the second \(ShownText.quoted("\(name).2"))")
      }
      first[name] = index
    }
  }

  /// The names with `.2`, `.3`, … behind those that came before.
  private func numbered(_ names: [String]) -> [String] {
    var taken = Set(names)
    var counts: [String: Int] = [:]
    return names.map { name in
      guard !name.isEmpty else { return name }
      var count = counts[name, default: 0] + 1
      defer { counts[name] = count }
      if count == 1 { return name }
      while taken.contains("\(name).\(count)") { count += 1 }
      taken.insert("\(name).\(count)")
      return "\(name).\(count)"
    }
  }

  /// What was left out and recognised, as notices for the user.
  var notices: [String] {
    var notices: [String] = []
    func lines(_ count: Int) -> String { count == 1 ? "1 line" : "\(count) lines" }
    if counts.hasSeparatorLine {
      notices.append("\(name): the first line names the delimiter \(Dialect.name(of: dialect.delimiter))")
    } else if options.delimiter == nil, dialect.delimiter != Dialect.candidates[0] {
      notices.append("\(name): fields are separated by \(Dialect.name(of: dialect.delimiter))")
    }
    notices += headerNotices
    if counts.blankLines > 0 { notices.append("\(name): \(lines(counts.blankLines)) left out: blank") }
    if counts.commentLines > 0 { notices.append("\(name): \(lines(counts.commentLines)) left out: comments") }
    if let first = counts.raggedLines.first {
      notices.append(
        "\(name): \(lines(counts.raggedLines.count)) left out: another number of fields than the header, first line \(first)"
      )
    }
    if counts.otherRows > 0 { notices.append("\(name): \(counts.otherRows) rows left out by --where") }
    if counts.rowsWithoutTime > 0 {
      notices.append("\(name): \(counts.rowsWithoutTime) rows left out: without a time")
    }
    if options.skipFooter > 0 { notices.append("\(name): \(lines(options.skipFooter)) left out at the end") }
    if let line = counts.firstMixedBreak {
      notices.append("\(name): mixed line breaks, first at line \(line)")
    }
    if counts.hasEndMark { notices.append("\(name): the end mark 0x1A after the last line is left out") }
    if counts.hasIncompleteLine {
      notices.append("\(name): the file is being written to: its incomplete last line is left out")
    } else if hasGrown, let byteCount {
      notices.append("\(name): the file has grown meanwhile: its first \(byteCount) bytes were read")
    }
    return notices
  }

  /// The failure, with the lines below the header that are taken for no data: they may explain it.
  func explained(_ failure: Failure) -> Failure {
    guard let text = form.leftOut.first else { return failure }
    var failure = failure
    failure.message += " (\(ShownText.quoted(text)) below or above the names is taken for no row of data)"
    return failure
  }

  /// What was recognised in the lines of the header.
  private var headerNotices: [String] {
    var notices = form.leftOut.map { text in
      "\(name): \(ShownText.quoted(text)) below or above the names is no row of data and is left out"
    }
    if let entities = form.entities {
      notices.append(
        "\(name): the header has \(form.extraLineCount + 1) lines, which name the series \(ColumnNames.list(entities.names))"
      )
    } else if form.hasUnnamedTime {
      notices.append("\(name): the first column holds times and has no name: it is called \"time\"")
    } else if form.names != nil, form.leftOut.isEmpty {
      notices.append("\(name): the header has \(form.extraLineCount + 1) lines")
    }
    let unseen = header.filter { $0.unicodeScalars.contains(where: \.isUnseen) }
    if let first = unseen.first {
      let count = unseen.count == 1 ? "the name of a column has" : "the names of \(unseen.count) columns have"
      notices.append("\(name): \(count) characters that nobody sees, as in \(ShownText.quoted(first))")
    }
    return notices
  }
}

extension Unicode.Scalar {
  /// Whether it takes no room where it is shown, and does not belong to how the characters beside it are
  /// written.
  fileprivate var isUnseen: Bool {
    let joiners: [Unicode.Scalar] = ["\u{200C}", "\u{200D}"]
    return properties.generalCategory == .format && !joiners.contains(self)
      && !(0xE0020...0xE007F).contains(value)
  }
}
