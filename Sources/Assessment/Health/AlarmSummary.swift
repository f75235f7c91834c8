/// How well alarms warned, over all patients together.
///
/// Each episode counts once, whoever had it: a patient with many weighs as much as they have. Figures are
/// `nil` where there is nothing to divide by.
public struct AlarmSummary: Sendable, Hashable, Codable {
  /// The number of patients.
  public let patients: Int
  /// The number of episodes before which forecasts were made.
  public let episodes: Int
  /// How many of them were warned of.
  public let warned: Int
  /// The number of alarms that were right, those joined in time as one.
  public let rightAlarms: Int
  /// The number of alarms that were false.
  public let falseAlarms: Int
  /// The time that was observed, in days.
  public let days: Double
  /// The middle time from the first alarm to the beginning of an episode that was warned of, in seconds.
  public let medianLeadTime: Double?

  /// Sums up the diaries of patients, in any order.
  public init(_ diaries: [AlarmDiary]) {
    let entries = diaries.flatMap(\.entries)
    patients = diaries.count
    warned = entries.count { $0.outcome == .hit }
    episodes = warned + entries.count { $0.outcome == .missed }
    rightAlarms = diaries.map(\.rightAlarms).reduce(0, +)
    falseAlarms = entries.count { $0.outcome == .falseAlarm }
    days = diaries.map(\.observed).sorted().reduce(0, +) / 86_400
    let leadTimes = entries.filter { $0.outcome == .hit }.compactMap(\.leadTime)
    medianLeadTime = Percentiles(of: leadTimes).value(at: 0.5)
  }

  /// The share of episodes that were warned of.
  public var sensitivity: Double? { episodes > 0 ? Double(warned) / Double(episodes) : nil }

  /// The share of alarms that were right: the positive predictive value.
  public var precision: Double? {
    let alarms = rightAlarms + falseAlarms
    return alarms > 0 ? Double(rightAlarms) / Double(alarms) : nil
  }

  /// False alarms for each day of a patient that was observed.
  public var falseAlarmsPerDay: Double? { days > 0 ? Double(falseAlarms) / days : nil }
}
