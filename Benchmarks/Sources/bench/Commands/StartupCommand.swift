import ArgumentParser
import Foundation

/// Measures what a user waits for before anything is computed.
struct StartupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "startup",
    abstract: "From start to end: 'foresee --help', and a forecast with a saved model.")

  @OptionGroup var table: TableArguments
  @Option(help: "How often each is run.")
  var repetitions = 21
  @Flag(help: "Print lines of JSON.")
  var json = false

  func run() throws {
    let data = try table.path(rows: 3_000)
    let model = try table.scratchPath("startup.foresee")
    let forecasts = try table.scratchPath("startup.csv")
    let roles = ["--time", table.time, "--target", table.target]
    try Foresee.run(
      ["fit", data, "--horizon", "5", "--model", "gru", "--max-steps", "50", "-o", model] + roles)
    var report = Report(json: json)
    for (what, arguments) in [
      ("--help", ["--help"]), ("forecast --help", ["forecast", "--help"]),
      ("forecast to standard output", ["forecast", data, "--model", model]),
      ("forecast to a file", ["forecast", data, "--model", model, "-o", forecasts]),
    ] {
      try report.add(fields(what) { try Foresee.run(arguments).seconds })
    }
    let bytes = try Data(contentsOf: URL(filePath: forecasts))
    try report.add(fields("the two fsyncs of that file alone") { try synchronised(bytes, at: forecasts) })
  }

  private func fields(_ what: String, _ measure: () throws -> Double) rethrows -> [Field] {
    _ = try measure()
    let times = try (0..<repetitions).map { _ in try measure() * 1_000 }
    return [
      ("what", .text(what)), ("median ms", .number(times.median, decimals: 1)),
      ("least ms", .number(times.min() ?? .nan, decimals: 1)),
      ("most ms", .number(times.max() ?? .nan, decimals: 1)),
    ]
  }

  /// The seconds that the disk takes to keep a file and its name.
  private func synchronised(_ bytes: Data, at path: String) throws -> Double {
    try bytes.write(to: URL(filePath: path))
    let file = open(path, O_WRONLY)
    let folder = open(table.scratch, O_RDONLY | O_DIRECTORY)
    defer {
      close(file)
      close(folder)
    }
    return seconds {
      fsync(file)
      fsync(folder)
    }
  }
}
