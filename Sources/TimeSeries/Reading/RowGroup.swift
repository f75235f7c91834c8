import Files

/// The rows of one series with all its columns, oldest first once ``putInOrder(keepFirst:lines:text:fix:)`` is done.
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

  /// Splits a table into its series, in the order in which they first appear.
  static func groups(of table: consuming RowTable, names: [String]) -> [RowGroup] {
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

  /// What had to be done to put rows in order.
  struct Ordering {
    /// Whether the newest row came first.
    var isReversed = false
    /// Rows left out because their time came before.
    var duplicateCount = 0
  }

  /// Puts the rows in time order if they are newest first; rows in no order are refused.
  ///
  /// - Parameters:
  ///   - keepFirst: Whether of several rows with one time the first is kept, instead of refusing them.
  ///   - idHint: What to suggest if the rows may belong to several series.
  /// - Throws: `Failure` (data) naming the two lines.
  mutating func putInOrder(
    keepFirst: Bool, lines: LineMap, text: TimeText, idHint: String?
  ) throws(Failure) -> Ordering {
    var (later, earlier, equal) = (0, 0, 0)
    for row in times.indices.dropFirst() {
      let (first, second) = (times[row - 1], times[row])
      if first < second { later += 1 } else if second < first { earlier += 1 } else { equal += 1 }
    }
    var ordering = Ordering()
    if earlier == 0 && equal == 0 { return ordering }
    let isNewestFirst = earlier > later
    if later > 0 && earlier > 0 {
      throw disorder(isNewestFirst: isNewestFirst, lines: lines, text: text, idHint: idHint)
    }
    if equal > 0 {
      guard keepFirst else { throw duplicate(lines: lines, text: text, idHint: idHint) }
      ordering.duplicateCount = equal
      removeRepeatedTimes()
    }
    if isNewestFirst {
      ordering.isReversed = true
      times.reverse()
      for index in columns.indices { columns[index].reverse() }
      rows = (rows ?? (0..<Int32(truncatingIfNeeded: times.count)).map { $0 }).reversed()
    }
    return ordering
  }

  private mutating func removeRepeatedTimes() {
    let kept = times.indices.filter { $0 == 0 || times[$0] != times[$0 - 1] }
    rows = kept.map { rows?[$0] ?? Int32(truncatingIfNeeded: $0) }
    columns = columns.map { column in kept.map { column[$0] } }
    times = kept.map { times[$0] }
  }

  private func place(_ row: Int, _ lines: LineMap) -> Failure.Place? {
    lines.place(of: rows.map { Int($0[row]) } ?? row)
  }

  private func inSeries() -> String { name.map { " in series \(ShownText.quoted($0))" } ?? "" }

  private func disorder(isNewestFirst: Bool, lines: LineMap, text: TimeText, idHint: String?) -> Failure {
    let row =
      times.indices.dropFirst().first {
        isNewestFirst ? times[$0 - 1] < times[$0] : times[$0] < times[$0 - 1]
      } ?? 0
    let here = place(row, lines)
    let before = place(max(0, row - 1), lines)
    let direction = isNewestFirst ? "after" : "before"
    let rest = isNewestFirst ? ", though the rows are newest first" : ""
    return Failure(
      .data, at: here,
      "the time \(text.text(of: times[row])) is \(direction) that of line \(before?.line ?? 0), \(text.text(of: times[max(0, row - 1)]))\(inSeries())\(rest)",
      fix: (idHint.map { "\($0); otherwise " } ?? "") + "sort the file by time")
  }

  private func duplicate(lines: LineMap, text: TimeText, idHint: String?) -> Failure {
    let row = times.indices.dropFirst().first { times[$0] == times[$0 - 1] } ?? 0
    let before = place(max(0, row - 1), lines)
    return Failure(
      .data, at: place(row, lines),
      "the time \(text.text(of: times[row])) is also that of line \(before?.line ?? 0)\(inSeries())",
      fix: (idHint.map { "\($0); otherwise " } ?? "") + "--duplicates first keeps the first row of each time")
  }
}
