import ArgumentParser
import Files
import Platform

/// The command `foresee`.
@main
struct Foresee: ParsableCommand {
  /// The version of the program.
  private static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "foresee",
    abstract: "Forecasts tickers, vitals and other series from CSV files with recurrent networks.",
    discussion: """
      Begin with 'foresee inspect FILE': it says what a file holds and which command to run next.
      'foresee help time-formats', 'help layouts' and 'help models' explain in a page each.
      'foresee --generate-completion-script bash' (or zsh, fish) prints shell completions.
      """,
    version: Self.version,
    subcommands: [
      InspectCommand.self, BacktestCommand.self, CompareCommand.self, FitCommand.self, ForecastCommand.self,
      MergeCommand.self, TuneCommand.self,
      ModelsCommand.self, SynthesizeCommand.self, DemoCommand.self,
    ])

  static func main() {
    StandardStreams.prepare()
    Interruption.prepare()
    let arguments = LeadingDashes.joined(Array(SystemPath.arguments.dropFirst()))
    do {
      guard !arguments.isEmpty else { throw MissingCommand() }
      if let help = CommandHelp.text(for: arguments) { end(printed(help)) }
      Console.setNotices(arguments)
      try checkCommandName(arguments)
      try ForeignIntervalOptions.refuse(arguments)
      try RepeatedOption.check(arguments)
      var command = try parseAsRoot(arguments)
      try command.run()
      Console.endNotices()
      end(0)
    } catch {
      Console.endNotices()
      end(report(error, arguments: arguments))
    }
  }

  /// Ends the process without the exit functions of libraries.
  ///
  /// Where addresses are few, OpenBLAS waits for ever for its threads there, and prints failures to standard
  /// output. All output of the program has been written before.
  private static func end(_ status: Int32) -> Never { _exit(status) }
}

/// A call without any argument.
struct MissingCommand: Error {}
