/// A column of times, read.
public struct TimeColumn: Sendable, Equatable {
  /// The instants, one a cell, in the order of the cells.
  public var instants: [Instant]
  /// What the instants mean.
  public var kind: TimeKind
  /// The format that was recognised or given, as it is told to people: `YYYY-MM-DD`, `elapsed seconds`.
  public var format: String
  /// What else should be said about the column, one sentence each; usually empty.
  public var notices: [String]
  /// What is known of the clocks that the times were written by.
  package var clocks = ClockOffsets()
  /// Whether the times are times of day without a date, which pass midnight where they fall.
  package var areClockTimes = false
  /// The day of the first row of each series, for times of day without a date; `nil` where they have none.
  package var firstDay: Int64?
  /// The unit that elapsed time was counted in, and is written in.
  package var elapsedUnit = ReadOptions.TimeUnit.seconds

  /// Creates a column.
  public init(instants: [Instant], kind: TimeKind, format: String, notices: [String] = []) {
    self.instants = instants
    self.kind = kind
    self.format = format
    self.notices = notices
  }
}
