import ArgumentParser
import Files
import Platform

/// The machine's share.
struct MachineOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Threads to use; never changes a result. (default: all processors)", valueName: "count"))
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "Memory that training may take, in MB, data included; never changes a result.", valueName: "megabytes"))
  var memory = 256

  /// The bytes that anything may take where nobody says.
  static let usualMemory = 256_000_000

  /// The bytes that training may take.
  func memoryBytes() throws(Failure) -> Int {
    _ = try Bounds.megabytes.check(memory, "--memory")
    return memory * 1_000_000
  }

  /// The number of threads to use.
  func threadCount() throws(Failure) -> Int {
    try Bounds.threads.check(threads, "--threads")
      ?? max(1, min(1024, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
  }
}
