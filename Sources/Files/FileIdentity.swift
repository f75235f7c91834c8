import Platform

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

  /// Whether `path` is standard output by one of its names, so that it must not be opened a second time.
  ///
  /// A regular file to which standard output goes is another file by its own name: that is replaced.
  public static func isStandardOutput(_ path: String) -> Bool {
    if ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"].contains(path) { return true }
    guard let named = try? OperatingSystem.status(of: path), !named.isRegular,
      let output = try? OperatingSystem.status(of: STDOUT_FILENO)
    else { return false }
    return named.unreadableKind == nil && FileIdentity(named) == FileIdentity(output)
      && !isNull(named)
  }

  /// Whether it is the null device, which any number of outputs may go to.
  static func isNull(_ status: stat) -> Bool {
    (try? OperatingSystem.status(of: "/dev/null")).map { FileIdentity($0) == FileIdentity(status) } ?? false
  }

  /// Refuses an output that is one of the inputs, by whatever name or link; `nil` and `-` are the files that
  /// the standard streams come from and go to.
  ///
  /// - Throws: `Failure` (arguments) naming both paths.
  public static func refuse(output: String?, amongInputs inputs: [String]) throws(Failure) {
    guard let identity = regular(output ?? "-", stream: STDOUT_FILENO) else { return }
    for input in inputs where regular(input, stream: STDIN_FILENO) == identity {
      let isStream = output == nil || output == "-"
      throw Failure(
        .arguments, "\(isStream ? "standard output" : "the output \(output ?? "")") is the input \(input)",
        fix: "write to another file with -o")
    }
  }

  /// The identity of a regular file; of `-` that of the stream.
  private static func regular(_ path: String, stream: Int32) -> FileIdentity? {
    let status =
      path == "-"
      ? try? OperatingSystem.status(of: stream) : try? OperatingSystem.status(of: path)
    guard let status, status.isRegular else { return nil }
    return FileIdentity(status)
  }
}

/// Where an output goes, the same for every way to write its path, whether it is there yet or not.
public enum Destination: Hashable, Sendable {
  /// Standard output.
  case standardOutput
  /// A file that is there.
  case file(FileIdentity)
  /// A name in a folder.
  case name(FileIdentity?, String)

  /// Where `path` leads; `nil` is standard output, and the null device is no destination.
  public init?(of path: String?) {
    guard let path, path != "-", !FileIdentity.isStandardOutput(path) else {
      self = .standardOutput
      return
    }
    if let status = try? OperatingSystem.status(of: path) {
      guard !FileIdentity.isNull(status) else { return nil }
      self = .file(FileIdentity(status))
      return
    }
    let directory = TemporaryName.directory(of: path)
    self = .name(FileIdentity(path: directory), String(TemporaryName.name(of: path)))
  }
}
