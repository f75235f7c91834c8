public import Backtesting
public import Forecasting

/// What a report of a backtest needs besides its result.
public struct ReportContext: Sendable {
  /// What it is for; `nil` for nothing particular.
  public var topic: ReportTopic?
  /// The epochs of the networks that were trained, in the order in which they ended.
  public var training: [EpochRecord]
  /// The models that had been fitted before, maybe on rows after a cutoff.
  public var fitted: [String]
  /// Whether the headings that validators ask for come at the end.
  public var hasAppendix: Bool
  /// The importance of the inputs for each model, where it was asked for.
  public var importance: [ModelImportance] = []
  /// What the fits told: the decisions that they made by themselves, and remarks.
  public var notes: [FitNote] = []

  /// Creates a context.
  public init(
    topic: ReportTopic? = nil, training: [EpochRecord] = [], fitted: [String] = [], hasAppendix: Bool = false
  ) {
    (self.topic, self.training, self.fitted, self.hasAppendix) = (topic, training, fitted, hasAppendix)
  }
}
