import ArgumentParser
import Backtesting
import Files
import Forecasting
import Reports
import Tuning

/// Searches for settings of a network.
struct TuneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tune",
    abstract: "Search for better settings of a network, and keep them in a configuration file.",
    discussion: """
      Candidates drawn at random are trained and judged on the rows before the folds; the folds then show the default \
      beside the best candidate. The file holds model, horizon and what was chosen: other options given here must be \
      given again with it. What was found stands in FILE.trials, and the same command goes on from there.
      """)

  @OptionGroup var inputs: InputArguments

  @OptionGroup(title: "Forecast") var forecast: ForecastOptions
  @OptionGroup(title: "Folds") var folds: FoldOptions

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Where to write the best settings, for --config.", valueName: "file"))
  var output: String

  @Option(
    help: ArgumentHelp(
      "How long to search, as 90s, 10m or 2h; what is under way is finished.", valueName: "duration"))
  var budget = Budget(seconds: 600)

  @Option(help: ArgumentHelp("The most rounds of nine candidates.", valueName: "count"))
  var rounds: Int?

  @Flag(help: "Print the table as JSON.")
  var json = false

  @OptionGroup(title: "Models") var models: ModelOptions
  @OptionGroup(title: "Training") var training: TrainingArguments
  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "Machine") var machine: MachineOptions
  @OptionGroup(title: "Notices") var notices: NoticeOptions

  func run() throws {
    let clock = ContinuousClock()
    let start = clock.now
    _ = try Bounds.count.check(rounds, "--rounds")
    let job = try Job(forecast, model: models, training: training, reading: reading)
    guard job.models.count == 1, case .entry(let entry) = job.models[0] else {
      throw Failure(.arguments, "tune varies one network, given by its name", fix: "for instance --model gru")
    }
    guard output != "-" else {
      throw Failure(.arguments, "the journal of a search needs a file beside it", fix: "-o with a file")
    }
    job.noteOptionsWithoutUse(folds: folds)
    let watch = Watch()
    let session = try watch.session(machine)
    var outputs = Outputs(inputs: inputs.allFiles + job.files + folds.files)
    let file = try outputs.open(output)
    let implausibleFile = try outputs.openIfGiven(reading.plausibleLog)
    try reserveJournal(beside: file, in: &outputs)
    let panel = try inputs.panel(of: job, session: session, log: implausibleFile)
    try job.requireSuitable(panel)
    var backtest = try folds.backtest(of: job)
    try folds.decide(&backtest, reading: job.reading, on: panel)
    let tuning = try Tuning(
      entry, options: job.options, backtest: backtest, on: panel)
    let earlier = try earlierJournal(of: tuning, at: journalPath)
    let journal = try watch.run {
      try tuning.search(
        continuing: earlier, rounds: rounds, session: session,
        isOver: { clock.now - start >= .seconds(budget.seconds) },
        save: { try save($0, to: journalPath) })
    }
    let best = journal.ranking.first?.number ?? 0
    let result = try watch.run { try tuning.comparison(with: best, on: panel, session: session) }
    try file.write(tuning.configuration(of: best).compactText + "\n")
    tell(journal, best: best == 0 ? nil : tuning.configuration(of: best).compactText)
    try outputs.commit(showing: json ? try jsonText(result.summary) : result.summary.text)
  }

  /// The path of the journal, from which a search that was stopped goes on.
  private var journalPath: String { output + ".trials" }

  /// Keeps the journal's path from being written by anything else.
  ///
  /// - Throws: `Failure` (arguments) where the output or the journal is not a file.
  private func reserveJournal(beside file: OutputFile, in outputs: inout Outputs) throws(Failure) {
    try outputs.reserve(journalPath)
    guard file.temporaryPath != nil,
      FileIdentity(path: journalPath) == nil || InputFile.isRegular(journalPath)
    else {
      throw Failure(
        .arguments, "the journal \(journalPath) of a search must be a file", fix: "-o with another file")
    }
  }

  /// Says how many candidates were tried, and the configuration of the best; `nil` where it is the default.
  private func tell(_ journal: TuningJournal, best: String?) {
    let tried = Set(journal.trials.map(\.number)).count
    Console.note("\(journal.ranking.count) candidates were trained to the end, of \(tried) tried")
    Console.note(
      best.map { "the best: \($0)" }
        ?? "none was better than the default on the rows before the folds; \(output) holds the default")
  }

  /// The journal of an earlier search, or an empty one.
  private func earlierJournal(of tuning: Tuning, at path: String) throws(Failure) -> TuningJournal {
    guard FileIdentity(path: path) != nil else { return TuningJournal(of: tuning) }
    let bytes = try InputFile.contents(of: path, limit: 1 << 26)
    return try TuningJournal(String(decoding: bytes, as: UTF8.self), of: tuning, file: path)
  }

  private func save(_ journal: TuningJournal, to path: String) throws {
    let file = try OutputFile(replacing: path)
    try file.write(journal.text)
    try file.commit()
  }
}
