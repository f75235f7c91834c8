/// Text in several lines.
enum WordWrap {
  /// Breaks the text between words into at most `count` lines.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - count: The largest number of lines.
  ///   - fits: Whether a line is short enough.
  ///   - cut: Shortens a line that is too long.
  /// - Returns: The lines, of which the last is cut where the text is longer.
  static func lines(_ text: String, count: Int, fits: (String) -> Bool, cut: (String) -> String) -> [String] {
    var lines: [String] = []
    var rest = text.split(separator: " ")[...]
    while !rest.isEmpty, lines.count < count {
      var taken = 1
      while taken < rest.count, fits(rest.prefix(taken + 1).joined(separator: " ")) { taken += 1 }
      if lines.count == count - 1 { taken = rest.count }
      lines.append(cut(rest.prefix(taken).joined(separator: " ")))
      rest = rest.dropFirst(taken)
    }
    return lines
  }
}
