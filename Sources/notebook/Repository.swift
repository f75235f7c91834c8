import Foundation

/// The checkout that the pages belong to.
struct Repository {
  /// Its top folder.
  let root: URL

  /// Where pages are built and run; a build product like any other.
  var scratch: URL { root.appending(path: ".build/notebooks") }

  /// Finds the checkout that holds the current directory.
  init() throws {
    var folder = URL(filePath: FileManager.default.currentDirectoryPath)
    while !FileManager.default.fileExists(atPath: folder.appending(path: "notebooks-md").path) {
      guard folder.pathComponents.count > 1 else {
        throw PageFault(path: ".", message: "no folder notebooks-md here or above")
      }
      folder.deleteLastPathComponent()
    }
    root = folder
  }

  /// The paths of all pages, sorted by name.
  func pages() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "notebooks-md").path)
      .filter { $0.hasSuffix(".md") }
      .sorted()
      .map { "notebooks-md/" + $0 }
  }

  /// The text of a file.
  func text(of path: String) throws -> String {
    try String(contentsOf: url(of: path), encoding: .utf8)
  }

  /// Replaces a file by `text`.
  func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: url(of: path), options: .atomic)
  }

  private func url(of path: String) -> URL {
    path.hasPrefix("/") ? URL(filePath: path) : root.appending(path: path)
  }
}
