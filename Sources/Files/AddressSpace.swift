import Platform

/// The addresses a process may have, on which a shell can set a limit (`ulimit -v`, `ulimit -d`).
package enum AddressSpace {
  /// Whether there is a limit.
  package static var isLimited: Bool { limit != nil }

  /// The bytes that there may be; `nil` for no limit.
  private static var limit: UInt64? {
    var least = UInt64.max
    for resource in [RLIMIT_AS, RLIMIT_DATA] {
      var limits = rlimit()
      guard getrlimit(Int32(bitPattern: resource.rawValue), &limits) == 0, limits.rlim_cur != rlim_t.max
      else { continue }
      least = min(least, UInt64(limits.rlim_cur))
    }
    return least == .max ? nil : least
  }

  /// Refuses to begin where a limit leaves no room for `bytes` more.
  ///
  /// - Throws: `Failure` (limit).
  package static func require(_ bytes: Int) throws(Failure) {
    guard let limit else { return }
    let region = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    guard region == MAP_FAILED else {
      munmap(region, bytes)
      return
    }
    throw Failure(
      .limit,
      "the shell allows \(limit / 1_000_000) MB of addresses, which leaves no room for \(bytes / 1_000_000) MB more",
      fix: "allow more with ulimit -v unlimited")
  }

  /// Says that memory ran out and ends the process, from within a handler of signals: nothing here asks for
  /// memory.
  package static func endWithoutMemory() {
    let message: StaticString =
      "foresee: error: memory ran out under the limit of the shell\nfix: allow more with ulimit -v unlimited\n"
    _ = write(STDERR_FILENO, message.utf8Start, message.utf8CodeUnitCount)
    _exit(Failure.Cause.limit.rawValue)
  }
}
