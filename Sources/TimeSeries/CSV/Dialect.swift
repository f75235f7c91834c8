import Files

/// How a CSV file is written: what separates its fields, and which lines are not data.
struct Dialect {
  /// The byte between fields.
  var delimiter: UInt8
  /// What a line that is a comment starts with; empty when there are none.
  var comment: [UInt8]

  /// The delimiters that are recognised.
  static let candidates: [UInt8] = [
    UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|"),
  ]

  /// The delimiter an option names: one ASCII character, or `tab`.
  ///
  /// - Throws: `Failure` (arguments) for anything else, and for quotes and line breaks.
  static func delimiter(named text: String) throws(Failure) -> UInt8 {
    switch text {
    case "tab", "\\t": return UInt8(ascii: "\t")
    default: break
    }
    guard text.utf8.count == 1, let byte = text.utf8.first, byte < 128, byte != UInt8(ascii: "\""),
      byte != 0x0A,
      byte != 0x0D, byte != 0
    else {
      throw Failure(
        .arguments, "the delimiter \(ShownText.quoted(text)) is not one ASCII character",
        fix: "give --delimiter ',' or ';' or '|' or tab")
    }
    return byte
  }

  /// The delimiter that `lines`, a file's first ones, can be read with, a header first; a comma for a single
  /// column.
  ///
  /// A delimiter is one that stands in the header. Of several, one that stands in every line as often as in
  /// the header, and is the only such, is meant.
  ///
  /// - Throws: `Failure` (data) when several are possible.
  static func recognisedDelimiter(in lines: [[UInt8]], place: Failure.Place) throws(Failure) -> UInt8 {
    guard let header = lines.first else { return candidates[0] }
    let present = candidates.filter { count(of: $0, in: header) > 0 }
    if present.isEmpty, areParted(by: UInt8(ascii: " "), lines) { return UInt8(ascii: " ") }
    if present.count <= 1 { return present.first ?? candidates[0] }
    let regular = present.filter { candidate in
      let expected = count(of: candidate, in: header)
      return lines.allSatisfy { count(of: candidate, in: $0) == expected }
    }
    if regular.count == 1 { return regular[0] }
    // No text has tabs, of which there are as many in every line.
    if regular.contains(UInt8(ascii: "\t")) { return UInt8(ascii: "\t") }
    let names = present.map { name(of: $0) }.joined(separator: " or ")
    throw Failure(
      .data, at: place, "fields could be separated by \(names)",
      fix: "say which: --delimiter \(name(of: present[0]))")
  }

  /// Whether every line but the header has as many of a byte, at least one, and the header as many or, where
  /// rows have names, one fewer.
  private static func areParted(by byte: UInt8, _ lines: [[UInt8]]) -> Bool {
    let counts = lines.map { count(of: byte, in: $0) }
    let hasRuns = lines.contains { line in zip(line, line.dropFirst()).contains { $0 == byte && $1 == byte } }
    guard !hasRuns, counts.count > 2, counts[1] > 0, counts.dropFirst().allSatisfy({ $0 == counts[1] }) else {
      return false
    }
    return counts[0] == counts[1] || counts[0] + 1 == counts[1] && lines[0].first == UInt8(ascii: "\"")
  }

  /// The delimiter as a user types it.
  static func name(of delimiter: UInt8) -> String {
    delimiter == UInt8(ascii: "\t") ? "tab" : "'\(Character(Unicode.Scalar(delimiter)))'"
  }

  private static func count(of delimiter: UInt8, in line: [UInt8]) -> Int {
    var count = 0
    var isQuoted = false
    for byte in line {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == delimiter && !isQuoted { count += 1 }
    }
    return count
  }
}
