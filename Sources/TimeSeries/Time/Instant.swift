/// A point on a time axis, exact to the nanosecond.
///
/// What it counts from depends on the axis' ``TimeKind``: seconds since 1970-01-01 00:00:00 for dates,
/// seconds since the start for elapsed time, and plain steps for a series without a time column.
public struct Instant: Hashable, Comparable, Sendable {
  /// Whole seconds (or steps), rounded towards negative infinity.
  public var seconds: Int64
  /// The fraction, in 0..<1,000,000,000.
  public var nanoseconds: Int32

  /// Creates an instant.
  public init(seconds: Int64, nanoseconds: Int32 = 0) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// Whether `left` is earlier than `right`.
  public static func < (left: Self, right: Self) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }
}

/// What the instants of a time axis mean, and so how they are written.
public enum TimeKind: String, Hashable, Sendable, Codable {
  /// Calendar dates and times without an offset, written as they were read.
  case local
  /// Instants that came with an offset or as an epoch; written in UTC with `Z`.
  case utc
  /// Seconds since the start of the series; written as a number.
  case elapsed
  /// The number of a row, from 0, where there is no time column.
  case step

  /// Whether times count from a start, instead of being dates.
  package var isCounted: Bool { self == .elapsed || self == .step }
}
