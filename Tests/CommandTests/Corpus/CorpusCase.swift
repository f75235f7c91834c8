import Testing

/// A file as somebody may have it, the exit code that a command ends with, and what is said of it.
struct CorpusCase: CustomTestStringConvertible, Sendable {
  var testDescription: String
  /// The file.
  ///
  /// `‹E9›` stands for a byte, `«9»` for so many letters, and `«,c9»` for so many names of columns.
  var text: String
  var status: Int32
  /// Parts of what is said.
  var says: [String]
  /// Options besides the horizon and the model.
  var options: [String]
  var command: String

  init(
    _ name: String, _ text: String, ends status: Int32 = 0, says: [String] = [], with options: [String] = [],
    command: String = "forecast"
  ) {
    testDescription = name
    self.text = text
    self.status = status
    self.says = says
    self.options = options
    self.command = command
  }

  /// A file with a number that is written as `cell`.
  static func cell(
    _ name: String, _ cell: String, ends status: Int32 = 0, says: [String] = [], with options: [String] = []
  ) -> CorpusCase {
    CorpusCase(
      name, "time,y\n2024-01-01,1\n2024-01-02,\(cell)\n2024-01-03,2\n", ends: status, says: says,
      with: ["--target", "y"] + options)
  }

  /// A file with rows at `times`.
  static func times(
    _ name: String, _ times: [String], ends status: Int32 = 0, says: [String] = [],
    with options: [String] = []
  ) -> CorpusCase {
    CorpusCase(
      name, "time,y\n" + times.enumerated().map { "\($1),\($0)\n" }.joined(), ends: status, says: says,
      with: ["--target", "y"] + options)
  }

  /// The bytes of the file.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    var rest = text[...]
    while let mark = rest.firstIndex(where: { $0 == "‹" || $0 == "«" }),
      let end = rest[mark...].firstIndex(where: { $0 == "›" || $0 == "»" })
    {
      bytes += Array(rest[..<mark].utf8) + Self.bytes(of: rest[rest.index(after: mark)..<end], rest[mark])
      rest = rest[rest.index(after: end)...]
    }
    return bytes + Array(rest.utf8)
  }

  private static func bytes(of mark: Substring, _ opening: Character) -> [UInt8] {
    if opening == "‹" { return UInt8(mark, radix: 16).map { [$0] } ?? [] }
    if let count = Int(mark) { return Array(repeating: UInt8(ascii: "1"), count: count) }
    return (0..<(Int(mark.dropFirst(2)) ?? 0)).flatMap { Array(",c\($0)".utf8) }
  }

  /// The command line that reads `input`.
  func arguments(_ input: String) -> [String] {
    var arguments = [command, input] + options
    guard command == "forecast" else { return arguments }
    if !options.contains("--model") { arguments += ["--model", "naive"] }
    if !options.contains("--horizon") { arguments += ["--horizon", "1"] }
    return arguments
  }
}
