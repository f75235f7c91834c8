import Files
import Glibc
import Synchronization

/// Ends the command cleanly when it is interrupted: unfinished outputs are removed, finished ones stay.
///
/// Almost nothing may be done inside a signal handler. So the handler only writes one byte into a pipe, and a
/// thread that waits at the other end does the rest. A broken pipe is not a signal here: writing reports it.
enum Interruption {
  private static let signals = [SIGINT, SIGTERM]
  private static let writeEnd = Atomic<Int32>(-1)
  private static let readEnd = Atomic<Int32>(-1)
  private static let unfinished = Mutex<[String]>([])

  /// Installs the handlers and starts the thread.
  static func prepare() {
    _ = signal(SIGPIPE, SIG_IGN)
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return }
    readEnd.store(ends[0], ordering: .releasing)
    writeEnd.store(ends[1], ordering: .releasing)
    var thread = pthread_t()
    let started = pthread_create(
      &thread, nil,
      { _ in
        Interruption.wait()
        return nil
      }, nil)
    // Without the thread the system's own handling stands: the process ends at once.
    guard started == 0 else { return }
    for number in signals {
      _ = signal(number) { number in
        var byte = UInt8(truncatingIfNeeded: number)
        _ = write(Interruption.writeEnd.load(ordering: .acquiring), &byte, 1)
      }
    }
  }

  /// Opens an output that is removed if the command is interrupted before it is complete.
  ///
  /// An interruption meanwhile waits until the file is open, so that none is missed.
  static func output(replacing path: String?) throws(Failure) -> OutputFile {
    try unfinished.withLock { paths throws(Failure) in
      let file = try OutputFile(replacing: path)
      if let temporaryPath = file.temporaryPath { paths.append(temporaryPath) }
      return file
    }
  }

  /// Waits for a signal and ends the process with the code shells give it.
  private static func wait() {
    var number: UInt8 = 0
    while read(readEnd.load(ordering: .acquiring), &number, 1) != 1 {
      guard errno == EINTR else { return }
    }
    unfinished.withLock { paths in
      for path in paths { _ = unlink(path) }
    }
    if Console.isTerminal { Console.write("\n", to: .standardError) }
    _exit(128 + Int32(number))
  }
}
