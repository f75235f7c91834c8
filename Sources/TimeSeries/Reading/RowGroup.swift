import Files

/// The rows of one series with all its columns, oldest first once ``putInOrder(_:lines:text:idHint:)`` is
/// done.
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
  ///
  /// - Parameters:
  ///   - table: The rows of all series.
  ///   - names: The names of the series, by their numbers in the table.
  ///   - keepingValues: Whether the values of the series with a name are needed; every value of the others is
  ///     replaced by 1, so that only missing cells are known of them. `nil` for all.
  /// - Returns: The series, with their rows in the order of the table.
  static func groups(
    of table: consuming RowTable, names: [String], keepingValues: ((String) -> Bool)? = nil
  ) -> [RowGroup] {
    let clocks = table.clocks
    let clockTimes = table.areClockTimes ? ClockTimes(firstDay: table.firstDay, zone: clocks.zone) : nil
    var groups = unresolvedGroups(of: table, names: names, keepingValues: keepingValues)
    if !clocks.repeated.isEmpty {
      let shifts = Dictionary(clocks.repeated.map { ($0.row, $0.seconds) }) { first, _ in first }
      for index in groups.indices { groups[index].resolveRepeatedTimes(shifts) }
    }
    clockTimes?.resolve(&groups)
    return groups
  }

  private static func unresolvedGroups(
    of table: consuming RowTable, names: [String], keepingValues: ((String) -> Bool)?
  ) -> [RowGroup] {
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
    var (axis, marks) = ([Instant](), CellMarks())
    return names.indices.compactMap { number in
      let rows = Array(order[starts[number]..<starts[number + 1]])
      var group = table.others?.group(number, names[number], of: table, sharing: &marks)
      if rows.isEmpty { return group }
      // Series that have rows at the same times share them in memory.
      let isSameAxis =
        rows.count == axis.count && rows.indices.allSatisfy { time($0, in: rows, of: table) == axis[$0] }
      if !isSameAxis { axis = rows.indices.map { time($0, in: rows, of: table) } }
      let keepsValues = keepingValues?(names[number]) ?? true
      let columns = table.values.map { column in
        keepsValues ? rows.map { column[Int($0)] } : marks.column(of: rows, in: column)
      }
      let zone = table.clocks.zone(of: rows.lazy.map { Int($0) }, at: table.instants)
      let own = RowGroup(name: names[number], times: axis, columns: columns, rows: rows, zone: zone)
      group?.append(own)
      return group ?? own
    }
  }

  private static func steps(_ count: Int) -> [Instant] { (0..<count).map { Instant(seconds: Int64($0)) } }

  /// The time of one of the rows of a series; its position where the table has no times.
  private static func time(_ position: Int, in rows: [Int32], of table: borrowing RowTable) -> Instant {
    table.instants.isEmpty ? Instant(seconds: Int64(position)) : table.instants[Int(rows[position])]
  }

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
