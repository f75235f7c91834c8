import Foundation

/// What running a program took.
struct TimedProcess {
  /// Seconds from start to end.
  let seconds: Double
  /// The most memory it held, in MB.
  let peakMegabytes: Double
  /// What it wrote to standard output.
  let output: Data

  /// Runs the program at `path` to its end; `hidesNotes` keeps its standard error from being shown.
  ///
  /// - Throws: ``ProcessError`` when it does not start or fails.
  init(_ path: String, _ arguments: [String], hidesNotes: Bool = false) throws {
    let text = ([path] + arguments).joined(separator: " ")
    let pipe = Pipe()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, pipe.fileHandleForWriting.fileDescriptor, 1)
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    if hidesNotes { posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0) }
    var words = ([path] + arguments).map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    let clock = ContinuousClock()
    let start = clock.now
    var process = pid_t()
    guard posix_spawnp(&process, path, &actions, nil, &words, environ) == 0 else {
      throw ProcessError.notStarted(text)
    }
    try pipe.fileHandleForWriting.close()
    output = pipe.fileHandleForReading.readDataToEndOfFile()
    var (status, usage) = (Int32(0), rusage())
    while wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
    seconds = (clock.now - start) / .seconds(1)
    peakMegabytes = Double(usage.ru_maxrss) * 1024 / 1e6
    guard status == 0 else { throw ProcessError.failed(text, status: status) }
  }
}

/// Why a program's run cannot be measured.
enum ProcessError: Error, CustomStringConvertible {
  case notStarted(String)
  case failed(String, status: Int32)

  var description: String {
    switch self {
    case .notStarted(let command): "cannot start \(command)"
    case .failed(let command, let status): "status \(status) of \(command)"
    }
  }
}
