import ArgumentParser
import Files
import Glibc

/// The machine's share.
struct MachineOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Threads to use; never changes a result. (default: all processors)", valueName: "count"))
  var threads: Int?

  /// The number of threads to use.
  func threadCount() throws(Failure) -> Int {
    try Bounds.threads.check(threads, "--threads")
      ?? max(1, min(1024, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
  }
}
