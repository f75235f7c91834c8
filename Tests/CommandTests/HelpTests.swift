import Forecasting
import Testing

@Suite("The help")
struct HelpTests {
  @Test("lists the commands")
  func root() throws {
    #expect(
      try help() == """
        OVERVIEW: Forecasts tickers, vitals and other series from CSV files with
        recurrent networks.

        Begin with 'foresee inspect FILE': it says what a file holds and which command
        to run next.
        'foresee help time-formats', 'help layouts' and 'help models' explain in a page
        each.
        'foresee --generate-completion-script bash' (or zsh, fish) prints shell
        completions.

        USAGE: foresee <subcommand>

        OPTIONS:
          --version               Show the version.
          -h, --help              Show help information.

        SUBCOMMANDS:
          inspect                 Say what files hold: columns, series, spacing, gaps,
                                  trouble, and the command to run next.
          backtest                Score models by forecasting the past: walk forward
                                  through a series and compare.
          compare                 Score forecasts of any program that are in files,
                                  with the metrics and tests of a backtest.
          fit                     Train a model and write it to a file that 'foresee
                                  forecast' reads.
          forecast                Forecast the steps after the last row of each series.
          merge                   Join the parts that 'forecast --shard' or 'backtest
                                  --shard' wrote to a folder.
          tune                    Search for better settings of a network, and keep
                                  them in a configuration file.
          models                  List the models.
          synthesize              Write made-up data with the known properties of real
                                  tickers or vitals.
          demo                    Run the main job on the sample data: backtest
                                  networks on a ticker, forecast patients.

          See 'foresee help <subcommand>' for detailed help.

        """)
  }

  @Test("of models lists its options")
  func modelsCommand() throws {
    #expect(
      try help("models") == """
        OVERVIEW: List the models.

        USAGE: foresee models [--json]

        OPTIONS:
          --json                  Print the list as JSON.
          --version               Show the version.
          -h, --help              Show help information.

        """)
  }

  @Test(
    "of a command explains what most people need, and names the rest",
    arguments: ["inspect", "backtest", "compare", "fit", "forecast", "tune"])
  func options(command: String) throws {
    let (short, whole) = (try help(command), try help(command, flag: "--help-all"))
    let explained = Self.explained(short)
    let all = Self.explained(whole)
    #expect(explained.isSubset(of: all))
    #expect(explained.count <= 24, "\(explained.sorted())")
    for option in ["--target", "--time", "--id", "--layout"] { #expect(explained.contains(option)) }
    for option in all { #expect(short.contains(option), "\(option)") }
    #expect(short.contains("More options, explained by --help-all:"))
    #expect(whole.split(separator: "\n").allSatisfy { $0.count <= 130 })
    #expect(try foresee(["help", command]).output == short)
  }

  /// The options that a help explains.
  private static func explained(_ text: String) -> Set<String> {
    let lines = text.split(separator: "\n").filter { $0.hasPrefix("  -") }
    return Set(
      lines.flatMap { line in
        line.split { " ,/".contains($0) }.prefix { $0.hasPrefix("-") }.filter { $0.hasPrefix("--") }.map(
          String.init)
      })
  }

  @Test("has a page for each subject", arguments: ["time-formats", "layouts", "models"])
  func pages(topic: String) throws {
    let outcome = try foresee(["help", topic])
    #expect(outcome.status == 0)
    #expect(outcome.output.split(separator: "\n").count < 60)
    // Every option that it names exists.
    let known = Self.explained(try help("forecast", flag: "--help-all"))
    for word in outcome.output.split(whereSeparator: { !($0.isLetter || $0 == "-") })
    where word.hasPrefix("--") {
      #expect(known.contains(String(word)), "\(word)")
    }
  }

  @Test("of merge lists its options")
  func mergeCommand() throws {
    #expect(
      try help("merge") == """
        OVERVIEW: Join the parts that 'forecast --shard' or 'backtest --shard' wrote to
        a folder.

        Writes the bytes that one process would have written without --shard, or
        nothing: a part that is missing, not finished, damaged or of another output is
        named, with the command that makes it. The metrics of a backtest are those of
        'foresee compare FILE --truth INPUT'.

        USAGE: foresee merge <folder> [--output <file>] [--json]

        ARGUMENTS:
          <folder>                The folder with the parts.

        OPTIONS:
          -o, --output <file>     Where to write the forecasts, as CSV. (default:
                                  standard output)
          --json                  Print the summary as JSON; it is printed when the
                                  forecasts go to a file.
          --version               Show the version.
          -h, --help              Show help information.

        """)
  }

  @Test("of synthesize lists its options")
  func synthesizeCommand() throws {
    #expect(
      try help("synthesize") == """
        OVERVIEW: Write made-up data with the known properties of real tickers or
        vitals.

        Equal options give equal bytes.

        USAGE: foresee synthesize <kind> [--rows <count>] [--series <count>] [--every <spacing>] [--seed <number>] [--output <file>]

        ARGUMENTS:
          <kind>                  What to write. (values: ticker, vitals)

        OPTIONS:
          --rows <count>          Rows of each series. (default: 2500 of a ticker, 2880
                                  of vitals)
          --series <count>        Series. (default: 1 ticker, 6 patients)
          --every <spacing>       The spacing, as 1m or 1d. (default: business days of
                                  a ticker of up to 20000 rows, else 1m)
          --seed <number>         The seed of all randomness. (default: 1)
          -o, --output <file>     Where to write the CSV. (default: standard output)
          --version               Show the version.
          -h, --help              Show help information.

        """)
  }

  @Test("of demo lists its options")
  func demoCommand() throws {
    #expect(
      try help("demo") == """
        OVERVIEW: Run the main job on the sample data: backtest networks on a ticker,
        forecast patients.

        Every command is shown before it runs; training is kept short.

        USAGE: foresee demo [--data <folder>] [--output <folder>]

        OPTIONS:
          --data <folder>         The folder with ticker.csv and vitals.csv. (default:
                                  datasets, or made by synthesize where it is not)
          -o, --output <folder>   The folder to write to; made if it is missing.
                                  (default: foresee-demo)
          --version               Show the version.
          -h, --help              Show help information.

        """)
  }

  /// The help of a command, as a terminal of 80 columns shows it.
  private func help(_ command: String..., flag: String = "--help") throws -> String {
    let outcome = try foresee(command + [flag])
    #expect(outcome.status == 0)
    #expect(outcome.errors == "")
    return outcome.output
  }
}
