/// Text in several lines.
enum WordWrap {
  /// The text in at most `count` lines, broken between words; what does not go in them is cut.
  ///
  /// - Parameters:
  ///   - fits: Whether a line is short enough.
  ///   - cut: A line, made short enough.
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
