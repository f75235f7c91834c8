import Files

extension CSVReader {
  /// Reads the names of the columns, or names them c1, c2, … where there is no header.
  func readHeader() throws(Failure) {
    guard try readRecord() else {
      let blank = counts.blankLines
      throw Failure(
        .data, at: Failure.Place(file: name, line: 1, column: 1),
        blank > 0 ? "no header (\(blank) blank line\(blank == 1 ? "" : "s"))" : "no header")
    }
    guard options.hasHeader else {
      header = (1...fieldCount).map { "c\($0)" }
      return
    }
    headerLine = line
    var names: [String] = []
    for index in 0..<fieldCount { names.append(try text(index)) }
    header = options.numberDuplicateColumns ? numbered(names) : names
    try refuseDuplicates()
  }

  private func refuseDuplicates() throws(Failure) {
    var first: [String: Int] = [:]
    for (index, name) in header.enumerated() where !name.isEmpty {
      if let earlier = first[name] {
        throw Failure(
          .data, at: place(ofField: index),
          "columns \(earlier + 1) and \(index + 1) are both named \(ShownText.quoted(name))",
          fix: "add --duplicate-columns number, which names the second \(ShownText.quoted("\(name).2"))")
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
    if counts.blankLines > 0 { notices.append("\(name): \(lines(counts.blankLines)) left out: blank") }
    if counts.commentLines > 0 { notices.append("\(name): \(lines(counts.commentLines)) left out: comments") }
    if options.skipFooter > 0 { notices.append("\(name): \(lines(options.skipFooter)) left out at the end") }
    if let line = counts.firstMixedBreak {
      notices.append("\(name): mixed line breaks, first at line \(line)")
    }
    if counts.hasEndMark { notices.append("\(name): the end mark 0x1A after the last line is left out") }
    if counts.hasIncompleteLine {
      notices.append("\(name): the file is being written to: its incomplete last line is left out")
    }
    return notices
  }
}
