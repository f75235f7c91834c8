import ArgumentParser
import Backtesting
import Combining
import Files
import Forecasting
import Registry
import Reports
import TimeSeries
import Windowing

/// Forecasts the steps after the last row.
struct ForecastCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast",
    abstract: "Forecast the steps after the last row of each series.",
    discussion: """
      A model by name is trained first; a file of a fitted one knows its target and horizon. \
      Without -o the forecasts go to standard output, as CSV; in a terminal they are drawn below it.
      """)

  @OptionGroup var inputs: InputArguments

  @Option(help: ArgumentHelp("The column of the forecasts, instead of the model's name.", valueName: "name"))
  var name: String?

  @OptionGroup(title: "Forecast") var forecast: ForecastOptions

  @Option(
    name: [.short, .long], help: ArgumentHelp("Where to write the forecasts, as CSV.", valueName: "file"))
  var output: String?

  @OptionGroup var sharding: ShardOptions
  @OptionGroup var reports: ReportOptions
  @OptionGroup var identity: IdentityOptions

  @Option(help: ArgumentHelp("Where to write the history of training, as CSV.", valueName: "file"))
  var log: String?

  @Flag(help: "Write names that a spreadsheet would run as formulas with an apostrophe before them.")
  var spreadsheetSafe = false

  @Flag(help: "Print the table as JSON; it is printed when the forecasts go to a file.")
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
    let job = try self.job()
    let watch = Watch()
    let session = try watch.session(machine, gathersFailures: faults.leavesOut)
    let files = inputs.allFiles + job.files
    var outputs = Outputs(inputs: files)
    let file = try outputs.open(output)
    let reportFile = try outputs.openIfGiven(reports.report)
    let logFile = try outputs.openIfGiven(log)
    let charts = try ChartOutputs(
      plotting, isReadByPerson: output == nil && Outputs.isReadByPerson, in: &outputs)
    let implausibleFile = try outputs.openIfGiven(reading.plausibleLog)
    let leftOutFile = try faults.open(in: &outputs)
    let pseudonyms = try identity.pseudonyms(besides: reading, faults, in: &outputs)

    var attempts = Attempts(
      at: job, on: inputs, leavingOut: faults.leavesOut, allowsEmpty: allowEmpty, session: session,
      watch: watch)
    let (read, plotted, hidden, made) = try attempts.run { read in
      let plotted = try plotting.series(of: read.panel)
      let hidden = try identity.hidden(read.panel, by: pseudonyms, events: job.spread.events)
      return (read, plotted, hidden, try self.predictions(of: job, on: read.panel, watch, session))
    }
    if let implausibleFile { try read.implausible.write(to: implausibleFile) }
    if let leftOutFile { try attempts.write(to: leftOutFile, spreadsheetSafe: spreadsheetSafe) }
    try read.panel.requireSeries(for: [("--report", reports.report), ("--svg", plotting.svg)])
    // From here on nothing is computed, and everything is shown.
    let (predictions, panel) = (hidden?.shown(made) ?? made, hidden?.panel ?? read.panel)
    try predictions.write(to: file, spreadsheetSafe: spreadsheetSafe)
    if let reportFile {
      let origin = try reports.origin(of: files, hidesNames: hidden != nil)
      try reports.write(predictions.report(after: panel, from: origin), to: reportFile)
    }
    if let logFile { try watch.log.write(to: logFile) }
    let plot = try plotted.flatMap { plotted in
      try charts.write(
        predictions.chart(ofForecastsOf: plotted, of: panel), isBesideJSON: json && !outputs.useStandardOutput
      )
    }
    let table = ForecastTable(predictions, leftOut: hidden == nil ? attempts.leftOut : nil)
    let text = outputs.useStandardOutput ? nil : json ? try jsonText(table) : table.text
    try outputs.commit(showing: text, drawing: plot)
    attempts.summarise(beside: panel)
  }

  /// What the models of `job` forecast after the end of `panel`, which is looked at before.
  private func predictions(
    of job: Job, on panel: Panel, _ watch: Watch, _ session: Session
  ) throws -> Predictions {
    // Without a series nothing can be unsuitable, and columns alone are left.
    guard !panel.series.isEmpty else { return try predictions(of: job, after: panel, watch, session) }
    try job.requireSuitable(panel)
    if job.hasNetwork, job.options.lookback == nil {
      LookbackNote.show(TrainingData(panel: panel), horizon: job.options.horizon)
    }
    if job.readsWindows {
      let data = TrainingData(panel: panel)
      let short = data.seriesTooShort(horizon: job.options.horizon, lookback: job.options.lookback)
      data.noteOnSeriesTooShort(short).map(Console.note)
    }
    let predictions = try self.predictions(of: job, after: panel, watch, session)
    predictions.noteNegative(of: panel, bounds: job.options.bounds)
    return predictions
  }

  /// What the models of `job` forecast after the end of `panel`.
  func predictions(
    of job: Job, after panel: Panel, _ watch: Watch, _ session: Session
  ) throws -> Predictions {
    let cutoffs = Predictions.cutoffs(afterTheEndOf: panel)
    try session.requireRoom(
      forForecastsAt: cutoffs.count, horizon: job.options.horizon, models: job.models.count, on: panel)
    // Networks read them, and would be trained first.
    if job.hasNetwork { try panel.requireCovariatesKnownAhead(job.options.horizon, after: cutoffs) }
    ExpectedTime.note(job, fits: [TrainingData(panel: panel)], threads: session.threads)
    let columns = try watch.run {
      try SideBySide.run(job.models.count, session: session) { [name] index, session in
        let model = job.models[index]
        // Without a series there is nothing to fit.
        guard !panel.series.isEmpty else { return (name: name ?? model.name, forecasts: [Forecast]()) }
        let fitted = try model.fitted(job.options, on: panel, session: session)
        return (
          name: name ?? fitted.name,
          forecasts: try fitted.forecast(panel, at: cutoffs, asking: job.spread, session: session)
        )
      }
    }
    return try Predictions(
      after: panel, horizon: job.options.horizon, asked: job.spread, models: columns)
  }

  /// The job that the options describe.
  func job() throws -> Job {
    let job = try Job(forecast, model: models, training: training, reading: reading)
    try job.refuseOptionsWithoutUse()
    job.noteOptionsWithoutUse()
    if name != nil, job.models.count > 1 {
      throw Failure(
        .arguments, "--name names one model, and there are \(job.models.count)", fix: "one --model")
    }
    return job
  }
}

extension Job.Model {
  /// The name of the model.
  var name: String {
    switch self {
    case .entry(let entry): entry.name
    case .fitted(let fitted, _): fitted.name
    }
  }

  /// The fitted model, trained on all known rows of `panel` if it is not fitted yet.
  fileprivate func fitted(
    _ options: ForecasterOptions, on panel: Panel, session: Session
  ) throws -> any FittedForecaster {
    switch self {
    case .entry(let entry): try entry.make(options).fit(TrainingData(panel: panel), session: session)
    case .fitted(let fitted, _): options.bounds.map { FittedBoundedForecaster(fitted, $0) } ?? fitted
    }
  }
}
