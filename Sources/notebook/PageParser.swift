extension Page {
  /// Parses the Markdown text of the page at `path`.
  ///
  /// - Throws: ``PageFault`` for a fence that is never closed and for a skipped one without a reason.
  init(path: String, text: String) throws(PageFault) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    self.init(path: path, lines: lines, examples: [])

    var index = 0
    while index < lines.count {
      guard let fence = try fence(at: index) else {
        index += 1
        continue
      }
      index = fence.closing + 1
      if fence.info.dropFirst().contains("skip") {
        try checkReason(above: fence.opening)
      } else if let language = fence.info.first.flatMap(Example.Language.init) {
        let shown = try shownOutput(from: index)
        examples.append(
          Example(
            language: language, line: fence.opening + 2, code: fence.content, closingLine: fence.closing + 1,
            shown: shown))
        index = shown?.lines.upperBound ?? index
      }
    }
  }

  /// A fenced block; positions count from 0.
  private struct Fence {
    var opening: Int
    var closing: Int
    var info: [String]
    var content: [String]
  }

  /// The fence that opens at `opening`, if one does.
  private func fence(at opening: Int) throws(PageFault) -> Fence? {
    let ticks = lines[opening].prefix { $0 == "`" }
    guard ticks.count >= 3 else { return nil }
    let info = lines[opening].dropFirst(ticks.count).split(separator: " ").map(String.init)
    guard !info.contains(where: { $0.contains("`") }) else { return nil }
    let closes = { (line: String) in line.count >= ticks.count && line.allSatisfy { $0 == "`" } }
    guard let closing = lines[(opening + 1)...].firstIndex(where: closes) else {
      throw PageFault(path: path, line: opening + 1, message: "the fence opened here is never closed")
    }
    return Fence(
      opening: opening, closing: closing, info: info, content: Array(lines[(opening + 1)..<closing]))
  }

  /// The `text` fence that follows at or after `start`, with nothing but blank lines between.
  private func shownOutput(from start: Int) throws(PageFault) -> Shown? {
    guard let next = lines[start...].firstIndex(where: { !$0.allSatisfy(\.isWhitespace) }),
      let fence = try fence(at: next), fence.info == ["text"]
    else { return nil }
    return Shown(
      lines: (fence.opening + 1)...(fence.closing + 1), text: fence.content.map { $0 + "\n" }.joined())
  }

  /// Checks that the line above a skipped fence says why it is not run.
  private func checkReason(above opening: Int) throws(PageFault) {
    guard opening > 0, !lines[opening - 1].allSatisfy(\.isWhitespace) else {
      throw PageFault(
        path: path, line: opening + 1, message: "a skipped fence needs its reason in the line above")
    }
  }
}

/// A page that cannot be read or run.
struct PageFault: Error, Equatable, CustomStringConvertible {
  /// The page.
  var path: String
  /// The line, from 1; `nil` for the whole page.
  var line: Int?
  /// What is wrong.
  var message: String

  /// The fault as it is shown.
  var description: String {
    line.map { "\(path):\($0): \(message)" } ?? "\(path): \(message)"
  }
}
