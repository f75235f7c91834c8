import Files

/// Why a record has another number of fields than the header, as far as the file's first lines show.
struct RaggedRow {
  /// What was found besides the numbers of fields.
  private(set) var message = ""
  /// What to do.
  private(set) var fix: String?

  /// Looks at `fields`, which do not fit `header`, and at the first `rows`.
  init(_ fields: [String], header: [String], rows: [[String]]) {
    let extra = fields.count - header.count
    let isEverywhere = !rows.isEmpty && rows.allSatisfy { $0.count == fields.count }
    if extra == 1, isEverywhere, Self.lacksFirstName(fields, header) {
      message = "; the header lacks a name for field 1 (\(ShownText.quoted(fields[0])))"
      fix = "name it in the header, as \((["row"] + header).joined(separator: ","))"
    } else if extra > 0, let run = Self.groups(in: fields, extra: extra) {
      let name = header[run.lowerBound]
      let shown = fields[run].joined(separator: ",")
      message =
        "; \(ShownText.quoted(name)) seems to have commas between thousands, without quotes (\(shown))"
      fix = "put its numbers in quotes, or write them without commas between thousands"
    } else if extra == 1, isEverywhere, let missing = Self.unnamed(in: fields, header: header) {
      message = "; the header lacks a name for field \(missing + 1) (\(ShownText.quoted(fields[missing])))"
      var names = header
      names.insert(missing == 0 ? "row" : "Time", at: missing)
      fix = "name it in the header, as \(names.joined(separator: ","))"
    } else if extra > 0, isEverywhere {
      message = "; every row has \(extra == 1 ? "one field" : "\(extra) fields") more than the header"
      fix = "give every column a name in the header, or take away what is too much at the end of rows"
    }
  }

  /// The only run of fields that would be one number with thousands between marks.
  private static func groups(in fields: [String], extra: Int) -> ClosedRange<Int>? {
    func isDigits(_ text: String, _ counts: ClosedRange<Int>) -> Bool {
      counts.contains(text.count) && text.allSatisfy { $0.isASCII && $0.isNumber }
    }
    let runs = (0..<(fields.count - extra)).filter { start in
      isDigits(fields[start].hasPrefix("-") ? String(fields[start].dropFirst()) : fields[start], 1...3)
        && fields[(start + 1)...(start + extra)].enumerated().allSatisfy { index, field in
          let whole = index == extra - 1 ? String(field.prefix { $0 != "." }) : field
          return isDigits(whole, 3...3)
        }
    }
    return runs.count == 1 ? runs[0]...(runs[0] + extra) : nil
  }

  /// Whether the first name is that of a time, and the second field is the first that may be one.
  private static func lacksFirstName(_ fields: [String], _ header: [String]) -> Bool {
    func isDate(_ text: String) -> Bool {
      text.count { $0.isNumber } >= 4 && text.contains { "-/.:".contains($0) } && !text.contains("e")
        && text.split { "-/. :".contains($0) }.count >= 3
    }
    let name = header[0].lowercased()
    return ["date", "time", "day", "ds"].contains { name.contains($0) } && !isDate(fields[0])
      && isDate(fields[1])
  }

  /// The field that the header has no name for.
  private static func unnamed(in fields: [String], header: [String]) -> Int? {
    func isClock(_ text: String) -> Bool {
      let parts = text.split(separator: ":")
      return (2...3).contains(parts.count) && parts.allSatisfy { $0.first?.isNumber == true }
        && text.count <= 12
    }
    if let clock = fields.dropFirst().firstIndex(where: isClock), clock < header.count || clock == 1,
      !header.contains(where: { $0.lowercased() == "time" })
    {
      return clock
    }
    // Row names, which some programs write without a name in the header.
    return Int(fields[0]) != nil && !header[0].isEmpty && Int(fields[0]).map { $0 <= 1 } == true ? 0 : nil
  }
}
