public import TimeSeries

/// The lookback of a model whose options name none: from the horizon, the season and the rows there are.
///
/// With a season of m steps the lookback is max(2 m, 2 H, 24); without one, and for business days, min(96,
/// 0.35 n) but at least 2 H. Of the n rows of the longest training range at least 0.4 n + H are left as
/// targets of windows: the lookback is at most 0.6 n - H, and at least 1. Shorter series are padded.
public struct LookbackRule: Sendable, Equatable {
  /// Past steps to read.
  public let lookback: Int
  /// What decided, in words that follow "lookback 48:".
  public let reason: String

  /// The longest season that a window reads twice.
  private static let longestSeason = 192

  /// Applies the rule.
  ///
  /// - Parameter trainingRows: Rows of the longest training range.
  public init(horizon: Int, season: Int, spacing: Spacing, trainingRows: Int) {
    precondition(horizon >= 1 && season >= 1, "a horizon and a season of at least one step")
    let wanted: Int
    let why: String
    if season == 1 || spacing == .businessDays || season > Self.longestSeason {
      let share = Int(0.35 * Double(trainingRows))
      (wanted, why) =
        [
          (2 * horizon, "twice the horizon of \(horizon)"),
          share < 96
            ? (share, "0.35 of \(trainingRows) training rows")
            : (
              96,
              season > Self.longestSeason ? "the default for a long season" : "the default without a season"
            ),
        ].max { $0.0 < $1.0 } ?? (96, "")
    } else {
      (wanted, why) =
        [
          (24, "the least for a seasonal series"), (2 * horizon, "twice the horizon of \(horizon)"),
          (2 * season, "twice the season of \(season)"),
        ].max { $0.0 < $1.0 } ?? (24, "")
    }
    let most = max(1, Int(0.6 * Double(trainingRows)) - horizon)
    lookback = min(wanted, most)
    reason = wanted <= most ? why : "the most that \(trainingRows) training rows leave room for"
  }

  /// Applies the rule to the training ranges of `data`.
  public init(_ data: TrainingData, horizon: Int) {
    self.init(
      horizon: horizon, season: data.panel.season, spacing: data.panel.spacing,
      trainingRows: data.rows.map(\.count).max() ?? 0)
  }
}
