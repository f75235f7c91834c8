import Files
import Platform
import Synchronization

/// Ends the command cleanly when a signal ends it: unfinished outputs are removed, finished ones stay.
///
/// Almost nothing may be done inside a signal handler. So the handler only writes one byte into a pipe, and a
/// thread that waits at the other end does the rest. A signal that the parent had ignored, as `nohup` does,
/// stays ignored. A broken pipe and a file too large are not signals here: writing reports them.
enum Interruption {
  /// Signals by which a process is asked to end, or which end it unless they are handled.
  private static let signals =
    [
      SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGIO, SIGPWR,
      SIGSTKFLT, SIGXCPU,
    ] + Array(34...64)
  /// Signals of a fault of this program, or of memory that the system does not give.
  private static let faults = [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS]
  private static let writeEnd = Atomic<Int32>(-1)
  private static let readEnd = Atomic<Int32>(-1)

  /// Installs the handlers and starts the thread.
  static func prepare() {
    _ = signal(SIGPIPE, SIG_IGN)
    _ = signal(SIGXFSZ, SIG_IGN)
    removeAtFaults()
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
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
    for number in signals where !SystemSignal.isIgnored(number) {
      _ = signal(number) { number in
        var byte = UInt8(truncatingIfNeeded: number)
        _ = write(Interruption.writeEnd.load(ordering: .acquiring), &byte, 1)
      }
    }
  }

  /// Removes unfinished outputs when the program itself fails, which then ends as it would have: at once, and
  /// without a page of addresses and paths.
  private static func removeAtFaults() {
    TemporaryFiles.prepare()
    for number in faults {
      _ = signal(number) { number in
        TemporaryFiles.removeAtCrash()
        if number == SIGABRT, AddressSpace.isLimited { AddressSpace.endWithoutMemory() }
        _ = signal(number, SIG_DFL)
        _ = raise(number)
      }
    }
  }

  /// Waits for a signal and ends the process with the code shells give it.
  private static func wait() {
    var number: UInt8 = 0
    while read(readEnd.load(ordering: .acquiring), &number, 1) != 1 {
      guard errno == EINTR else { return }
    }
    if Console.isTerminal { Console.write("\n", to: .standardError) }
    TemporaryFiles.removeAll(exitingWith: 128 + Int32(number))
  }
}
