import Files
public import Forecasting
public import TimeSeries

/// A walk-forward evaluation: at each of several cutoffs, forecast the rows that follow from the rows before.
public struct Backtest: Sendable, Equatable {
  /// What the cutoffs of a panel have in common.
  public enum Clock: String, Sendable, CaseIterable, Codable {
    /// An instant: no series' later rows teach a model about another's earlier ones.
    case shared
    /// The number of rows to the end of each series; for unrelated series only.
    case own
  }

  /// Leads forecast at each cutoff.
  public var horizon: Int
  /// The number of cutoffs.
  public var folds: Int
  /// Rows between two cutoffs.
  public var step: Int
  /// The rule for the cutoffs; `nil` for cutoffs ``step`` rows apart.
  ///
  /// The folds are the last of the cutoffs that are followed by a whole horizon.
  public var cutoffs: CutoffRule?
  /// Training targets dropped just before the cutoff; inputs still reach it.
  public var gap: Int
  /// Rows a fold may train on; `nil` for all there are.
  public var trainWindow: Int?
  /// When models are trained again.
  public var refit: Refit
  /// Whether a refit starts at the weights of the fit before, where the model can.
  public var isWarmStarted: Bool
  /// What the cutoffs of a panel have in common; `nil` for an instant, as long as that leaves no more than
  /// half of the forecasts out that clocks of their own would allow.
  public var clock: Clock?
  /// Which series models learn from; `nil` for all.
  public var split: SeriesSplit?
  /// What models are asked for beside their points.
  public var spread = SpreadRequest.none
  /// Whether it is scored how often models call the direction of changes right.
  public var scoresDirection = false

  /// Creates a backtest.
  ///
  /// - Parameters:
  ///   - horizon: Rows that are forecast from each cutoff.
  ///   - folds: The number of cutoffs.
  ///   - step: Rows between two cutoffs; `nil` for the horizon.
  ///   - gap: Rows between a cutoff and the first row that is scored.
  ///   - trainWindow: Rows before a cutoff that models are fitted to; `nil` for all.
  ///   - refit: The folds at which models are fitted again.
  ///   - isWarmStarted: Whether a model that is fitted again starts at its earlier weights.
  ///   - clock: Whether cutoffs are instants that all series share; `nil` to decide by the panel.
  public init(
    horizon: Int, folds: Int = 20, step: Int? = nil, gap: Int = 0, trainWindow: Int? = nil,
    refit: Refit = .never, isWarmStarted: Bool = false, clock: Clock? = nil
  ) {
    self.horizon = horizon
    self.folds = folds
    self.step = step ?? horizon
    self.gap = gap
    self.trainWindow = trainWindow
    self.refit = refit
    self.isWarmStarted = isWarmStarted
    self.clock = clock
  }

  /// Whether series need clocks of their own, because at cutoffs that all share most forecasts would be left
  /// out.
  public func needsOwnClocks(on panel: Panel) -> Bool {
    var (shared, own) = (self, self)
    (shared.clock, own.clock) = (nil, .own)
    return (try? Folds(shared, of: panel)) == nil && (try? Folds(own, of: panel)) != nil
  }

  /// The fewest training rows a fold can do with: one window with a lookback of one row.
  var leastTrainingRows: Int { horizon + 1 }

  /// Rows from the first cutoff to the end of the data.
  var rowsAfterFirstCutoff: Int { (folds - 1) * step + horizon }

  /// Throws unless every number is in its range, which leaves room for their products.
  func validate() throws(Failure) {
    let most = 1_000_000_000
    for (option, value, least) in [
      ("--horizon", horizon, 1), ("--folds", folds, 1), ("--step", step, 1), ("--gap", gap, 0),
      ("--train-window", trainWindow ?? most, min(max(horizon, 0), most - 1) + 1),
    ] where !(least...most).contains(value) {
      throw Failure(
        .arguments, "\(option) is \(value), expected \(least) to \(most)",
        fix: "\(option) \(value < least ? least : most)")
    }
    if case .every(let count) = refit, count < 1 {
      throw Failure(.arguments, "--refit every-\(count) has no fold to refit at", fix: "--refit every-fold")
    }
  }
}
