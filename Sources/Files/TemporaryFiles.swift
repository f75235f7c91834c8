import Platform
import Synchronization

/// The temporary files of outputs that are not yet in place, so that none is left however the process ends.
package enum TemporaryFiles {
  private static let mostNames = 64
  private static let state = Mutex(State())
  /// The same names where a handler of signals can read them: it may neither wait for a lock nor ask for
  /// memory.
  private nonisolated(unsafe) static let table: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> = {
    let table = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: mostNames)
    table.initialize(repeating: nil, count: mostNames)
    return table
  }()

  private struct State {
    /// The files.
    var names: [String] = []
    /// Whether all outputs of the command are in place.
    var isOver = false
  }

  /// Makes ready for ``removeAtCrash()``, which must not be the first to look at the table.
  package static func prepare() { _ = table }

  /// Runs `body`, which creates the file `name`; an interruption meanwhile waits until it is known.
  static func creating<Result>(
    _ name: String, _ body: () throws(SystemError) -> Result
  ) throws(SystemError) -> Result {
    try state.withLock { state throws(SystemError) in
      let result = try body()
      state.names.append(name)
      state.isOver = false
      remember(name)
      return result
    }
  }

  /// Runs `body`, after which no file of `finished` exists under its temporary name; an interruption is
  /// delayed until its end.
  ///
  /// - Parameters:
  ///   - finished: The paths of temporary files, which are forgotten whether `body` succeeds or not.
  ///   - endsCommand: Whether nothing is left to do for the command when `body` has succeeded.
  ///   - body: The renaming or removal of the files.
  /// - Throws: The error of `body`.
  static func settling<Failed: Error>(
    _ finished: [String], endsCommand: Bool = false, _ body: () throws(Failed) -> Void
  ) throws(Failed) {
    try state.withLock { state throws(Failed) in
      defer {
        state.names.removeAll { finished.contains($0) }
        finished.forEach(forget)
      }
      try body()
      state.isOver = endsCommand
    }
  }

  /// Removes all of them, and ends the process before another can be made: as done where every output is in
  /// place already.
  package static func removeAll(exitingWith status: Int32) {
    state.withLock { state in
      for name in state.names { try? OperatingSystem.remove(name) }
      _exit(state.isOver ? 0 : status)
    }
  }

  /// Removes all of them from within a handler of signals.
  package static func removeAtCrash() {
    for slot in 0..<mostNames {
      if let name = table[slot] { _ = unlink(name) }
    }
  }

  private static func remember(_ name: String) {
    guard let slot = (0..<mostNames).first(where: { table[$0] == nil }),
      let path = try? name.systemPath()
    else { return }
    table[slot] = strdup(path)
  }

  private static func forget(_ name: String) {
    guard let path = try? name.systemPath() else { return }
    for slot in 0..<mostNames {
      guard let known = table[slot], strcmp(known, path) == 0 else { continue }
      table[slot] = nil
      free(known)
    }
  }
}
