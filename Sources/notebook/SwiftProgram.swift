/// The one program that all Swift examples of a page form.
struct SwiftProgram {
  /// What the program prints after each example, so that its output can be cut into theirs.
  static let separator = "\u{1E}\n"

  /// The examples, in reading order.
  var examples: [Page.Example]
  /// The page they stand on.
  var path: String

  /// The program's source.
  ///
  /// The compiler's messages point into the page.
  var source: String {
    var source = ""
    for example in examples {
      source += "#sourceLocation(file: \"\(path)\", line: \(example.line))\n"
      source += example.code.map { $0 + "\n" }.joined()
      source += "#sourceLocation()\n"
      source += "print(\"\\u{1E}\")\n"
    }
    return source
  }

  /// Cuts the program's output into those of its examples.
  ///
  /// - Returns: One output an example; `nil` if the program did not run to its end.
  func outputs(of printed: String) -> [String]? {
    var outputs: [String] = []
    var rest = printed[...]
    while let separator = rest.firstRange(of: Self.separator) {
      outputs.append(String(rest[..<separator.lowerBound]))
      rest = rest[separator.upperBound...]
    }
    return outputs.count == examples.count && rest.isEmpty ? outputs : nil
  }
}
