import Foundation

/// The program `foresee` that was built together with the benchmarks.
enum Foresee {
  private static let path: String = {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "bench"
    return URL(filePath: own).deletingLastPathComponent().appending(path: "foresee").path
  }()

  /// Runs it to its end; its notes are not shown.
  @discardableResult
  static func run(_ arguments: [String]) throws -> TimedProcess {
    try TimedProcess(path, arguments, hidesNotes: true)
  }
}
