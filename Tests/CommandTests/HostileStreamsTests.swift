import Files
import Platform
import TestSupport
import Testing

/// Streams that are closed, outputs that wait, signals that come, and outputs that are inputs.
@Suite("In hostile surroundings")
struct HostileStreamsTests {
  private static let rows =
    "time,y\n" + (1...28).map { "2024-01-\($0 < 10 ? "0" : "")\($0),\($0)\n" }.joined()
  private static let arguments = ["d.csv", "--target", "y", "--horizon", "2"]

  private func folder() throws -> TemporaryDirectory {
    let folder = try TemporaryDirectory()
    try folder.write(Self.rows, to: "d.csv")
    return folder
  }

  @Test(
    "no message goes into an output, whichever standard streams are closed",
    arguments: [[0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2]] as [[Int32]])
  func closedStreams(_ closed: [Int32]) throws {
    for command in [["fit", "--model", "linear", "--lookback", "4"], ["forecast", "--model", "naive"]] {
      let folder = try folder()
      let outcome = try foresee(command + Self.arguments + ["-o", "o"], in: folder, closing: closed)
      let output = folder.text(of: "o")
      #expect(outcome.status == (closed.contains(1) ? 5 : 0), "\(command[0]) without \(closed)")
      #expect(folder.results == (outcome.status == 0 ? ["d.csv", "o"] : ["d.csv"]))
      #expect(output?.contains("foresee: ") != true)
    }
    let inspected = try foresee(["inspect", "d.csv"], in: folder(), closing: closed)
    #expect(inspected.status == (closed.contains(1) ? 5 : 0))
    let read = try foresee(["inspect", "-"], input: Self.rows, closing: closed)
    #expect(read.status == (closed.contains(0) || closed.contains(1) ? 5 : 0))
    if closed == [0] {
      #expect(read.errors == "foresee: error: <stdin>: standard input is closed\n")
    }
  }

  /// Signals that end a command.
  static let signals: [Int32] = [
    SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGALRM, SIGXCPU, SIGPWR, SIGABRT, SIGSEGV, 40,
  ]

  /// A fit that would take hours, when its output is there.
  private func startFit(in folder: TemporaryDirectory, ignoring: [Int32] = []) throws -> ForeseeProcess {
    let process = try ForeseeProcess(
      ["fit"] + Self.arguments + [
        "-o", "m.foresee", "--model", "rnn", "--lookback", "4", "--hidden", "2", "--max-steps", "100000000",
        "--patience", "0",
      ], in: folder, with: .init(ignored: ignoring))
    for _ in 0..<1_000 where !folder.results.contains(where: { $0.hasSuffix("-tmp") }) { usleep(10_000) }
    return process
  }

  @Test("a signal leaves no unfinished output, and its number in the exit code", arguments: signals)
  func signal(_ signal: Int32) throws {
    let folder = try folder()
    let process = try startFit(in: folder)
    process.send(signal)
    #expect(try process.outcome().status == 128 + signal)
    #expect(folder.results == ["d.csv"])
  }

  @Test("a signal that was ignored stays ignored", arguments: [SIGINT, SIGHUP])
  func ignored(_ signal: Int32) throws {
    let folder = try folder()
    let process = try startFit(in: folder, ignoring: [signal])
    process.send(signal)
    usleep(50_000)
    process.send(SIGTERM)
    #expect(try process.outcome().status == 128 + SIGTERM)
    #expect(folder.results == ["d.csv"])
  }

  @Test("an output that waits for a reader can be interrupted", arguments: [SIGINT, SIGTERM])
  func pipe(_ signal: Int32) throws {
    let folder = try folder()
    #expect(mkfifo(folder.file("pipe"), 0o600) == 0)
    let process = try ForeseeProcess(
      ["forecast"] + Self.arguments + ["--model", "naive", "-o", "pipe", "--log", "l.csv"], in: folder)
    usleep(300_000)
    process.send(signal)
    #expect(try process.outcome().status == 128 + signal)
    #expect(folder.results == ["d.csv", "pipe"])
  }

  @Test("no output is an input, a model, the configuration or another output")
  func outputsThatAreInputs() throws {
    let folder = try folder()
    try folder.write("{}", to: "c.json")
    #expect(symlink("c.json", folder.file("link")) == 0)
    let fit = ["fit"] + Self.arguments + ["--model", "linear", "--lookback", "4"]
    #expect(try foresee(fit + ["-o", "m.foresee"], in: folder).status == 0)
    try folder.write("{}", to: "t.trials")
    let before = folder.results.map { folder.text(of: $0) }
    let forecast = ["forecast", "d.csv", "--model", "m.foresee"]
    let tune = ["tune"] + Self.arguments + ["--model", "gru", "--folds", "2"]
    for arguments in [
      forecast + ["-o", "m.foresee"], forecast + ["-o", "./m.foresee"], forecast + ["-o", "d.csv"],
      forecast + ["-o", "o", "--log", "m.foresee"],
      ["forecast", "d.csv", "--model", "naive,m.foresee", "-o", "m.foresee"],
      ["backtest", "d.csv", "--model", "m.foresee", "--metrics", "m.foresee"],
      fit + ["--config", "c.json", "-o", "c.json"], fit + ["--config", "c.json", "-o", "link"],
      fit + ["--config", "link", "-o", "m", "--log", "c.json"],
      tune + ["--config", "c.json", "-o", "c.json"],
      tune + ["--config", "t.trials", "-o", "t"], fit + ["-o", "o", "--log", "./o"], fit + ["-o", ""],
      forecast + ["-o", "-", "--log", "/dev/stdout"], forecast + ["--log", ""], tune + ["-o", "/dev/stdout"],
    ] {
      let outcome = try foresee(arguments, in: folder)
      #expect(outcome.status == 2, "\(arguments): \(outcome.errors)")
      #expect(folder.results.map { folder.text(of: $0) } == before, "\(arguments)")
    }
  }

  @Test("few addresses end a command with the number, and nothing is left", arguments: [120, 250, 330])
  func fewAddresses(megabytes: Int) throws {
    let folder = try folder()
    let rows = (0..<400_000).map { "\($0),\($0 % 7)\n" }.joined()
    try folder.write("time,y\n" + rows, to: "long.csv")
    let limits = ["--as=\(megabytes * 1_000_000)"]
    let version = try foresee(["--version"], in: folder, with: .init(limits: limits))
    #expect(version.status == 0)
    for arguments in [
      ["forecast"] + Self.arguments + ["--model", "gru", "--lookback", "4", "--max-steps", "2", "-o", "o"],
      ["forecast"] + Self.arguments + ["--model", "linear", "--lookback", "4", "-o", "o"],
      ["forecast", "long.csv", "--steps", "--target", "y", "--horizon", "2", "--model", "naive", "-o", "o"],
      ["inspect", "long.csv"],
    ] {
      let outcome = try foresee(arguments, in: folder, with: .init(limits: limits))
      #expect([0, 6].contains(outcome.status), "\(arguments): \(outcome.errors)")
      if outcome.status == 6 {
        #expect(outcome.errors.hasSuffix("\nfix: allow more with ulimit -v unlimited\n"))
      }
      #expect(
        folder.results
          == (outcome.status == 0 && arguments.contains("-o")
            ? ["d.csv", "long.csv", "o"] : ["d.csv", "long.csv"]))
      _ = unlink(folder.file("o"))
    }
  }

  @Test("few files, other languages, zones and settings of libraries change nothing")
  func environment() throws {
    let arguments = ["forecast"] + Self.arguments + ["--model", "linear", "--lookback", "4"]
    let expected = try foresee(arguments, in: folder())
    #expect(expected.status == 0)
    for variables in [
      ["LANG=de_DE.UTF-8", "LC_ALL=de_DE.UTF-8"], ["LANG=tr_TR.UTF-8"], ["LC_ALL=C"], ["LC_NUMERIC=xx"],
      ["TZ=Nowhere/None"],
      ["TZ=:/etc/passwd"], ["TZ=America/New_York"], ["HOME=/none", "TMPDIR=/none"],
      ["OPENBLAS_NUM_THREADS=64"],
      ["OPENBLAS_NUM_THREADS=abc"], ["OMP_NUM_THREADS=0"], ["OPENBLAS_CORETYPE=None"], ["COLUMNS=0"],
      ["COLUMNS=-1"],
    ] {
      #expect(
        try foresee(arguments, in: folder(), with: .init(environment: variables)) == expected, "\(variables)")
    }
    #expect(try foresee(arguments, in: folder(), with: .init(limits: ["--nofile=16"])) == expected)
  }

  /// Bytes of names that are no UTF-8: letters of Latin-1, a zero written too long, half of a pair, a cut
  /// letter.
  static let names: [[UInt8]] = [
    [0xFF], [0x74, 0xE9], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0x61, 0xE2, 0x82],
  ]

  @Test("names of files are the bytes that were given", arguments: names)
  func byteNames(_ name: [UInt8]) throws {
    let folder = try folder()
    func path(_ ending: String) -> String { SystemPath.text(of: name + Array(ending.utf8)) }
    func isThere(_ ending: String) -> Bool {
      let bytes = Array((folder.path + "/").utf8) + name + Array(ending.utf8) + [0]
      return access(bytes.map { CChar(bitPattern: $0) }, F_OK) == 0
    }
    defer {
      for ending in [".csv", ".foresee", ".log"] {
        _ = unlink(
          (Array((folder.path + "/").utf8) + name + Array(ending.utf8) + [0]).map { CChar(bitPattern: $0) })
      }
    }
    let fit = ["fit"] + Self.arguments + ["--model", "linear", "--lookback", "4"]
    #expect(try foresee(fit + ["-o", path(".foresee"), "--log", path(".log")], in: folder).status == 0)
    #expect(isThere(".foresee") && isThere(".log"))
    let forecast = ["forecast", "d.csv", "--model", path(".foresee")]
    #expect(try foresee(forecast + ["-o", path(".csv")], in: folder).status == 0)
    #expect(isThere(".csv"))
    let inspected = try foresee(["inspect", path(".csv"), "--target", "linear"], in: folder)
    #expect(inspected.status == 0, "\(inspected.errors)")
    #expect(inspected.output.contains("<0x"))
    // What cannot be opened is named by its bytes, too.
    #expect(try foresee(["inspect", path(".none")], in: folder).errors.contains("<0x"))
  }

  @Test("signals at any moment leave all outputs old or all new")
  func signalsAtRandom() throws {
    let folder = try folder()
    let script = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/.ci/interruptions"
    let outcome = try foresee(
      ["kills", ForeseeProcess.program(), "24"], in: folder, with: .init(program: ["bash", script]))
    #expect(outcome.status == 0, "\(outcome.output)")
  }

  @Test("nothing is replaced when nobody reads the result, or it cannot be shown")
  func unreadResult() throws {
    let folder = try folder()
    let arguments = ["forecast"] + Self.arguments + ["--model", "naive", "-o", "o"]
    #expect(try foresee(arguments, in: folder, output: .path("/dev/full")).status == 5)
    #expect(try foresee(arguments, in: folder, output: .closedPipe).status == 141)
    #expect(folder.results == ["d.csv"])
  }
}
