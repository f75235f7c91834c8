import Files

/// A series of which no row has a value.
struct EmptySeries: Sendable {
  /// The series' name.
  let id: String
  /// The name of its rows, if none of them has a value of any target; `nil` where they are those of other
  /// series too.
  let recording: String?
  /// Its first row.
  let place: Failure.Place?
}
