public import TimeSeries

/// What the forecasts of an event did for one patient: which episodes they warned of, which they missed, and
/// which alarms were false.
///
/// An episode is a run of event rows joined as the rule says. An alarm is raised at a cutoff at which the
/// event is forecast for any lead with at least the threshold's probability; alarms joined in time are one.
/// An alarm is right where an episode begins after it within the warning time. One raised during an episode,
/// or so soon after it that rows would be joined, reports what is already there and counts neither way. One
/// that warned of nothing that was observed cannot be judged, and an episode before which no forecast was
/// made cannot have been warned of: both stand in the diary and are not counted.
///
/// Whether an alarm is raised depends on forecasts made at its cutoff alone; only its judgement looks at what
/// came.
public struct AlarmDiary: Sendable, Hashable, Codable {
  /// A forecast of the event: its probability at `target`, as it was known at `cutoff`.
  ///
  /// A forecast of the value itself is one with probability 1 or 0.
  public struct Forecast: Sendable, Hashable {
    /// The time of the last row that it knows.
    public var cutoff: Instant
    /// The time it is for.
    public var target: Instant
    /// The probability of the event, in 0...1; `.nan` where there is none.
    public var probability: Double

    /// Creates a forecast.
    public init(cutoff: Instant, target: Instant, probability: Double) {
      (self.cutoff, self.target, self.probability) = (cutoff, target, probability)
    }
  }

  /// What became of an episode or an alarm.
  public enum Outcome: String, Sendable, Hashable, Codable {
    /// An episode that was warned of.
    case hit
    /// An episode that was not.
    case missed
    /// An alarm that no episode followed.
    case falseAlarm = "false"
    /// An episode before which no forecast was made.
    case notForecast = "not-forecast"
    /// An alarm after which nothing was observed of what it warned of.
    case notObserved = "not-observed"
  }

  /// One line of the diary; times are seconds, as the input's.
  public struct Entry: Sendable, Hashable, Codable {
    /// What became of it.
    public let outcome: Outcome
    /// When the alarm was first raised; `nil` without one.
    public let alarm: Double?
    /// When the episode began; `nil` without one.
    public let start: Double?
    /// When its last event row was.
    public let end: Double?

    /// How long before the episode the alarm came, in seconds.
    public var leadTime: Double? { alarm.flatMap { alarm in start.map { $0 - alarm } } }
    var time: Double { alarm ?? start ?? 0 }
  }

  /// The entries in the order of time.
  public let entries: [Entry]
  /// The number of joined alarms that were right; one may warn of several episodes, and several of one.
  public let rightAlarms: Int
  /// The time that was observed, in seconds.
  public let observed: Double

  /// Judges forecasts of one patient.
  ///
  /// - Parameters:
  ///   - times: The times of rows, in any order.
  ///   - happened: Whether the event was there; `nil` where nothing was observed.
  ///   - forecasts: The forecasts of all cutoffs and leads.
  ///   - rule: The rule by which rows are one episode and forecasts one alarm.
  public init(times: [Instant], happened: [Bool?], forecasts: [Forecast], rule: EpisodeRule = EpisodeRule()) {
    let rows = zip(times, happened).compactMap { time, happened in happened.map { (time.inSeconds, $0) } }
      .sorted { $0.0 < $1.0 }
    let episodes = Self.episodes(rows, rule)
    let alarms = Self.alarms(forecasts, observed: Set(rows.map(\.0)), episodes, rule)
    let cutoffs = Set(forecasts.lazy.filter { !$0.probability.isNaN }.map(\.cutoff.inSeconds)).sorted()
    var entries = episodes.map { episode in
      let before = (episode.start - rule.warning)..<episode.start
      let first = alarms.joined().first { before.contains($0.time) }
      let wasForecast = cutoffs.contains { before.contains($0) }
      return Entry(
        outcome: first != nil ? .hit : wasForecast ? .missed : .notForecast, alarm: first?.time,
        start: episode.start, end: episode.end)
    }
    for alarm in alarms where !alarm.contains(where: \.isRight) {
      let outcome: Outcome = alarm.contains(where: \.isObserved) ? .falseAlarm : .notObserved
      entries.append(Entry(outcome: outcome, alarm: alarm.first?.time, start: nil, end: nil))
    }
    self.entries = entries.sorted { $0.time < $1.time }
    rightAlarms = alarms.count { $0.contains(where: \.isRight) }
    observed = zip(rows, rows.dropFirst()).map { $1.0 - $0.0 }.filter { $0 <= rule.longestGap }.reduce(0, +)
  }
}

extension AlarmDiary {
  private struct Episode {
    var start: Double
    var end: Double
  }

  private struct Alarm {
    let time: Double
    /// Whether an episode begins within the warning time.
    let isRight: Bool
    /// Whether any row that it warned of was observed.
    let isObserved: Bool
  }

  private static func episodes(_ rows: [(Double, Bool)], _ rule: EpisodeRule) -> [Episode] {
    var episodes: [Episode] = []
    var before = -Double.infinity
    for (time, happened) in rows {
      defer { before = time }
      guard happened else { continue }
      if let last = episodes.last, time - last.end <= rule.joining, time - before <= rule.longestGap {
        episodes[episodes.count - 1].end = time
      } else {
        episodes.append(Episode(start: time, end: time))
      }
    }
    return episodes.filter { $0.end - $0.start >= rule.shortest }
  }

  /// The alarms that are raised outside of episodes, those joined in time together.
  private static func alarms(
    _ forecasts: [Forecast], observed: Set<Double>, _ episodes: [Episode], _ rule: EpisodeRule
  ) -> [[Alarm]] {
    var raised: [Double: Bool] = [:]
    for forecast in forecasts where forecast.probability >= rule.threshold {
      let isObserved = observed.contains(forecast.target.inSeconds)
      raised[forecast.cutoff.inSeconds] = raised[forecast.cutoff.inSeconds] ?? false || isObserved
    }
    var alarms: [[Alarm]] = []
    for (time, isObserved) in raised.sorted(by: { $0.key < $1.key }) {
      if episodes.contains(where: { $0.start <= time && time <= $0.end + rule.joining }) { continue }
      let isRight = episodes.contains { $0.start > time && $0.start - time <= rule.warning }
      let alarm = Alarm(time: time, isRight: isRight, isObserved: isObserved)
      if let last = alarms.last?.last, time - last.time <= rule.joining {
        alarms[alarms.count - 1].append(alarm)
      } else {
        alarms.append([alarm])
      }
    }
    return alarms
  }
}
