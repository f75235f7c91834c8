import ArgumentParser
import Backtesting
import Combining
import Files
import Forecasting
import Registry
import Reports
import TimeSeries
import Training
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

  @OptionGroup var sharding: ShardOptions
  @OptionGroup var reports: ReportOptions
  @OptionGroup var topics: TopicOptions

  @Flag(
    help:
      "Say what the forecasts of each model rest on: by how much its error rises where a covariate, or the target at some lags, is exchanged for what it was at another cutoff."
  )
  var explain = false

  @OptionGroup var identity: IdentityOptions

  @Option(help: ArgumentHelp("Where to write the history of training, as CSV.", valueName: "file"))
  var log: String?

  @Flag(help: "Write names that a spreadsheet would run as formulas with an apostrophe before them.")
  var spreadsheetSafe = false

  @Flag(help: "Print the table as JSON.")
  var json = false

  @Flag(
    help: "Write forecasts of nothing, a header alone, where the input has no row, instead of refusing it.")
  var allowEmpty = false

  @OptionGroup(title: "Faults") var faults: FaultOptions

  @OptionGroup(title: "Chart") var plotting: PlotOptions
  @OptionGroup(title: "Models") var models: ModelOptions
  @OptionGroup(title: "Training") var training: TrainingArguments
  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "Machine") var machine: MachineOptions
  @OptionGroup(title: "Notices") var notices: NoticeOptions

  func run() throws {
    if let shard = try sharding.choice() { return try run(shard) }
    let job = try Job(forecast, model: models, training: training, reading: reading)
    let plan = try folds.backtest(of: job)
    job.noteOptionsWithoutUse(baselines: ModelRegistry.entries.filter { !$0.isNetwork }, folds: folds)
    let watch = Watch()
    let session = try watch.session(machine, gathersFailures: faults.leavesOut)
    let files = inputs.allFiles + job.files + folds.files + split.files
    var outputs = Outputs(inputs: files)
    let results = try ResultFiles(self, in: &outputs)

    var attempts = Attempts(
      at: job, on: inputs, leavingOut: faults.leavesOut, allowsEmpty: allowEmpty, session: session,
      watch: watch)
    let (read, run) = try attempts.run { read in
      (read, try self.run(plan, of: job, on: read.panel, results.pseudonyms, watch, session))
    }
    if let file = results.implausible { try read.implausible.write(to: file) }
    if let file = results.leftOut { try attempts.write(to: file, spreadsheetSafe: spreadsheetSafe) }
    if let logFile = results.log { try watch.log.write(to: logFile) }
    guard let run else {
      try writeNothing(of: job, on: read.panel, to: results)
      let text = json ? try jsonText(BacktestSummary(ofNothing: plan)) : "the input has no row to score\n"
      return try outputs.commit(showing: text)
    }
    // From here on nothing is computed, and everything is shown.
    let hidden = run.hidden
    let shown = Shown(
      result: hidden?.shown(run.result) ?? run.result, panel: hidden?.panel ?? read.panel,
      isHidden: hidden != nil, importances: run.importances,
      decisions: hidden == nil ? watch.notes.decisions : nil,
      leftOut: hidden == nil ? attempts.leftOut : nil)
    try write(shown, of: job, watch, from: files, to: results)
    let plot = try results.charts.write(
      shown.result.chart(ofSeries: run.plotted, of: shown.panel), isBesideJSON: json)
    let summary = shown.summary
    try outputs.commit(showing: json ? try jsonText(summary) : summary.text, drawing: plot)
    attempts.summarise(beside: read.panel)
  }

  /// Decides the folds of `plan` on `panel`, and runs it; `nil` where there is no series.
  private func run(
    _ plan: Backtest, of job: Job, on panel: Panel, _ pseudonyms: Pseudonyms?, _ watch: Watch,
    _ session: Session
  ) throws -> Run? {
    guard let plotted = try plotting.series(of: panel) else { return nil }
    var backtest = plan
    try job.requireSuitable(panel)
    backtest.split = try split.split(of: panel, job.options)
    try folds.decide(&backtest, reading: job.reading, on: panel)
    try session.requireRoom(
      forForecastsAt: backtest.folds * panel.series.count, horizon: backtest.horizon,
      models: job.models.count + 3, on: panel)
    let hidden = try identity.hidden(panel, by: pseudonyms, events: backtest.spread.events)
    if faults.leavesOut { try Folds(backtest, of: panel).requireForecastsOfAll() }
    try requireCovariates(of: job, backtest, on: panel)
    try ExpectedTime.note(job, backtest, on: panel, threads: session.threads)
    let forecasters = job.forecasters
    let importance = try importance(of: forecasters, backtest, on: panel, job, watch)
    let result = try watch.run {
      try backtest.run(
        forecasters, on: panel, baselines: job.options, examiner: importance, session: session)
    }
    result.notices.forEach(Console.note)
    result.predictions.noteNegative(of: panel, bounds: job.options.bounds)
    return Run(
      result: result, plotted: plotted, hidden: hidden, importances: importance?.importances(in: result))
  }

  /// Writes the headers of files that have no rows.
  private func writeNothing(of job: Job, on panel: Panel, to results: ResultFiles) throws(Failure) {
    try panel.requireSeries(for: [("--report", reports.report), ("--svg", plotting.svg)])
    let names = Backtest.names(of: job.models.map(\.name))
    let nothing = try Predictions.ofNothing(by: names, asked: job.spread)
    if let file = results.predictions { try nothing.write(to: file, spreadsheetSafe: spreadsheetSafe) }
    if let file = results.metrics { try file.write(Scores.header(isOfGroups: split.splitBy != nil)) }
  }

  /// Refuses covariates that a network reads and that are not known ahead at every fold, before it is
  /// trained.
  private func requireCovariates(of job: Job, _ backtest: Backtest, on panel: Panel) throws {
    guard job.hasNetwork else { return }
    let folds = try Folds(backtest, of: panel)
    try panel.requireCovariatesKnownAhead(backtest.horizon, after: folds.flatMap(\.cutoffs))
    if job.options.lookback == nil {
      LookbackNote.show(TrainingData(panel: panel, rows: folds[0].trainingRows), horizon: backtest.horizon)
    }
  }

  /// The examiner that computes the importance of inputs; `nil` without `--explain`.
  private func importance(
    of forecasters: [any Forecaster], _ backtest: Backtest, on panel: Panel, _ job: Job, _ watch: Watch
  ) throws(Failure) -> PermutationImportance? {
    guard explain else { return nil }
    return try PermutationImportance(
      of: forecasters.map(\.name), in: backtest, on: panel, seed: job.options.training.seed,
      onProgress: watch.explaining)
  }

  /// Writes the predictions, the metrics, a line of the ledger and the report.
  private func write(
    _ shown: Shown, of job: Job, _ watch: Watch, from files: [String], to results: ResultFiles
  ) throws {
    let (result, panel) = (shown.result, shown.panel)
    if let file = results.predictions {
      try result.predictions.write(to: file, spreadsheetSafe: spreadsheetSafe)
    }
    if let file = results.metrics { try result.writeMetrics(to: file, spreadsheetSafe: spreadsheetSafe) }
    let origin = try reports.origin(
      of: results.report == nil && topics.ledger == nil ? [] : files, hidesNames: shown.isHidden)
    let trials = try topics.keep(
      result, on: panel, try job.configuration(of: result.backtest), files: origin.files)
    guard let file = results.report else { return }
    var context = ReportContext(
      topic: topics.topic(of: panel, trials: trials), training: watch.log.history, fitted: job.fittedNames,
      hasAppendix: topics.appendix)
    context.importance = shown.importances ?? []
    context.notes = shown.isHidden ? [] : watch.notes.all
    try reports.write(result.report(on: panel, from: origin, in: context), to: file)
  }
}

extension BacktestCommand {
  /// The files that a backtest writes, opened before it begins.
  private struct ResultFiles {
    let predictions, metrics, report, log, implausible, leftOut: OutputFile?
    let charts: ChartOutputs
    let pseudonyms: Pseudonyms?

    init(_ command: BacktestCommand, in outputs: inout Outputs) throws(Failure) {
      predictions = try outputs.openIfGiven(command.output)
      metrics = try outputs.openIfGiven(command.metrics)
      report = try outputs.openIfGiven(command.reports.report)
      log = try outputs.openIfGiven(command.log)
      if let ledger = command.topics.ledger { try outputs.reserve(ledger) }
      guard command.topics.ledger == nil || command.identity.deidentify == nil else {
        throw Failure(
          .arguments, "--ledger keeps the names and cutoffs of what was tried, which --deidentify hides",
          fix: "leave --ledger out, or --deidentify")
      }
      try command.topics.requireUse(hasReport: report != nil)
      charts = try ChartOutputs(command.plotting, in: &outputs)
      implausible = try outputs.openIfGiven(command.reading.plausibleLog)
      leftOut = try command.faults.open(in: &outputs)
      pseudonyms = try command.identity.pseudonyms(besides: command.reading, command.faults, in: &outputs)
    }
  }

  /// What a run found.
  private struct Run {
    let result: BacktestResult
    /// The series that a chart draws.
    let plotted: Int
    let hidden: Deidentification?
    let importances: [ModelImportance]?
  }

  /// What a backtest found, as it is shown.
  private struct Shown {
    let result: BacktestResult
    let panel: Panel
    /// Whether names are pseudonyms.
    let isHidden: Bool
    let importances: [ModelImportance]?
    let decisions: [FitNote]?
    let leftOut: [LeftOutSeries]?

    var summary: BacktestSummary {
      var summary = result.summary
      summary.importance = importances
      summary.decisions = decisions
      summary.leftOut = leftOut
      return summary
    }
  }
}

extension Job {
  /// The names of the models that are fitted already.
  fileprivate var fittedNames: [String] {
    models.compactMap { if case .fitted(let fitted, _) = $0 { fitted.name } else { nil } }
  }

  /// What was tried, by the names of its parts.
  func configuration(of backtest: Backtest) throws(Failure) -> [String: String] {
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
  var forecasters: [any Forecaster] {
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
