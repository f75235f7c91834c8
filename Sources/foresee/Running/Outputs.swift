import Files

/// The files of one command: opened before work starts, and all put in place when all of it succeeded.
struct Outputs {
  private let inputs: [String]
  private var paths: [String] = []
  private var files: [OutputFile] = []

  /// Creates an empty set of outputs, none of which may be one of `inputs`.
  init(inputs: [String] = []) { self.inputs = inputs }

  /// Opens `path` for writing; `nil` or `-` is standard output.
  ///
  /// - Throws: `Failure` when it is an input or another output, or cannot be written.
  mutating func open(_ path: String?) throws(Failure) -> OutputFile {
    try FileIdentity.refuse(output: path, amongInputs: inputs)
    let name = path ?? "-"
    guard !paths.contains(name) else {
      let words = name == "-" ? "standard output" : name
      throw Failure(.arguments, "two outputs go to \(words)", fix: "give each a file of its own")
    }
    let file = try Interruption.output(replacing: path)
    paths.append(name)
    files.append(file)
    return file
  }

  /// Opens `path` unless it is `nil`.
  mutating func openIfGiven(_ path: String?) throws(Failure) -> OutputFile? {
    guard let path else { return nil }
    return try open(path)
  }

  /// Puts every file in place, after making sure that all of them have room on the disk.
  func commit() throws(Failure) {
    for file in files { try file.flush() }
    for file in files { try file.commit() }
  }
}

extension Outputs {
  /// Whether one of the files is standard output.
  var useStandardOutput: Bool { paths.contains("-") }

  /// Prints what a person reads, or with `--json` a program: to standard output, unless a file goes there.
  func show(_ text: String) throws(Failure) {
    guard !useStandardOutput else {
      Console.write(text, to: .standardError)
      return
    }
    let output = try OutputFile(replacing: nil)
    try output.write(text)
    try output.flush()
  }
}
