import Platform

/// The three streams a process is started with, any of which may be closed.
package enum StandardStreams {
  /// Puts the null device in the place of each stream that is closed, before anything else is opened.
  ///
  /// Otherwise the next file to be opened would get its number, and what is meant for the terminal would go
  /// into that file. The device is opened the wrong way round, input for writing and output for reading: so
  /// using such a stream is still an error.
  package static func prepare() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 && errno == EBADF {
      // The lowest free number is taken, and all below are open.
      _ = Platform.open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  /// Refuses a stream that is closed, or open for the other direction only.
  static func require(_ descriptor: Int32, _ direction: Int32) throws(Failure) {
    let isInput = direction == O_RDONLY
    let mode = try? OperatingSystem.accessMode(of: descriptor)
    guard mode == nil || mode != direction && mode != O_RDWR else { return }
    throw Failure(
      .inputOutput, at: Failure.Place(file: isInput ? "<stdin>" : "<stdout>"),
      isInput ? "standard input is closed" : "standard output is closed")
  }
}
