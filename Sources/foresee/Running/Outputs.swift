import Files

/// The files of one command: opened before work starts, and put in place together when all of it succeeded.
struct Outputs {
  /// What the command reads: data, models, configuration.
  private let inputs: [String]
  private var destinations: [Destination: String] = [:]
  private var files: [OutputFile] = []

  /// Creates an empty set of outputs, none of which may be one of `inputs`.
  init(inputs: [String] = []) { self.inputs = inputs }

  /// Opens `path` for writing; `nil` or `-` is standard output.
  ///
  /// - Throws: `Failure` when it is an input or another output, or cannot be written.
  mutating func open(_ path: String?) throws(Failure) -> OutputFile {
    try reserve(path)
    let file = try OutputFile(replacing: path)
    files.append(file)
    return file
  }

  /// Opens `path` unless it is `nil`.
  mutating func openIfGiven(_ path: String?) throws(Failure) -> OutputFile? {
    guard let path else { return nil }
    return try open(path)
  }

  /// Keeps `path` for an output that is written on its own.
  ///
  /// - Throws: `Failure` (arguments) when it is an input or another output, or has no name.
  mutating func reserve(_ path: String?) throws(Failure) {
    guard path != "" else {
      throw Failure(
        .arguments, "an output has no name", fix: "give the file a name, or - for standard output")
    }
    try FileIdentity.refuse(output: path, amongInputs: inputs)
    guard let destination = Destination(of: path) else { return }
    let name = path ?? "-"
    if let other = destinations.updateValue(name, forKey: destination) {
      let words = destination == .standardOutput ? "standard output" : other
      let also = other == name || destination == .standardOutput ? "" : ", which is \(name)"
      throw Failure(.arguments, "two outputs go to \(words)\(also)", fix: "give each a file of its own")
    }
  }

  /// Puts every file in place, or none.
  ///
  /// `text` is printed before, so that a failure to print it leaves all files as they were.
  ///
  /// - Parameters:
  ///   - text: The text for a person, or with `--json` for a program; `nil` for none.
  ///   - plot: A chart that is drawn below it; `nil` for none.
  /// - Throws: `Failure` (input/output); the files are as they were before.
  func commit(showing text: String? = nil, drawing plot: Plot? = nil) throws(Failure) {
    for file in files { try file.complete() }
    if let text { try show(text) }
    if let plot { try draw(plot) }
    try OutputFile.commit(files, endsCommand: true)
  }
}

extension Outputs {
  /// Whether one of the files is standard output.
  var useStandardOutput: Bool { destinations[.standardOutput] != nil }

  /// Prints what a person reads, or with `--json` a program: to standard output, unless a file goes there.
  func show(_ text: String) throws(Failure) {
    guard !useStandardOutput else {
      Console.write(ShownText.escaped(lines: text), to: .standardError)
      return
    }
    let output = try OutputFile(replacing: nil)
    try output.write(text)
    try output.flush()
  }
}
