/// One target over time with its covariates, one element a row, oldest first.
///
/// Rows `0..<count` have a target (`.nan` where the cell was missing). Rows `count..<times.count` lie in the
/// future: only their times and future covariates are known.
public struct Series: Sendable, Equatable {
  /// The series' name, as in the predictions file's `unique_id`.
  public var id: String
  /// The name of the recording, or other unit of observation, that the series is one target of: the targets
  /// of one patient share it.
  ///
  /// It is the series' own name where there is only one target.
  public var recording: String
  /// The name of the column that holds the target; empty where the series was not read from one, or where
  /// every column is a series of one quantity.
  public var column: String
  /// The time of every row, strictly increasing; future rows included.
  public var times: TimeAxis
  /// The target, one value a known row; `.nan` is a missing cell.
  public var target: [Double]
  /// Past covariates, `[covariate][row]`, each as long as `target`; `.nan` is a missing cell.
  public var past: [[Double]]
  /// Covariates known ahead, `[covariate][row]`, each as long as `times`; `.nan` is a missing cell.
  public var future: [[Double]]
  /// Static covariates, one value each.
  public var statics: [Double]
  /// The runs of known rows that no gap longer than the largest one allowed divides.
  ///
  /// No window crosses from one segment into another.
  public var segments: [Range<Int>]
  /// The zone whose clocks the series goes by; `nil` where its times are read as they are.
  package var zone: TimeZoneTable?
  /// On which days and at which times of day its rows come; `nil` where they go on at their spacing.
  package var calendar: RowCalendar?

  /// Creates a series; without `segments`, all known rows are one segment, and without `recording`, it is one
  /// of its own.
  public init(
    id: String, recording: String? = nil, column: String = "", times: TimeAxis, target: [Double],
    past: [[Double]] = [], future: [[Double]] = [], statics: [Double] = [],
    segments: [Range<Int>]? = nil
  ) {
    precondition(times.count >= target.count, "a series has a time for each of its \(target.count) targets")
    precondition(past.allSatisfy { $0.count == target.count }, "past covariates are as long as the target")
    precondition(future.allSatisfy { $0.count == times.count }, "future covariates are as long as the times")
    self.id = id
    self.recording = recording ?? id
    self.column = column
    self.times = times
    self.target = target
    self.past = past
    self.future = future
    self.statics = statics
    self.segments = segments ?? [0..<target.count]
  }

  /// Creates a series as ``init(id:recording:column:times:target:past:future:statics:segments:)`` does, from
  /// instants in an array.
  public init(
    id: String, recording: String? = nil, column: String = "", times: [Instant], target: [Double],
    past: [[Double]] = [], future: [[Double]] = [], statics: [Double] = [],
    segments: [Range<Int>]? = nil
  ) {
    self.init(
      id: id, recording: recording, column: column, times: TimeAxis(times), target: target, past: past,
      future: future, statics: statics, segments: segments)
  }

  /// The series as it was after its first `rows` rows: without later times, values and covariates known
  /// ahead.
  ///
  /// - Precondition: There are as many known rows.
  public func prefix(_ rows: Int) -> Series {
    precondition(rows <= count, "a series of \(count) known rows has no first \(rows)")
    var series = self
    series.times = TimeAxis(times[..<rows])
    series.target = Array(target[..<rows])
    series.past = past.map { Array($0[..<rows]) }
    series.future = future.map { Array($0[..<rows]) }
    series.segments = segments.map { $0.clamped(to: 0..<rows) }.filter { !$0.isEmpty }
    if let last = series.times.last { series.zone = zone?.known(at: last) }
    return series
  }

  /// The number of known rows: rows up to the last one with a target.
  public var count: Int { target.count }

  /// The bytes of the values and times in memory, where no other series shares them.
  package var heldBytes: Int {
    let values = target.count * (1 + past.count) + times.count * future.count + statics.count
    return MemoryLayout<Double>.stride * values + times.heldBytes
  }

  /// The times of the known rows.
  package var knownTimes: Slice<TimeAxis> { times[..<count] }

  /// Whether the known rows are at the times of those of `other`.
  package func hasKnownTimes(of other: Series) -> Bool {
    count == other.count && (times == other.times || knownTimes.elementsEqual(other.knownTimes))
  }

  /// The last value observed before row `end`; `nil` where there is none.
  package func lastObserved(before end: Int) -> Double? { target.prefix(end).last { !$0.isNaN } }
}
