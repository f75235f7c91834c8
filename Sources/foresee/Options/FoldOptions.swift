import ArgumentParser
import Backtesting
import Files
import Forecasting
import TimeSeries

/// Where a backtest cuts, and when it trains.
struct FoldOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Cutoffs to forecast at, or all that the later half of the rows has room for. (default: 20)",
      valueName: "count"))
  var folds: FoldCount?

  @Option(
    help: ArgumentHelp(
      "Where cutoffs lie instead of --step: at a time of day, as 00:00; at close, the last row of each day; or at the times in a CSV file, each at the last row up to it. --folds takes the last of them, all of a file by default.",
      valueName: "when"))
  var cutoffsAt: String?

  @Option(help: ArgumentHelp("Rows between two cutoffs. (default: the horizon)", valueName: "rows"))
  var step: Int?

  @Option(help: ArgumentHelp("Training targets to drop before a cutoff.", valueName: "rows"))
  var gap = 0

  @Option(help: ArgumentHelp("Rows a fold may train on. (default: all)", valueName: "rows"))
  var trainWindow: Int?

  @Option(help: ArgumentHelp("When models train again: never, every-fold or every-K.", valueName: "when"))
  var refit = Refit.never

  @Flag(help: "Start each training at the weights of the one before.")
  var warmStart = false

  @Flag(
    help:
      "Score how often models call the direction of changes right, and test it by Pesaran and Timmermann's method."
  )
  var direction = false

  /// The backtest of `job` asked for.
  func backtest(of job: Job) throws(Failure) -> Backtest {
    if case .some(let count)? = folds { _ = try Bounds.steps.check(count, "--folds") }
    if step != nil, cutoffsAt != nil {
      throw Failure(
        .arguments, "--step and --cutoffs-at both say where cutoffs lie", fix: "leave one of them out")
    }
    _ = try timeOfDayOrClose()
    _ = try Bounds.steps.check(step, "--step")
    _ = try Bounds.countOrNone.check(gap, "--gap")
    _ = try Bounds.count.check(trainWindow, "--train-window")
    var backtest = Backtest(
      horizon: job.options.horizon, folds: (folds ?? .usual).leastCount, step: step, gap: gap,
      trainWindow: trainWindow,
      refit: refit, isWarmStarted: warmStart, clock: job.clock)
    backtest.spread = job.spread
    backtest.scoresDirection = direction
    return backtest
  }
}

/// How many cutoffs a backtest has.
enum FoldCount: ExpressibleByArgument {
  /// So many.
  case some(Int)
  /// As many as the later half of the rows has room for.
  case all

  init?(argument: String) {
    if argument == "all" {
      self = .all
    } else {
      guard let count = Int(argument) else { return nil }
      self = .some(count)
    }
  }

  /// What there is where nobody says.
  static let usual = FoldCount.some(20)

  /// The number, at least as long as the rows are not known.
  var leastCount: Int {
    switch self {
    case .some(let count): count
    case .all: 1
    }
  }

}

extension Backtest.Clock: ExpressibleByArgument {}

extension Refit: ExpressibleByArgument {
  /// Reads `never`, `every-fold` or `every-K`.
  public init?(argument: String) {
    switch argument {
    case "never": self = .never
    case "every-fold": self = .everyFold
    default:
      guard argument.hasPrefix("every-"), let count = Int(argument.dropFirst(6)), count > 0 else {
        return nil
      }
      self = .every(count)
    }
  }

  /// The text as it is given.
  public var defaultValueDescription: String {
    switch self {
    case .never: "never"
    case .everyFold: "every-fold"
    case .every(let count): "every-\(count)"
    }
  }
}
