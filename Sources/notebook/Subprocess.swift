import Foundation

/// A command that is run to its end.
struct Subprocess {
  /// The program's name, looked up on the PATH, or its path.
  var program: String
  /// Its arguments.
  var arguments: [String]
  /// The folder it runs in.
  var directory: URL
  /// Variables set on top of the inherited environment.
  var environment: [String: String] = [:]

  /// What a command left behind.
  struct Outcome {
    /// Its exit code.
    var status: Int32
    /// What it wrote to standard output.
    var output: String
    /// What it wrote to standard error.
    var errors: String
  }

  /// Runs the command, with its output collected in files under `folder`: a pipe could fill up and block it.
  func run(collectingIn folder: URL) throws -> Outcome {
    let output = folder.appending(path: "stdout")
    let errors = folder.appending(path: "stderr")
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.currentDirectoryURL = directory
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try Self.emptyFile(at: output)
    process.standardError = try Self.emptyFile(at: errors)
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: try String(contentsOf: output, encoding: .utf8),
      errors: try String(contentsOf: errors, encoding: .utf8))
  }

  private static func emptyFile(at url: URL) throws -> FileHandle {
    try Data().write(to: url)
    return try FileHandle(forWritingTo: url)
  }
}
