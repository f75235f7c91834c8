import Foundation

/// Builds what pages need and runs them.
struct PageRunner {
  /// What makes outputs the same elsewhere: a width for help texts, and one kind of processor for OpenBLAS,
  /// which has other kernels, that round differently, for each.
  private static let environment = ["COLUMNS": "80", "OPENBLAS_CORETYPE": "Haswell"]

  private let repository: Repository
  private let package: ScratchPackage
  private let toolFolder: String

  /// Builds `foresee` if a page has shell examples, and the Swift programs of all `pages`.
  init(repository: Repository, pages: [Page]) throws {
    self.repository = repository
    try FileManager.default.createDirectory(at: repository.scratch, withIntermediateDirectories: true)
    let languages = Set(pages.flatMap(\.examples).map(\.language))
    package = ScratchPackage(repository: repository)
    if languages.contains(.swift) { try package.build(pages) }
    toolFolder = repository.root.appending(path: ".build/release").path
    if languages.contains(.shell) {
      try package.swift(["build", "-c", "release", "--product", "foresee"], in: repository.root)
    }
  }

  /// Runs the examples of `page` and returns what each printed.
  ///
  /// - Throws: ``PageFault`` for an example that fails.
  func run(_ page: Page) throws -> [String] {
    let directory = try emptyDirectory(for: page)
    let swiftExamples = page.examples.filter { $0.language == .swift }
    var swiftOutputs = swiftExamples.isEmpty ? [] : try runProgram(of: page, swiftExamples, in: directory)
    return try page.examples.map { example in
      switch example.language {
      case .swift: swiftOutputs.removeFirst()
      case .shell: try runScript(example, of: page, in: directory)
      }
    }
  }

  private func runProgram(of page: Page, _ examples: [Page.Example], in directory: URL) throws -> [String] {
    let program = SwiftProgram(examples: examples, path: page.path)
    let command = Subprocess(
      program: package.executable(of: page).path, arguments: [], directory: directory,
      environment: Self.environment)
    let outcome = try command.run(collectingIn: repository.scratch)
    guard outcome.status == 0, let outputs = program.outputs(of: outcome.output) else {
      throw PageFault(
        path: page.path,
        message:
          "the Swift program ended with exit code \(outcome.status)\n\(outcome.output)\(outcome.errors)")
    }
    return outputs
  }

  private func runScript(_ example: Page.Example, of page: Page, in directory: URL) throws -> String {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let script = Subprocess(
      program: "bash", arguments: ["-euc", example.code.joined(separator: "\n")], directory: directory,
      environment: Self.environment.merging(["PATH": "\(toolFolder):\(path)"]) { $1 })
    let outcome = try script.run(collectingIn: repository.scratch)
    guard outcome.status == 0 else {
      throw PageFault(
        path: page.path, line: example.line,
        message: "the script ended with exit code \(outcome.status)\n\(outcome.output)\(outcome.errors)")
    }
    return outcome.output
  }

  /// A folder of the page's own that holds nothing but links to the sample data and the examples of scripts.
  private func emptyDirectory(for page: Page) throws -> URL {
    let files = FileManager.default
    let directory = repository.scratch.appending(path: "run/\(page.name)")
    if files.fileExists(atPath: directory.path) { try files.removeItem(at: directory) }
    try files.createDirectory(at: directory, withIntermediateDirectories: true)
    for name in ["datasets", "examples"] {
      try files.createSymbolicLink(
        at: directory.appending(path: name), withDestinationURL: repository.root.appending(path: name))
    }
    return directory
  }
}
