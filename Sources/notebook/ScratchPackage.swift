import Foundation

/// The package that pages' Swift programs are built in: one executable a page, the libraries built once for
/// all.
struct ScratchPackage {
  private static let products = [
    "TimeSeries", "LinearAlgebra", "Layers", "Training", "Forecasting", "Backtesting",
  ]
  private let repository: Repository
  private var folder: URL { repository.scratch.appending(path: "package") }

  /// Describes the package; nothing is written yet.
  init(repository: Repository) { self.repository = repository }

  /// The built program of `page`.
  func executable(of page: Page) -> URL {
    folder.appending(path: ".build/release/\(page.name)")
  }

  /// Writes the programs of `pages` and builds them.
  func build(_ pages: [Page]) throws {
    let programs = pages.filter { page in page.examples.contains { $0.language == .swift } }
    try write(Self.manifest(targets: programs.map(\.name)), to: "Package.swift")
    for page in programs {
      let examples = page.examples.filter { $0.language == .swift }
      try write(
        SwiftProgram(examples: examples, path: page.path).source, to: "Sources/\(page.name)/main.swift")
    }
    // The cached list of files would miss one that is new in the repository.
    try swift(["build", "-c", "release", "--disable-build-manifest-caching"], in: folder)
  }

  /// Runs the `swift` command in `directory`.
  ///
  /// - Throws: ``PageFault`` with its output if it fails.
  func swift(_ arguments: [String], in directory: URL) throws {
    let command = Subprocess(program: "swift", arguments: arguments, directory: directory)
    let outcome = try command.run(collectingIn: repository.scratch)
    guard outcome.status == 0 else {
      throw PageFault(
        path: "swift \(arguments.joined(separator: " "))",
        message: "exit code \(outcome.status)\n\(outcome.output)\(outcome.errors)")
    }
  }

  /// The manifest of a package with one executable for each of `targets`.
  static func manifest(targets: [String]) -> String {
    let dependencies = products.map { "\n    .product(name: \"\($0)\", package: \"Foresee\")," }.joined()
    let lines = targets.map { "    .executableTarget(name: \"\($0)\", dependencies: libraries),\n" }.joined()
    return """
      // swift-tools-version:6.2
      import PackageDescription

      let libraries: [Target.Dependency] = [\(dependencies)
      ]

      let package = Package(
        name: "Notebooks",
        dependencies: [.package(name: "Foresee", path: "../../..")],
        targets: [
      \(lines)  ],
        swiftLanguageModes: [.v6]
      )

      """
  }

  /// Writes a file unless it already holds `text`: an untouched file is not compiled again.
  private func write(_ text: String, to path: String) throws {
    let url = folder.appending(path: path)
    if let old = try? String(contentsOf: url, encoding: .utf8), old == text { return }
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }
}
