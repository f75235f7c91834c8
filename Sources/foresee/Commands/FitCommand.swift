import ArgumentParser
import Backtesting
import Files
import Forecasting
import Registry
import Reports
import TimeSeries

/// Trains a model and keeps it.
struct FitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: "Train a model and write it to a file that 'foresee forecast' reads.",
    discussion: "The file is safetensors: weights under PyTorch's names, and all settings as metadata.")

  @OptionGroup var inputs: InputArguments

  @OptionGroup(title: "Forecast") var forecast: ForecastOptions
  @OptionGroup(title: "Series") var split: SplitOptions
  @OptionGroup(title: "Series") var sampling: SampleOptions

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Where to write the model, as MODEL.foresee.", valueName: "file"))
  var output: String

  @Option(help: ArgumentHelp("Where to write the history of training, as CSV.", valueName: "file"))
  var log: String?

  @Flag(help: "Print the summary as JSON.")
  var json = false

  @OptionGroup(title: "Faults") var faults: FaultOptions
  @OptionGroup(title: "Models") var models: ModelOptions
  @OptionGroup(title: "Training") var training: TrainingArguments
  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "Machine") var machine: MachineOptions
  @OptionGroup(title: "Notices") var notices: NoticeOptions

  func run() throws {
    let job = try Job(forecast, model: models, training: training, reading: reading)
    guard job.models.count == 1, case .entry(let entry) = job.models[0] else {
      throw Failure(.arguments, "fit trains one model by its name", fix: "for instance --model gru")
    }
    job.noteOptionsWithoutUse()
    let watch = Watch()
    let session = try watch.session(machine, gathersFailures: faults.leavesOut)
    var outputs = Outputs(inputs: inputs.allFiles + job.files + split.files)
    let modelFile = try outputs.open(output)
    let logFile = try outputs.openIfGiven(log)
    let implausibleFile = try outputs.openIfGiven(reading.plausibleLog)
    let leftOutFile = try faults.open(in: &outputs)

    var attempts = Attempts(
      at: job, on: inputs, leavingOut: faults.leavesOut, session: session, watch: watch)
    let (read, panel, short, fitted) = try attempts.run { read in
      let panel = try sampling.sample(
        of: try split.split(of: read.panel, job.options)?.seen(of: read.panel) ?? read.panel)
      let (short, fitted) = try fit(entry, of: job, to: TrainingData(panel: panel), watch, session)
      return (read, panel, short, fitted)
    }
    var reading = job.reading
    if !read.categories.isEmpty { reading.categories = read.categories }
    try ModelFile(fitted, reading: reading, trainedOn: panel).write(to: modelFile)
    if let implausibleFile { try read.implausible.write(to: implausibleFile) }
    if let leftOutFile { try attempts.write(to: leftOutFile) }
    if let logFile { try watch.log.write(to: logFile) }
    var summary = FitSummary(
      model: fitted.name, horizon: fitted.horizon, panel: panel, leavingOut: short,
      history: watch.log.history, file: output)
    summary.decisions = watch.notes.decisions
    summary.leftOut = attempts.leftOut
    try outputs.commit(showing: json ? try jsonText(summary) : summary.text)
    attempts.summarise(beside: read.panel)
  }

  /// Fits the model, and says which series are too short to be learnt from.
  private func fit(
    _ entry: ModelEntry, of job: Job, to data: TrainingData, _ watch: Watch, _ session: Session
  ) throws -> (short: [Int], fitted: any FittedForecaster) {
    try job.requireSuitable(data.panel)
    if job.hasNetwork, job.options.lookback == nil { LookbackNote.show(data, horizon: job.options.horizon) }
    let short =
      entry.readsWindows
      ? data.seriesTooShort(horizon: job.options.horizon, lookback: job.options.lookback) : []
    data.noteOnSeriesTooShort(short).map(Console.note)
    ExpectedTime.note(job, fits: [data], threads: session.threads)
    return (short, try watch.run { try entry.make(job.options).fit(data, session: session) })
  }
}

/// What a fit found, for people and programs.
struct FitSummary: Encodable {
  private let model: String
  private let file: String
  private let horizon: Int
  private let series: Int
  private let rows: Int
  private let epochs: Int
  /// Networks that were trained: members, parts of a blend, and those of each target.
  private let networks: Int
  private let bestEpoch: Int?
  private let validationLoss: Double?
  private let isValidated: Bool
  /// Whether a network was trained again on all rows.
  private let isRefit: Bool
  /// The series that are left out; `nil` where a fault would have ended the fit.
  var leftOut: [LeftOutSeries]?
  /// The decisions that the model made by itself.
  var decisions: [FitNote] = []

  init(
    model: String, horizon: Int, panel: Panel, leavingOut short: [Int], history: [EpochRecord], file: String
  ) {
    self.model = model
    self.file = file
    self.horizon = horizon
    series = panel.series.count - short.count
    rows = panel.series.reduce(0) { $0 + $1.count } - short.reduce(0) { $0 + panel.series[$1].count }
    isRefit = history.contains(where: \.isRefit)
    let history = history.filter { !$0.isRefit }
    epochs = history.count
    networks = Set(history.map(\.name)).count
    // Of several networks each has a best epoch of its own: the log has them.
    let best = networks == 1 ? history.last { $0.isBest } : nil
    bestEpoch = best?.epoch
    validationLoss = best?.validationLoss
    isValidated = history.contains { $0.validationLoss != nil }
  }

  /// The summary as lines of text.
  var text: String {
    var lines = ["\(model), horizon \(horizon), trained on \(rows) rows of \(series) series"]
    let count = epochs == 1 ? "1 epoch" : "\(epochs) epochs"
    if networks > 1 {
      lines.append("\(count) of \(networks) networks")
    } else if let bestEpoch, let validationLoss {
      lines.append(
        "\(count), best at epoch \(bestEpoch): validation loss "
          + NumberText(decimals: 4).text(validationLoss) + (isRefit ? "; trained again on all rows" : ""))
    } else if epochs > 0 {
      lines.append(count + (isValidated ? ", none better on validation than the start" : ""))
    }
    lines.append("wrote \(ShownText.escaped(file))")
    return lines.map { $0 + "\n" }.joined()
  }
}
