/// What is read as if the files had never held it.
struct LeftOutInput: Sendable, Equatable {
  /// Lines, by the path of their file.
  var lines: [String: LeftOutLines] = [:]
  /// Whole files, by their paths.
  var files: Set<String> = []
  /// Columns that are series, and series that the header tells apart, by their names.
  var columns: Set<String> = []

  /// The lines that are left out of the file at `path`.
  func lines(of path: String) -> LeftOutLines { lines[path] ?? .none }
}
