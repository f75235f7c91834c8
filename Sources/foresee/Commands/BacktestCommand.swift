import ArgumentParser
import Backtesting
import Combining
import Files
import Forecasting
import Registry
import Reports
import TimeSeries
import Windowing

/// Scores models on the past.
struct BacktestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backtest",
    abstract: "Score models by forecasting the past: walk forward through a series and compare.",
    discussion: """
      Prints a table of errors, with the simple baselines naive, seasonal-naive and linear beside the models. \
      With '-o -' or '--metrics -' the file goes to standard output, and the table to standard error.
      """)

  @OptionGroup var inputs: InputArguments

  @OptionGroup(title: "Forecast") var forecast: ForecastOptions
  @OptionGroup(title: "Folds") var folds: FoldOptions
  @OptionGroup(title: "Series") var split: SplitOptions

  @Option(
    name: [.short, .long], help: ArgumentHelp("Where to write every forecast, as CSV.", valueName: "file"))
  var output: String?

  @Option(help: ArgumentHelp("Where to write all metrics, as CSV.", valueName: "file"))
  var metrics: String?

  @OptionGroup var reports: ReportOptions
  @OptionGroup var topics: TopicOptions

  @Option(help: ArgumentHelp("Where to write the history of training, as CSV.", valueName: "file"))
  var log: String?

  @Flag(help: "Write names that a spreadsheet would run as formulas with an apostrophe before them.")
  var spreadsheetSafe = false

  @Flag(help: "Print the table as JSON.")
  var json = false

  @OptionGroup(title: "Chart") var plotting: PlotOptions
  @OptionGroup(title: "Models") var models: ModelOptions
  @OptionGroup(title: "Training") var training: TrainingArguments
  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "Machine") var machine: MachineOptions
  @OptionGroup(title: "Notices") var notices: NoticeOptions

  func run() throws {
    let job = try Job(forecast, model: models, training: training, reading: reading)
    var backtest = try folds.backtest(of: job)
    job.noteOptionsWithoutUse(baselines: ModelRegistry.entries.filter { !$0.isNetwork }, folds: folds)
    let watch = Watch()
    let session = try watch.session(machine)
    let files = inputs.allFiles + job.files + folds.files + split.files
    var outputs = Outputs(inputs: files)
    let predictionsFile = try outputs.openIfGiven(output)
    let metricsFile = try outputs.openIfGiven(metrics)
    let reportFile = try outputs.openIfGiven(reports.report)
    let logFile = try outputs.openIfGiven(log)
    if let ledger = topics.ledger { try outputs.reserve(ledger) }
    try topics.requireUse(hasReport: reportFile != nil)
    let charts = try ChartOutputs(plotting, in: &outputs)
    let implausibleFile = try outputs.openIfGiven(reading.plausibleLog)

    let panel = try inputs.panel(of: job, session: session, log: implausibleFile)
    try job.requireSuitable(panel)
    let plotted = try plotting.series(of: panel)
    backtest.split = try split.split(of: panel, job.options)
    try folds.decide(&backtest, reading: job.reading, on: panel)
    try session.requireRoom(
      forForecastsAt: backtest.folds * panel.series.count, horizon: backtest.horizon,
      models: job.models.count + 3, on: panel)
    if job.hasNetwork {
      let folds = try Folds(backtest, of: panel)
      // Networks read them, and would be trained first.
      try panel.requireCovariatesKnownAhead(backtest.horizon, after: folds.flatMap(\.cutoffs))
      if job.options.lookback == nil {
        LookbackNote.show(TrainingData(panel: panel, rows: folds[0].trainingRows), horizon: backtest.horizon)
      }
    }
    try ExpectedTime.note(job, backtest, on: panel, threads: session.threads)
    let result = try watch.run {
      try backtest.run(
        job.forecasters, on: panel, baselines: job.options, session: session)
    }
    result.notices.forEach(Console.note)
    result.predictions.noteNegative(of: panel, bounds: job.options.bounds)
    if let predictionsFile {
      try result.predictions.write(to: predictionsFile, spreadsheetSafe: spreadsheetSafe)
    }
    if let metricsFile { try result.writeMetrics(to: metricsFile, spreadsheetSafe: spreadsheetSafe) }
    let origin = try reports.origin(of: reportFile == nil && topics.ledger == nil ? [] : files)
    let trials = try topics.keep(result, on: panel, try job.configuration(of: backtest), files: origin.files)
    if let reportFile {
      let context = ReportContext(
        topic: topics.topic(of: panel, trials: trials), training: watch.log.history, fitted: job.fittedNames,
        hasAppendix: topics.appendix)
      let report = result.report(on: panel, from: origin, in: context)
      try reports.write(report, to: reportFile)
    }
    if let logFile { try watch.log.write(to: logFile) }
    let plot = try charts.write(result.chart(ofSeries: plotted, of: panel), isBesideJSON: json)
    try outputs.commit(showing: json ? try jsonText(result.summary) : result.summary.text, drawing: plot)
  }
}

extension Job {
  /// The names of the models that are fitted already.
  fileprivate var fittedNames: [String] {
    models.compactMap { if case .fitted(let fitted, _) = $0 { fitted.name } else { nil } }
  }

  /// What was tried, by the names of its parts.
  fileprivate func configuration(of backtest: Backtest) throws(Failure) -> [String: String] {
    let names = models.map { model in
      switch model {
      case .entry(let entry): entry.name
      case .fitted(_, let path): path
      }
    }
    let options = try jsonText(options)
    return [
      "model": names.joined(separator: ","), "options": options,
      "target": reading.targets.joined(separator: ","), "folds": "\(backtest.folds)",
      "step": "\(backtest.step)",
      "gap": "\(backtest.gap)", "refit": "\(backtest.refit)",
      "cutoffs": backtest.cutoffs.map { "\($0)" } ?? "",
      "train-window": backtest.trainWindow.map { "\($0)" } ?? "",
    ]
  }

  /// The models as a backtest wants them; one from a file is not trained again.
  fileprivate var forecasters: [any Forecaster] {
    models.map { model in
      switch model {
      case .entry(let entry): return entry.make(options)
      case .fitted(let fitted, let path):
        Console.note(
          "\(path) is scored as it is; where it was trained on rows after a cutoff, its errors are too small")
        return AlreadyFitted(options.bounds.map { FittedBoundedForecaster(fitted, $0) } ?? fitted)
      }
    }
  }
}
