import Platform

/// Which bytes a file had at some time, as far as the system tells: another write gives it another version.
public struct FileVersion: Equatable, Sendable {
  private let status: stat

  /// The version that the regular file at `path` has now; `nil` for a pipe, and where there is no such file.
  public init?(of path: String) {
    guard path != "-", let status = try? OperatingSystem.status(of: path), status.isRegular else {
      return nil
    }
    self.status = status
  }

  /// Whether both are of one file that nobody has touched between.
  public static func == (left: FileVersion, right: FileVersion) -> Bool {
    FileIdentity(left.status) == FileIdentity(right.status) && left.status.st_size == right.status.st_size
      && !left.status.hasOtherTimes(than: right.status)
  }
}
