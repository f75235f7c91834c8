import Files
import Platform
import TestSupport

/// The built `foresee`, run to its end with its streams in files.
struct ForeseeProcess {
  /// What a run left behind.
  struct Outcome: Equatable {
    /// The exit code; 128 and the signal's number for a process that a signal ended.
    var status: Int32
    /// What it wrote to standard output.
    var output: String
    /// What it wrote to standard error.
    var errors: String
  }

  /// Where standard output goes.
  enum Output {
    /// Into a file, to be read at the end.
    case collected
    /// To a path such as a device.
    case path(String)
    /// Into a pipe that nobody reads.
    case closedPipe
  }

  private let folder: TemporaryDirectory
  private let process: pid_t

  /// What a process is started with besides its arguments.
  struct Surroundings {
    /// The file of the folder that is standard input; `nil` for a text.
    var inputFile: String?
    /// Variables of the environment.
    var environment: [String] = []
    /// Limits as `prlimit` takes them.
    var limits: [String] = []
    /// Signals that are ignored.
    var ignored: [Int32] = []
    /// What is run; `foresee` unless it is another program.
    var program: [String]?
  }

  /// Starts `foresee` with `arguments` in the folder of `folder`.
  init(
    _ arguments: [String], in folder: TemporaryDirectory, input: String = "", output: Output = .collected,
    closing: [Int32] = [], with surroundings: Surroundings = Surroundings()
  ) throws {
    self.folder = folder
    if surroundings.inputFile == nil { try folder.write(input, to: ".stdin") }
    let inputPath = folder.file(surroundings.inputFile ?? ".stdin")
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, inputPath, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(
      &actions, 2, folder.file(".stderr"), O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    var ends: [Int32] = [-1, -1]
    switch output {
    case .collected:
      posix_spawn_file_actions_addopen(
        &actions, 1, folder.file(".stdout"), O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    case .path(let path):
      posix_spawn_file_actions_addopen(&actions, 1, path, O_WRONLY, 0)
    case .closedPipe:
      guard pipe(&ends) == 0 else { throw POSIXFailure(code: errno) }
      // A process that another test starts meanwhile would hold the end that nobody is to read.
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    }
    for descriptor in closing { posix_spawn_file_actions_addclose(&actions, descriptor) }
    // A process cannot be started in another folder; env changes to it and becomes the program.
    let ignored = surroundings.ignored.map { "--ignore-signal=\($0)" }
    let limited = surroundings.limits.isEmpty ? [] : ["prlimit"] + surroundings.limits
    let program = try surroundings.program ?? [Self.program()]
    let words = ["env", "-C", folder.path] + ignored + limited + program + arguments
    // Bytes that are no text stay what they are.
    var argv: [UnsafeMutablePointer<CChar>?] = words.map { word in
      strdup(SystemPath.bytes(of: word).map { CChar(bitPattern: $0) } + [0])
    }
    defer { argv.forEach { free($0) } }
    argv.append(nil)
    let variables: [UnsafeMutablePointer<CChar>?] =
      (["COLUMNS=80"] + surroundings.environment).map { strdup($0) } + [nil]
    defer { variables.forEach { free($0) } }
    // The threads that run tests block signals, and a process starts with what its parent blocks.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var noSignals = sigset_t()
    sigemptyset(&noSignals)
    posix_spawnattr_setsigmask(&attributes, &noSignals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var process = pid_t()
    let code = posix_spawn(&process, "/usr/bin/env", &actions, &attributes, argv, variables)
    if ends[0] >= 0 { ends.forEach { _ = close($0) } }
    guard code == 0 else { throw POSIXFailure(code: code) }
    self.process = process
  }

  /// Sends a signal.
  func send(_ signal: Int32) { kill(process, signal) }

  /// Waits for the end.
  func outcome() throws -> Outcome {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { throw POSIXFailure(code: errno) }
    }
    let signal = status & 0x7F
    return Outcome(
      status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal, output: folder.text(of: ".stdout") ?? "",
      errors: folder.text(of: ".stderr") ?? "")
  }

  /// The executable: it is built into the folder of the tests.
  static func program() throws -> String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    guard count > 0 else { throw POSIXFailure(code: errno) }
    let path = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return path.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/foresee"
  }
}

/// Runs `foresee` to its end: in a folder of its own, unless one is given.
func foresee(
  _ arguments: [String], in folder: TemporaryDirectory? = nil, input: String = "",
  output: ForeseeProcess.Output = .collected, closing: [Int32] = [],
  with surroundings: ForeseeProcess.Surroundings = ForeseeProcess.Surroundings()
) throws -> ForeseeProcess.Outcome {
  try ForeseeProcess(
    arguments, in: folder ?? TemporaryDirectory(), input: input, output: output, closing: closing,
    with: surroundings
  ).outcome()
}

extension TemporaryDirectory {
  /// The names of the files that are not a process' standard streams, sorted.
  var results: [String] { names.filter { ![".stdin", ".stdout", ".stderr"].contains($0) } }
}
