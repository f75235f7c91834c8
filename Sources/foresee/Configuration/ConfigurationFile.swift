import Files

/// The settings of a `--config` file, by their keys.
struct ConfigurationFile {
  private static let sizeLimit = 1 << 20

  /// The file's name.
  let name: String
  /// The settings in the order of the file.
  let settings: [JSONValue.Member]

  /// Reads the JSON object in the file at `path`.
  ///
  /// - Throws: `Failure` (arguments) when it is not one, naming line and column.
  init(path: String) throws(Failure) {
    name = path
    let bytes = try InputFile.contents(of: path, limit: Self.sizeLimit)
    let value = try JSONParser.parse(bytes, file: path, cause: .arguments)
    guard let members = value.members else {
      throw Failure(
        .arguments, at: Failure.Place(file: path, line: value.line, column: value.column),
        "found \(value.kind), expected an object such as {\"hidden\": 32}")
    }
    settings = members
  }

  /// The value under `key`; `nil` without one.
  subscript(key: String) -> JSONValue? { settings.first { $0.name == key }?.value }

  /// The place of a value.
  func place(of value: JSONValue) -> Failure.Place {
    Failure.Place(file: name, line: value.line, column: value.column)
  }

  /// Says that the value under `key` is of another kind than expected.
  func mismatch(_ key: String, _ value: JSONValue, expected: String) -> Failure {
    let found = value.members == nil && value.elements == nil ? value.compactText : value.kind
    return Failure(.arguments, at: place(of: value), "\"\(key)\" is \(found), expected \(expected)")
  }
}
