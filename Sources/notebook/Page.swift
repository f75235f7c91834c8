/// A literate Markdown page: prose with examples that can be run.
struct Page: Equatable {
  /// A fence that is run, and the output the page shows for it.
  struct Example: Equatable {
    /// What runs an example.
    enum Language: String {
      /// Part of the page's one Swift program.
      case swift
      /// A script for bash.
      case shell = "sh"
    }

    /// What runs it.
    var language: Language
    /// The number of the first line of code, from 1.
    var line: Int
    /// The code.
    var code: [String]
    /// The number of the line that closes the fence, from 1.
    var closingLine: Int
    /// The `text` fence that follows; `nil` where the page shows no output.
    var shown: Shown?
  }

  /// Output as a page shows it.
  struct Shown: Equatable {
    /// The fence's lines, its opening and closing line included, from 1.
    var lines: ClosedRange<Int>
    /// The output, each line ended by a newline.
    var text: String
  }

  /// Where the page lies, relative to the repository.
  var path: String
  /// The page's lines.
  var lines: [String]
  /// The examples, in reading order.
  var examples: [Example]

  /// The file's name without its extension.
  var name: String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    return file.hasSuffix(".md") ? String(file.dropLast(3)) : file
  }

  /// The page as a text.
  var text: String { lines.map { $0 + "\n" }.joined() }

  /// The page with `outputs`, one an example, in place of what it shows.
  func replacingOutputs(_ outputs: [String]) -> String {
    precondition(outputs.count == examples.count, "one output for each example")
    var lines = lines
    for (example, output) in zip(examples, outputs).reversed() {
      let fence = output.isEmpty ? [] : Self.fence(around: output)
      if let shown = example.shown {
        lines.replaceSubrange((shown.lines.lowerBound - 1)..<shown.lines.upperBound, with: fence)
      } else if !fence.isEmpty {
        lines.insert(contentsOf: [""] + fence, at: example.closingLine)
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// A `text` fence around `output`, with more backticks than any line of it starts with.
  private static func fence(around output: String) -> [String] {
    var inner = output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if inner.last == "" { inner.removeLast() }
    let longest = inner.map { $0.prefix { $0 == "`" }.count }.max() ?? 0
    let ticks = String(repeating: "`", count: max(3, longest + 1))
    return [ticks + "text"] + inner + [ticks]
  }
}
