import Forecasting
public import TimeSeries

/// The lookback of a model whose options name none: from the horizon, the season and the rows there are.
///
/// With a season of m steps the lookback is max(2 m, 2 H, 24); without one, and for business days, min(96,
/// 0.35 n) but at least 2 H. Of the n rows of the longest training range at least 0.4 n + H are left as
/// targets of windows: the lookback is at most 0.6 n - H, and at least 1. Shorter series are padded.
///
/// Models that read a window as a whole see a longer season too, where 2 M + 2 H steps are at most 0.7 n: a week of days
/// that are a season, a year of 52 weeks. They read it twice, or, where that is more than 400 steps, once and two
/// horizons more, rounded up to whole units of four seasons.
public struct LookbackRule: Sendable, Equatable {
  /// How a model reads its window, which is what a longer one costs.
  public enum Reading: Sendable {
    /// Step by step.
    case steps
    /// As a whole, or in segments.
    case windows
  }

  /// Past steps to read.
  public let lookback: Int
  /// What decided, in words that follow "lookback 48:".
  public let reason: String

  /// The longest season that a model reads twice, step by step.
  private static let longestSeason = 192
  /// The most steps in which a window is read twice over its longer season.
  private static let mostSteps = 400

  /// Applies the rule.
  ///
  /// - Parameter trainingRows: Rows of the longest training range.
  public init(horizon: Int, season: Int, spacing: Spacing, trainingRows: Int, reading: Reading = .steps) {
    precondition(horizon >= 1 && season >= 1, "a horizon and a season of at least one step")
    if reading == .windows, let longer = Self.longerSeason(season, spacing),
      2 * (longer + horizon) <= Int(0.7 * Double(trainingRows))
    {
      (lookback, reason) = Self.reading(longer, season: season, horizon: horizon)
      return
    }
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
  public init(_ data: TrainingData, horizon: Int, reading: Reading = .steps) {
    self.init(
      horizon: horizon, season: data.panel.season, spacing: data.panel.spacing,
      trainingRows: data.rows.map(\.count).max() ?? 0, reading: reading)
  }

  /// The season of seasons: of days that are a season the week, of days the year in whole weeks.
  ///
  /// Without times, a season of 24, 48 or 96 steps is taken for a day.
  package static func longerSeason(_ season: Int, _ spacing: Spacing) -> Int? {
    switch spacing {
    case .days(1): return season == 7 ? 364 : nil
    case .fixed(let nanoseconds):
      let day = Int64(24 * 3_600) * 1_000_000_000
      return day % nanoseconds == 0 && day / nanoseconds == Int64(season) ? 7 * season : nil
    case .steps: return [24, 48, 96].contains(season) ? 7 * season : nil
    default: return nil
    }
  }

  private static func reading(_ longer: Int, season: Int, horizon: Int) -> (lookback: Int, reason: String) {
    let twice = 2 * max(longer, horizon)
    guard twice > mostSteps else {
      return (
        twice, longer >= horizon ? "twice the longer season of \(longer)" : "twice the horizon of \(horizon)"
      )
    }
    // Whole seasons, of a number that has divisors: segments must not be padded.
    let unit = 4 * season
    let steps = (longer + 2 * horizon + unit - 1) / unit * unit
    return (steps, "the longer season of \(longer) and two horizons, in whole units of four seasons")
  }
}
