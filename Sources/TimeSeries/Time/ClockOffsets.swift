/// What is known of the clocks by which the times of a column were written.
package struct ClockOffsets: Sendable, Equatable {
  /// An offset from UTC, and the first row that has it after rows with another.
  struct Change: Sendable, Equatable {
    var row: Int
    /// Seconds east of Greenwich.
    var seconds: Int
  }

  /// The zone that the user names; its clocks count, whatever offsets times are written with.
  var zone: TimeZoneTable?
  /// The offsets that were written, in the order of the rows; empty where there are none.
  private(set) var changes: [Change] = []

  /// The rows whose time clocks of the zone show twice, and the seconds from the first one, which the row
  /// has, to the second.
  private(set) var repeated: [Change] = []

  /// Notes that the time of `row` comes again `seconds` later.
  mutating func noteRepeated(_ seconds: Int64, row: Int) {
    repeated.append(Change(row: row, seconds: Int(seconds)))
  }

  /// Notes that the time of `row` was written with an offset.
  mutating func note(_ seconds: Int, row: Int) {
    if changes.last?.seconds != seconds { changes.append(Change(row: row, seconds: seconds)) }
  }

  /// Adds those of a column whose first row comes after `rows` rows of this one.
  mutating func append(_ other: ClockOffsets, after rows: Int) {
    zone = zone ?? other.zone
    for change in other.changes { note(change.seconds, row: rows + change.row) }
    repeated += other.repeated.map { Change(row: rows + $0.row, seconds: $0.seconds) }
  }

  /// Determines the zone of a series.
  ///
  /// - Parameters:
  ///   - rows: The rows of the series, in ascending order.
  ///   - instants: The times of all rows.
  /// - Returns: The zone that is named, or else one with the offsets of the rows, of which the last goes on;
  ///   `nil` for UTC and for times without an offset.
  func zone(of rows: some Sequence<Int>, at instants: [Instant]) -> TimeZoneTable? {
    if zone != nil || changes.isEmpty { return zone }
    if changes.count == 1 { return TimeZoneTable(observed: [(Instant(seconds: 0), changes[0].seconds)]) }
    var place = 0
    return TimeZoneTable(
      observed: rows.map { row in
        while place + 1 < changes.count, changes[place + 1].row <= row { place += 1 }
        return (instants[row], changes[place].seconds)
      })
  }
}
