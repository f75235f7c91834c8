import ArgumentParser
import Backtesting
import Files
import Forecasting
import Reports
import TimeSeries

/// Scores forecasts that are in files, whatever programs made them.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Score forecasts of any program that are in files, with the metrics and tests of a backtest.",
    discussion: """
      Reads the predictions of foresee backtest and the files of statsforecast, neuralforecast, AutoGluon, Chronos, \
      Prophet and darts, and scores the rows that all of them have. What was observed is their column y, or the file of \
      --truth, whose history adds MASE and the forecasts of naive and seasonal-naive.
      """)

  @Argument(
    help: ArgumentHelp(
      "CSV files with forecasts, or - for standard input. Columns of forecasts are named by their models, or where that names none by the file.",
      valueName: "file"))
  var files: [String]

  @Option(help: ArgumentHelp("A file with what was observed, and its history.", valueName: "file"))
  var truth: String?

  @Option(
    help: ArgumentHelp(
      "The column with what was observed: of the truth, or without that of the files.", valueName: "columns"))
  var target: NameList?

  @Option(
    help: ArgumentHelp(
      "The model that others are tested against. (default: naive, or the first where it is missing)",
      valueName: "model"))
  var against: String?

  @Option(
    help: ArgumentHelp("The models to compare, separated by commas. (default: all)", valueName: "models"))
  var model: NameList?

  @Option(
    help: ArgumentHelp(
      "The column with the cutoffs, or the cutoff of all forecasts, as 2024-01-31.",
      valueName: "column or time"))
  var cutoff: String?

  @Option(
    help: ArgumentHelp(
      "The column with the leads. (default: one of that name, or counted after each cutoff)",
      valueName: "column"))
  var lead: String?

  @Option(
    help: ArgumentHelp(
      "The probability inside intervals whose columns do not say it, as Prophet's yhat_lower, in percent. (default: 80)",
      valueName: "percent"))
  var level: Double?

  @Option(help: ArgumentHelp("A metric to show beside the usual ones: mse or qlike.", valueName: "metric"))
  var objective: Objective?

  @Flag(
    help:
      "Score how often models call the direction of changes right, and test it by Pesaran and Timmermann's method."
  )
  var direction = false

  @Option(
    help: ArgumentHelp(
      "Whether series share their cutoffs, or each has its own. (default: shared, where most cutoffs are those of several series)",
      valueName: "clock"))
  var clock: Backtest.Clock?

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Where to write the forecasts that are scored, as CSV.", valueName: "file"))
  var output: String?

  @Option(help: ArgumentHelp("Where to write all metrics, as CSV.", valueName: "file"))
  var metrics: String?

  @OptionGroup var reports: ReportOptions

  @Flag(help: "Write names that a spreadsheet would run as formulas with an apostrophe before them.")
  var spreadsheetSafe = false

  @Flag(help: "Print the table as JSON.")
  var json = false

  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "Machine") var machine: MachineOptions
  @OptionGroup(title: "Notices") var notices: NoticeOptions

  func run() throws {
    let options = try comparisonOptions()
    let session = try Watch().session(machine)
    let inputs = files + (truth.map { [$0] } ?? [])
    if inputs.count(where: { $0 == "-" }) > 1 {
      throw Failure(.arguments, "standard input can be read only once", fix: "give - once")
    }
    if truth == nil, options.reading.plausibility != nil {
      throw Failure(
        .arguments, "--plausible is said of the values that came, and no file holds them alone",
        fix: "name their file with --truth")
    }
    var outputs = Outputs(inputs: inputs)
    let predictionsFile = try outputs.openIfGiven(output)
    let metricsFile = try outputs.openIfGiven(metrics)
    let implausibleFile = try outputs.openIfGiven(reading.plausibleLog)
    let reportFile = try outputs.openIfGiven(reports.report)
    let truth = try truth(session)
    if let implausibleFile { try (truth?.implausible ?? []).write(to: implausibleFile) }
    let comparison = try FileComparison(
      of: files, options: options, truth: truth?.panel, session: session)
    (comparison.notices + (truth?.notices ?? [])).forEach(Console.note)
    let evaluation = comparison.evaluation
    if let predictionsFile {
      try evaluation.predictions.write(to: predictionsFile, spreadsheetSafe: spreadsheetSafe)
    }
    if let metricsFile { try evaluation.scores.write(to: metricsFile, spreadsheetSafe: spreadsheetSafe) }
    if let reportFile {
      let report = comparison.report(on: truth?.panel, from: try reports.origin(of: inputs))
      try reports.write(report, to: reportFile)
    }
    let summary = comparison.summary
    try outputs.commit(showing: json ? try jsonText(summary) : summary.text)
  }

  private func comparisonOptions() throws(Failure) -> ComparisonOptions {
    var options = ComparisonOptions()
    try reading.apply(to: &options.reading)
    options.reading.targets = target?.names ?? []
    (options.cutoff, options.lead, options.models) = (cutoff, lead, model?.names ?? [])
    (options.level, options.clock, options.reference) = (level, clock, against)
    options.objective = objective ?? options.objective
    options.scoresDirection = direction
    if let level, !(level > 0 && level < 100) {
      throw Failure(
        .arguments, "--level is \(SpreadColumn.text(level)), expected a number above 0 and below 100",
        fix: "for instance --level 80")
    }
    return options
  }

  /// Reads the truth, if it has a file of its own.
  private func truth(_ session: Session) throws(Failure) -> ReadResult? {
    guard let truth else { return nil }
    var options = ReadOptions()
    try reading.apply(to: &options)
    options.targets = target?.names ?? []
    var result = try PanelReader(options, threads: session.threads, memory: session.memory).read([truth])
    if clock == .own { result.panel.hasOwnClocks = true }
    return result
  }
}
