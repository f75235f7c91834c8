import Backtesting
import Forecasting
import Models
import Registry
import TimeSeries
import Windowing

/// How long a command will take, so that nobody waits unknowingly.
enum ExpectedTime {
  /// Seconds from which on the time is said beforehand.
  private static let patience = 60.0
  /// The model that is fitted in closed form.
  private static let fastModel = Linear.name
  /// The threads that a plan is for, whatever machine it is made on.
  private static let plannedThreads = 2
  /// The share of the threads that work at the same time.
  private static let parallelShare = 0.9

  /// Prints the time that training will take, where it is more than a minute, and the options that shorten
  /// it.
  ///
  /// - Parameters:
  ///   - job: The job, with its models.
  ///   - fits: The training rows of each fit of a model.
  ///   - threads: The number of threads.
  static func note(_ job: Job, fits: [TrainingData], threads: Int) {
    let entries = job.models.compactMap { model -> ModelEntry? in
      if case .entry(let entry) = model, entry.readsPatches { entry } else { nil }
    }
    let work = Work(entries: entries, options: job.options, fits: fits, threads: threads)
    guard work.seconds > patience else { return }
    let names = entries.map(\.name).joined(separator: " and ")
    Console.note(
      "training \(names) will take about \(text(of: work.seconds)) on \(threads == 1 ? "1 thread" : "\(threads) threads")"
        + work.fasterOptions, always: true)
  }

  /// Fits that are to be done.
  private struct Work {
    var entries: [ModelEntry]
    var options: ForecasterOptions
    var fits: [TrainingData]
    let threads: Int

    /// Seconds until they are done.
    var seconds: Double {
      let all = entries.reduce(0) { sum, entry in
        fits.reduce(sum) { $0 + (entry.cost(ofFitting: $1, options)?.seconds ?? 0) }
      }
      return all / max(1, parallelShare * Double(threads))
    }

    /// Options by which less than half of the time is enough, with theirs, as they follow what is said.
    var fasterOptions: String {
      var offers: [(option: String, work: Work)] = []
      if fits.count > 1 {
        var once = self
        once.fits = [fits[0]]
        offers.append(("--refit never", once))
      }
      if options.lookback == nil {
        var shorter = self
        shorter.options.lookback = LookbackRule(fits[0], horizon: options.horizon).lookback
        offers.append(("--lookback \(shorter.options.lookback ?? 0)", shorter))
      }
      var linear = self
      linear.entries = ModelRegistry.entries.filter { $0.name == fastModel }
      offers.append(("--model \(fastModel)", linear))
      let faster = offers.filter { 2 * $0.work.seconds < seconds }.map {
        "\($0.option) takes about \(text(of: $0.work.seconds))"
      }
      return faster.isEmpty ? "" : "; " + faster.joined(separator: ", ")
    }
  }

  /// Says how long a backtest will take, as ``note(_:fits:threads:)`` does.
  static func note(_ job: Job, _ backtest: Backtest, on panel: Panel, threads: Int) throws {
    let folds = try Folds(backtest, of: panel)
    let fits = stride(from: 0, to: folds.count, by: backtest.refit.period(of: folds.count)).map {
      TrainingData(panel: panel, rows: folds[$0].trainingRows)
    }
    note(job, fits: fits, threads: threads)
  }

  /// What a backtest of the default model takes on two threads; `nil` where its folds do not fit.
  static func plan(of backtest: Backtest, on panel: Panel) -> Inspection.Plan? {
    guard let folds = try? Folds(backtest, of: panel), folds.count > 0,
      let entry = try? ModelRegistry.entry(named: ModelRegistry.defaultModel)
    else { return nil }
    let options = ForecasterOptions(horizon: backtest.horizon)
    let data = TrainingData(panel: panel, rows: folds[0].trainingRows)
    guard let cost = entry.cost(ofFitting: data, options) else { return nil }
    let work = Work(entries: [entry], options: options, fits: [data], threads: plannedThreads)
    return Inspection.Plan(
      rows: panel.series.reduce(0) { $0 + $1.count }, series: panel.series.count, windows: cost.windows,
      megabytes: Int(cost.bytes / 1e6), seconds: work.seconds,
      faster: work.seconds > patience ? work.fasterOptions : "")
  }

  /// Seconds in words, with one digit that means something.
  static func text(of seconds: Double) -> String {
    let units: [(name: String, seconds: Double)] = [("s", 1), ("minutes", 60), ("hours", 3_600)]
    let unit = seconds < 90 ? units[0] : seconds < 5_400 ? units[1] : units[2]
    let count = max(1, (seconds / unit.seconds).rounded())
    let step = count >= 20 ? 10.0 : count >= 10 ? 5 : 1
    return "\(Int((count / step).rounded() * step)) \(unit.name)"
  }
}
