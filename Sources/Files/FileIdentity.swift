import Glibc

/// Which file a path leads to, whatever the path, links included.
public struct FileIdentity: Hashable, Sendable {
  private let device: UInt64
  private let inode: UInt64

  /// The identity of the file at `path`; `nil` when there is none or it cannot be looked at.
  public init?(path: String) {
    guard let status = try? OperatingSystem.status(of: path) else { return nil }
    self.init(status)
  }

  init(_ status: stat) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
  }

  /// Refuses an output that is one of the inputs, by whatever name or link.
  ///
  /// - Throws: `Failure` (arguments) naming both paths. `nil` and `-` are streams, and never refused.
  public static func refuse(output: String?, amongInputs inputs: [String]) throws(Failure) {
    guard let output, output != "-", let identity = FileIdentity(path: output) else { return }
    for input in inputs where input != "-" && FileIdentity(path: input) == identity {
      throw Failure(
        .arguments, "the output \(output) is the input \(input)", fix: "write to another file with -o")
    }
  }
}
