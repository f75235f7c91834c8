/// The distance between the rows of a series.
public enum Spacing: Hashable, Sendable, Codable {
  /// Rows have no time: steps 0, 1, 2, …
  case steps
  /// A fixed number of nanoseconds below a day (and elapsed time of any spacing).
  case fixed(nanoseconds: Int64)
  /// A number of calendar days.
  case days(Int)
  /// Sessions: weekdays, holidays left out. The next session after the end is the next weekday.
  case businessDays
  /// A number of months, all on the same day of the month or all on the last.
  case months(Int)
  /// No regular spacing was found; the median distance in nanoseconds. Rows are steps.
  case irregular(medianNanoseconds: Int64)
}
