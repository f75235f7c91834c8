import ArgumentParser
import Files
import Synthesis
import TimeSeries

/// Writes made-up data.
struct SynthesizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "synthesize",
    abstract: "Write made-up data with the known properties of real tickers or vitals.",
    discussion: "Equal options give equal bytes.")

  /// The kinds of data.
  enum Kind: String, ExpressibleByArgument, CaseIterable {
    /// Prices and volumes of an asset.
    case ticker
    /// Vital signs of patients.
    case vitals
  }

  @Argument(help: "What to write.")
  var kind: Kind

  @Option(
    help: ArgumentHelp("Rows of each series. (default: 2500 of a ticker, 2880 of vitals)", valueName: "count")
  )
  var rows: Int?

  @Option(help: ArgumentHelp("Series. (default: 1 ticker, 6 patients)", valueName: "count"))
  var series: Int?

  @Option(
    help: ArgumentHelp(
      "The spacing, as 1m or 1d. (default: business days of a ticker of up to 20000 rows, else 1m)",
      valueName: "spacing"))
  var every: String?

  @Option(help: ArgumentHelp("The seed of all randomness.", valueName: "number"))
  var seed: UInt64 = 1

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Where to write the CSV. (default: standard output)", valueName: "file"))
  var output: String?

  func run() throws {
    var outputs = Outputs()
    let spacing = try every.map { text throws(Failure) in try Spacing(text) }
    let file = try outputs.open(output)
    switch kind {
    case .ticker:
      var synthesis = TickerSynthesis(every: spacing, seed: seed)
      synthesis.rows = rows ?? synthesis.rows
      synthesis.series = series ?? synthesis.series
      try synthesis.write(to: file)
    case .vitals:
      var synthesis = VitalsSynthesis(every: spacing, seed: seed)
      synthesis.rows = rows ?? synthesis.rows
      synthesis.series = series ?? synthesis.series
      try synthesis.write(to: file)
    }
    try outputs.commit()
  }
}
