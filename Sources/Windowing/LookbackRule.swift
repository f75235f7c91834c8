import Forecasting
public import TimeSeries

/// The lookback of a model where the options name none, from the horizon, the season and the number of
/// training rows.
///
/// With a season of m steps the lookback is max(2 m, 2 H, 24); without a season, for a season of more than
/// 192 steps and for business days, it is min(96, 0.35 n), but at least 2 H. It is at most 0.6 n − H and at
/// least 1, so that at least 0.4 n + H of the n rows of the longest training range remain as targets of
/// windows. Shorter series are padded.
///
/// A model that reads a window as a whole reads a longer season M too, where 2 M + 2 H is at most 0.7 n: 52
/// weeks for days with a season of a week, a week for hours with a season of a day. Its lookback is 2 max(M,
/// H); where that is more than 400 steps, it is M + 2 H, rounded up to a multiple of four seasons.
public struct LookbackRule: Sendable, Equatable {
  /// How a model reads its window, which determines the cost of a longer lookback.
  public enum Reading: Sendable {
    /// Step by step.
    case steps
    /// All steps at once, or in patches of steps.
    case windows
  }

  /// The number of past steps.
  public let lookback: Int
  /// The reason for the lookback, in words that follow "lookback 48:".
  public let reason: String

  /// The longest season of which the lookback holds two periods, where no longer season is read.
  private static let longestSeason = 192
  /// The largest lookback that holds two periods of the longer season.
  private static let mostSteps = 400

  /// Applies the rule.
  ///
  /// - Parameters:
  ///   - horizon: The number of leads.
  ///   - season: The number of steps in a season; 1 for none.
  ///   - spacing: The spacing of the rows.
  ///   - trainingRows: The number of rows of the longest training range.
  ///   - reading: Whether the model reads its window step by step or as a whole.
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

  /// The next longer season: a week, where the season is a day; 52 weeks, where it is a week of days.
  ///
  /// It is `nil` where neither is the case.
  ///
  /// Where rows have no times, a season of 24, 48 or 96 steps is taken for a day.
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
    // The number of steps is a multiple of four seasons, so that it has divisors and patches need no
    // padding.
    let unit = 4 * season
    let steps = (longer + 2 * horizon + unit - 1) / unit * unit
    return (steps, "the longer season of \(longer) and two horizons, in whole units of four seasons")
  }
}
