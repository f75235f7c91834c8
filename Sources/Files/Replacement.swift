import Platform

/// A file that is complete under a temporary name, and the path it is to replace.
struct Replacement {
  /// Where it is now.
  let temporaryPath: String
  /// Where it goes.
  let path: String

  /// What was at the path, which says how that is undone.
  private enum Former { case nothing, kept, lost }

  /// Puts all of `replacements` in place and on the disk, or none.
  ///
  /// Old files keep a name until all new ones are in place, so that a failure midway can be undone. An
  /// interruption is delayed until the end.
  ///
  /// - Parameters:
  ///   - replacements: The complete temporary files, with the paths that they are put at.
  ///   - endsCommand: Whether nothing is left to do for the command afterwards.
  /// - Throws: `Failure` (input/output); every path then has its old content, and the temporary files are
  ///   gone.
  static func perform(_ replacements: [Replacement], endsCommand: Bool = false) throws(Failure) {
    let temporaryPaths = replacements.map(\.temporaryPath)
    try TemporaryFiles.settling(temporaryPaths, endsCommand: endsCommand) { () throws(Failure) in
      var done: [(replacement: Replacement, former: Former)] = []
      var current = replacements.first
      defer { replacements.forEach { $0.tidy() } }
      do throws(SystemError) {
        for replacement in replacements {
          current = replacement
          done.append((replacement, try replacement.perform()))
        }
        try synchroniseDirectories(of: replacements)
      } catch {
        for (replacement, former) in done.reversed() { replacement.undo(former) }
        let place = current.map { Failure.Place(file: $0.path) }
        throw Failure(.inputOutput, at: place, "cannot write it: \(error.words)")
      }
    }
  }

  /// A second name for the old file until all are in place.
  private var keptPath: String { TemporaryName(keeping: path, process: getpid()).path }

  private func perform() throws(SystemError) -> Former {
    let existing = try? OperatingSystem.statusOfLink(path)
    if existing?.unreadableKind != nil { throw SystemError(code: EISDIR) }
    var former = existing == nil ? Former.nothing : .lost
    if existing != nil {
      try? OperatingSystem.remove(keptPath)
      // Some file systems have no second names: then the old file cannot be brought back.
      do throws(SystemError) {
        try OperatingSystem.link(path, as: keptPath)
        former = .kept
      } catch {}
    }
    try OperatingSystem.rename(temporaryPath, to: path)
    return former
  }

  private func undo(_ former: Former) {
    switch former {
    case .nothing: try? OperatingSystem.remove(path)
    case .kept:
      do throws(SystemError) {
        try OperatingSystem.rename(keptPath, to: path)
      } catch {
        // Where nothing can be renamed any more, the old file gets its name back as a second one.
        try? OperatingSystem.remove(path)
        try? OperatingSystem.link(keptPath, as: path)
      }
    case .lost: break
    }
  }

  /// Removes what has a temporary name.
  private func tidy() {
    try? OperatingSystem.remove(temporaryPath)
    try? OperatingSystem.remove(keptPath)
  }

  /// Waits until the new names themselves are on the disk.
  private static func synchroniseDirectories(of replacements: [Replacement]) throws(SystemError) {
    for directory in Set(replacements.map { TemporaryName.directory(of: $0.path) }).sorted() {
      let descriptor: Int32
      do throws(SystemError) {
        descriptor = try OperatingSystem.open(directory, flags: O_RDONLY | O_DIRECTORY)
      } catch {
        // One may write to a directory that one may not read; its names reach the disk in time.
        if error.code == EACCES { continue }
        throw error
      }
      defer { try? OperatingSystem.close(descriptor) }
      do throws(SystemError) {
        try OperatingSystem.synchronise(descriptor)
      } catch {
        // Some file systems cannot synchronise a directory, and need not.
        if error.code != EINVAL { throw error }
      }
    }
  }
}
