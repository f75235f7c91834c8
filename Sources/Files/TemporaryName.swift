import Platform

/// The name of the temporary file beside an output: `.<name>.<process>.foresee-tmp`.
struct TemporaryName {
  private static let suffix = ".foresee-tmp"
  /// The path of the temporary file.
  let path: String

  /// The name that `process` uses for the output at `path`.
  init(beside path: String, process: pid_t) {
    self.path = Self.directory(of: path) + "/" + Self.prefix(for: path) + String(process) + Self.suffix
  }

  /// The second name that `process` gives the old file at `path` while it is replaced.
  init(keeping path: String, process: pid_t) {
    self.path = Self.directory(of: path) + "/" + Self.prefix(for: path) + "\(process)~" + Self.suffix
  }

  /// The directory that `path` is in.
  static func directory(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Removes the temporary files that dead processes left for the output at `path`.
  ///
  /// A file is abandoned when no process has the number in its name, or only this one has (numbers are used
  /// again), and nobody holds its lock.
  static func removeAbandoned(beside path: String) {
    let directory = directory(of: path)
    let prefix = prefix(for: path)
    for name in (try? Folder.names(in: directory)) ?? [] {
      guard name.hasPrefix(prefix), name.hasSuffix(suffix),
        let process = pid_t(name.dropFirst(prefix.count).prefix { $0 != "~" && $0 != "." }), process > 0,
        process == getpid() || (kill(process, 0) != 0 && errno == ESRCH)
      else { continue }
      let abandoned = directory + "/" + name
      guard let descriptor = try? OperatingSystem.open(abandoned, flags: O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
      else { continue }
      if OperatingSystem.lock(descriptor) { try? OperatingSystem.remove(abandoned) }
      try? OperatingSystem.close(descriptor)
    }
  }

  /// The name that `path` has in its directory.
  static func name(of path: String) -> Substring {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path[...] }
    return path[path.utf8.index(after: slash)...]
  }

  /// What the names of all temporary files of `path` start with; a very long name is cut to what fits.
  private static func prefix(for path: String) -> String {
    var name = name(of: path)
    while name.utf8.count > 220 { name.removeLast() }
    return "." + name + "."
  }
}
