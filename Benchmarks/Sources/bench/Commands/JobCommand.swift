import ArgumentParser

/// Measures the whole job from the shell.
struct JobCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "job", abstract: "From the shell: read a CSV file, train, forecast at 20 cutoffs.")

  @OptionGroup var table: TableArguments
  @Flag(help: "Print lines of JSON.")
  var json = false

  func run() throws {
    let outcome = try ForecastJob(table).runOurs()
    var report = Report(json: json)
    report.add([
      ("seconds", .number(outcome.process.seconds, decimals: 2)),
      ("peak MB", .number(outcome.process.peakMegabytes, decimals: 1)),
      ("error", .number(outcome.error, decimals: 4)),
      ("naive error", .number(outcome.naiveError ?? .nan, decimals: 4)),
    ])
  }
}
