/// What differs between the shown and the printed output of an example, line by line; `nil` if nothing does.
///
/// Lines that only the page shows carry its line number and `-`, lines that were only printed `+`.
func differenceReport(path: String, example: Page.Example, printed: String) -> String? {
  let shown = example.shown?.text ?? ""
  guard shown != printed else { return nil }
  let firstLine = (example.shown?.lines.lowerBound ?? example.closingLine) + 1
  var report = ["\(path):\(example.line): the example prints something else than the page shows"]
  report += differingLines(shown: outputLines(shown), printed: outputLines(printed), firstLine: firstLine)
  if !printed.isEmpty, !printed.hasSuffix("\n") {
    report.append("the printed output does not end with a newline, which a page cannot show")
  }
  return report.joined(separator: "\n")
}

/// The lines of an output; the newline that ends the last one starts no further line.
private func outputLines(_ text: String) -> [Substring] {
  var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  if lines.last == "" { lines.removeLast() }
  return lines
}

private func differingLines(shown: [Substring], printed: [Substring], firstLine: Int) -> [String] {
  var removed: Set<Int> = []
  var inserted: Set<Int> = []
  for change in printed.difference(from: shown) {
    switch change {
    case .remove(let offset, _, _): removed.insert(offset)
    case .insert(let offset, _, _): inserted.insert(offset)
    }
  }
  var result: [String] = []
  var old = 0
  var new = 0
  while old < shown.count || new < printed.count {
    if removed.contains(old) {
      result.append("\(padded(firstLine + old)) - \(shown[old])")
      old += 1
    } else if inserted.contains(new) {
      result.append("\(padded(nil)) + \(printed[new])")
      new += 1
    } else {
      old += 1
      new += 1
    }
  }
  return result
}

private func padded(_ line: Int?) -> String {
  let text = line.map(String.init) ?? ""
  return String(repeating: " ", count: max(0, 6 - text.count)) + text
}
