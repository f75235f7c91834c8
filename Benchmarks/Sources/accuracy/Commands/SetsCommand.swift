import ArgumentParser
import Forecasting
import Foundation

/// Measures how well Foresee forecasts the sets of other people's publications; `Benchmarks/README.md` has
/// the figures.
struct SetsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sets", abstract: "Scores of models on public sets, beside published ones.",
    discussion: """
      Protocols: \(AccuracyProtocol.all.map(\.name).joined(separator: ", ")). Each is checked first: the simple forecasts \
      must have the scores that are known for them, or no other model is judged.
      """)

  @Argument(help: "The protocols; all when none is named.")
  var protocols: [String] = []
  @Option(help: "The folder with the sets.")
  var data: String
  @Option(help: "The models of the zoo, separated by commas.")
  var models = "naive,seasonal-naive,linear,theta,ets,lstm,gru,gru-attention,blend"
  @Option(help: "Seeds of every network.")
  var seeds = 3
  @Option(help: "Threads of a fit.")
  var threads = 2
  @Option(help: "The most steps of networks that make passes over all windows, as lstm; else their epochs.")
  var maxSteps: Int?
  @Option(help: "The metric that models aim at; each protocol's own when it is not given.")
  var objective: Objective?
  @Option(name: .shortAndLong, help: "A CSV file for every score.")
  var output: String?

  @Flag(help: "Print each choice that a fit makes by itself.")
  var notes = false

  func validate() throws {
    guard seeds >= 1, threads >= 1, maxSteps ?? 1 >= 1 else {
      throw ValidationError("seeds, threads and steps are at least 1")
    }
  }

  func run() throws {
    let plans = try chosenPlans()
    let models = try models.split(separator: ",").map { try Model(named: String($0)) }
    let file = try output.map { try ScoreFile(path: $0) }
    let watcher = Watcher()
    var session = Session(threads: threads, progress: { watcher.show($0) })
    if notes {
      session.note = { note in
        watcher.clear()
        print("  \(note)")
      }
    }
    let judge = Judge(objective: objective, maxSteps: maxSteps, session: session)
    var standings: [Standing] = []
    var failures: [String] = []
    for plan in plans {
      let campaign = Campaign(plan: plan, models: models, seeds: seeds, judge: judge)
      watcher.begin(plan.name)
      failures += try campaign.run(DataFolder(path: data)) { verdict in
        try file?.append(verdict, of: plan.name)
        watcher.begin("\(plan.name), \(verdict.model), seed \(verdict.seed): \(verdict.trial) done")
      } finished: { standing in
        watcher.clear()
        standings.append(standing)
        say(standing.line)
      }
    }
    watcher.clear()
    say("\n" + ScoreTable(plans: plans, models: models.map(\.name), standings: standings).text)
    for failure in failures { say(failure) }
    if !failures.isEmpty { throw ExitCode.failure }
  }

  private func chosenPlans() throws -> [AccuracyProtocol] {
    try protocols.isEmpty
      ? AccuracyProtocol.all
      : protocols.map { name in
        guard let plan = AccuracyProtocol.all.first(where: { $0.name == name }) else {
          throw ValidationError("there is no protocol \"\(name)\"")
        }
        return plan
      }
  }

  /// Prints a line at once: results of long runs are read while they come.
  private func say(_ text: String) {
    print(text)
    fflush(nil)
  }
}
