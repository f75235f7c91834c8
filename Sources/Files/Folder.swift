import Platform

/// A folder that outputs go to.
package enum Folder {
  /// Makes the folder `path` unless there is one; `false` when there can be none.
  package static func make(_ path: String) -> Bool {
    guard let systemPath = try? path.systemPath() else { return false }
    return mkdir(systemPath, 0o777) == 0 || errno == EEXIST
  }
}
