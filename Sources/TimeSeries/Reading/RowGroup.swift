import Files

/// The rows of one series with all its columns, oldest first once ``putInOrder(_:lines:text:idHint:)`` is done.
struct RowGroup {
  /// The name of the series; `nil` when there is only one.
  var name: String?
  /// The time of every row.
  var times: [Instant]
  /// The values, `[column][row]`.
  var columns: [[Double]]
  /// The rows' positions in the table; `nil` when they are the whole table.
  var rows: [Int32]?
  /// The zone whose clocks the rows go by; `nil` where times are read as they are.
  var zone: TimeZoneTable?
  /// On which days and at which times of day the rows come; `nil` where they go on at their spacing.
  var calendar: RowCalendar?

  /// Splits a table into its series, in the order in which they first appear.
  static func groups(of table: consuming RowTable, names: [String]) -> [RowGroup] {
    let clocks = table.clocks
    let clockTimes = table.areClockTimes ? ClockTimes(firstDay: table.firstDay, zone: clocks.zone) : nil
    var groups = unresolvedGroups(of: table, names: names)
    if !clocks.repeated.isEmpty {
      let shifts = Dictionary(clocks.repeated.map { ($0.row, $0.seconds) }) { first, _ in first }
      for index in groups.indices { groups[index].resolveRepeatedTimes(shifts) }
    }
    clockTimes?.resolve(&groups)
    return groups
  }

  private static func unresolvedGroups(of table: consuming RowTable, names: [String]) -> [RowGroup] {
    guard !table.series.isEmpty else {
      let times = table.instants.isEmpty ? steps(table.rowCount) : table.instants
      let zone = table.clocks.zone(of: table.instants.indices, at: table.instants)
      return [RowGroup(name: names.first, times: times, columns: table.values, zone: zone)]
    }
    var starts = [Int](repeating: 0, count: names.count + 1)
    for number in table.series { starts[Int(number) + 1] += 1 }
    for number in names.indices { starts[number + 1] += starts[number] }
    var next = starts
    var order = [Int32](repeating: 0, count: table.series.count)
    for (row, number) in table.series.enumerated() {
      order[next[Int(number)]] = Int32(truncatingIfNeeded: row)
      next[Int(number)] += 1
    }
    return names.indices.compactMap { number in
      let rows = Array(order[starts[number]..<starts[number + 1]])
      if rows.isEmpty { return nil }
      let times = table.instants.isEmpty ? steps(rows.count) : rows.map { table.instants[Int($0)] }
      let columns = table.values.map { column in rows.map { column[Int($0)] } }
      let zone = table.clocks.zone(of: rows.lazy.map { Int($0) }, at: table.instants)
      return RowGroup(name: names[number], times: times, columns: columns, rows: rows, zone: zone)
    }
  }

  private static func steps(_ count: Int) -> [Instant] { (0..<count).map { Instant(seconds: Int64($0)) } }

  /// The rows once for each series that the header tells apart, with its own columns.
  func divided(among entities: [String]) -> [RowGroup] {
    let width = columns.count / max(1, entities.count)
    return entities.enumerated().map { index, entity in
      var own = self
      own.columns = Array(columns[index * width..<(index + 1) * width])
      own.name = entities.count == 1 ? name ?? entity : name.map { "\($0)/\(entity)" } ?? entity
      return own
    }
  }
}
