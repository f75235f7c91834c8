import Platform

/// The memory that the system grants this process: that of its container or service.
package enum SystemMemory {
  /// The bytes at most; `nil` where no limit is known.
  package static let limit = limit(
    groups: text(of: "/proc/self/cgroup") ?? "", root: "/sys/fs/cgroup")

  /// Finds the least memory limit of the control groups that `groups` names, and of those above them.
  ///
  /// - Parameters:
  ///   - groups: The text of `/proc/self/cgroup`: lines of a number, controllers and a path.
  ///   - root: The folder that the control groups are mounted at.
  /// - Returns: The limit in bytes; `nil` where no group has one.
  static func limit(groups: String, root: String) -> Int? {
    var found: [Int] = []
    for line in groups.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { continue }
      let isUnified = parts[0] == "0" && parts[1].isEmpty
      guard isUnified || parts[1].split(separator: ",").contains("memory") else { continue }
      let base = isUnified ? root : root + "/memory"
      // In a container the path may be that outside of it.
      var folder = parts[2][...]
      while true {
        let path = base + folder + (isUnified ? "/memory.max" : "/memory.limit_in_bytes")
        if let bytes = text(of: path).flatMap({ Int($0.prefix { $0.isNumber }) }), bytes < 1 << 60 {
          found.append(bytes)
        }
        guard let slash = folder.lastIndex(of: "/") else { break }
        folder = folder[..<slash]
      }
    }
    return found.min()
  }

  private static func text(of path: String) -> String? {
    (try? InputFile.contents(of: path, limit: 1 << 16)).map { String(decoding: $0, as: UTF8.self) }
  }
}
