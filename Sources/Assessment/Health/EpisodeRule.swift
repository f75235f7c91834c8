/// The rule by which rows of an event are one episode, and alarms one alarm.
///
/// All times are in seconds.
public struct EpisodeRule: Sendable, Hashable, Codable {
  /// Event rows, or alarms, that are no further apart are one.
  public var joining: Double
  /// The shortest episode, from its first event row to its last; shorter ones are none.
  public var shortest: Double
  /// Rows further apart than this were not observed in between: the time is not counted, and no episode spans
  /// it.
  public var longestGap: Double
  /// How long before the beginning of an episode an alarm may be to have warned of it.
  public var warning: Double
  /// The probability from which on a forecast is an alarm.
  public var threshold: Double

  /// Creates a rule; without arguments the one for glucose by consensus, in which an episode has at least 15
  /// minutes and ends with as many outside, and an alarm may come up to an hour ahead.
  public init(
    joining: Double = 900, shortest: Double = 900, longestGap: Double = 2700, warning: Double = 3600,
    threshold: Double = 0.5
  ) {
    (self.joining, self.shortest, self.longestGap) = (joining, shortest, longestGap)
    (self.warning, self.threshold) = (warning, threshold)
  }
}
