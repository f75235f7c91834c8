/// The distance between the rows of a series.
public enum Spacing: Hashable, Sendable, Codable {
  /// Rows without a time, which are numbered from 0.
  case steps
  /// A fixed number of nanoseconds below a day (and elapsed time of any spacing).
  case fixed(nanoseconds: Int64)
  /// A number of calendar days.
  case days(Int)
  /// Sessions: weekdays, with holidays left out.
  ///
  /// The next session after the end is the next weekday.
  case businessDays
  /// A number of months, all on the same day of the month or all on the last.
  case months(Int)
  /// Rows without a regular spacing, with their median distance in nanoseconds.
  ///
  /// Steps are then rows.
  case irregular(medianNanoseconds: Int64)
}
