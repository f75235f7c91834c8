import Files

extension RowGroup {
  /// What is done with rows in no order.
  struct OrderRule {
    /// Whether of several rows with one time the first is kept, instead of refusing them.
    var keepsFirst = false
    /// Whether rows are sorted, instead of being refused.
    var sorts = false
    /// Whether rows of some series have times that came before, so that sorting alone does not help.
    var meetsRepeats = false
  }

  /// What had to be done to put rows in order.
  struct Ordering {
    /// Whether the newest row came first.
    var isReversed = false
    /// Whether the rows were in no order, and sorted.
    var isSorted = false
    /// Rows left out because their time came before.
    var duplicateCount = 0
  }

  /// How the times of rows follow each other.
  private struct Steps {
    var later = 0
    var earlier = 0
    var equal = 0

    init(_ times: [Instant]) {
      for row in times.indices.dropFirst() {
        let (first, second) = (times[row - 1], times[row])
        if first < second { later += 1 } else if second < first { earlier += 1 } else { equal += 1 }
      }
    }

    var areMixed: Bool { later > 0 && earlier > 0 }
  }

  /// Puts the rows in time order if they are newest first.
  ///
  /// Rows in no order and repeated times are refused, unless `rule` says how they are treated.
  ///
  /// - Parameters:
  ///   - rule: The treatment of rows in no order and of repeated times.
  ///   - lines: The lines of the rows, for messages.
  ///   - text: The text of times, for messages.
  ///   - idHint: The option to suggest if the rows may belong to several series.
  /// - Returns: The changes that were made.
  /// - Throws: `Failure` (data) naming the two lines.
  mutating func putInOrder(
    _ rule: OrderRule, lines: LineMap, text: TimeText, idHint: () -> String?
  ) throws(Failure) -> Ordering {
    var steps = Steps(times)
    var ordering = Ordering()
    if steps.earlier == 0 && steps.equal == 0 { return ordering }
    if rule.keepsFirst, steps.equal > 0 || steps.areMixed {
      ordering.duplicateCount = removeRepeatedTimes(areAdjacent: !steps.areMixed)
      steps = Steps(times)
    }
    if steps.areMixed {
      guard rule.sorts else { throw disorder(steps, rule, lines: lines, text: text, idHint: idHint()) }
      sort()
      ordering.isSorted = true
      steps = Steps(times)
    }
    if steps.equal > 0 { throw duplicate(lines: lines, text: text, idHint: idHint()) }
    if steps.earlier > 0 {
      ordering.isReversed = true
      times.reverse()
      for index in columns.indices { columns[index].reverse() }
      rows = (rows ?? (0..<Int32(truncatingIfNeeded: times.count)).map { $0 }).reversed()
    }
    return ordering
  }

  /// Leaves out rows whose time came before, and returns how many.
  private mutating func removeRepeatedTimes(areAdjacent: Bool) -> Int {
    let count = times.count
    if areAdjacent {
      keep(times.indices.filter { $0 == 0 || times[$0] != times[$0 - 1] })
      return count - times.count
    }
    let repeated = Set(repeatedRows)
    keep(times.indices.filter { !repeated.contains($0) })
    return count - times.count
  }

  /// Whether two rows have the same time.
  var hasRepeatedTimes: Bool { !repeatedRows.isEmpty }

  /// The rows whose time came before.
  private var repeatedRows: [Int] {
    var seen: Set<Instant> = []
    return times.indices.filter { !seen.insert(times[$0]).inserted }
  }

  private mutating func sort() {
    // Rows of one time stay in their order.
    keep(times.indices.sorted { times[$0] == times[$1] ? $0 < $1 : times[$0] < times[$1] })
  }

  /// Keeps the rows at `positions`, in that order.
  private mutating func keep(_ positions: [Int]) {
    rows = positions.map { rows?[$0] ?? Int32(truncatingIfNeeded: $0) }
    columns = columns.map { column in positions.map { column[$0] } }
    times = positions.map { times[$0] }
  }
}

// MARK: - Failures

extension RowGroup {
  private func place(_ row: Int, _ lines: LineMap) -> Failure.Place? {
    lines.place(of: rows.map { Int($0[row]) } ?? row)
  }

  /// The line of a row in words; rows of series that another process reads have none.
  private func lineWords(_ row: Int, _ lines: LineMap) -> String {
    place(row, lines)?.line.map { "line \($0)" } ?? "the row before it"
  }

  private func inSeries() -> String { name.map { " in series \(ShownText.quoted($0))" } ?? "" }

  private func disorder(
    _ steps: Steps, _ rule: OrderRule, lines: LineMap, text: TimeText, idHint: String?
  ) -> Failure {
    let isNewestFirst = steps.earlier > steps.later
    let row =
      times.indices.dropFirst().first {
        isNewestFirst ? times[$0 - 1] < times[$0] : times[$0] < times[$0 - 1]
      } ?? 0
    let here = place(row, lines)
    let before = lineWords(max(0, row - 1), lines)
    let direction = isNewestFirst ? "after" : "before"
    let rest = isNewestFirst ? ", though the rows are newest first" : ""
    let repeated = repeatedRows
    var again = ""
    if let first = repeated.first {
      let line = place(first, lines)?.line
      again =
        "; \(repeated.count) rows have a time that came before\(line.map { ", the first in line \($0)" } ?? "")"
    }
    return Failure(
      .data, at: here,
      "the time \(text.text(of: times[row])) is \(direction) that of \(before), \(text.text(of: times[max(0, row - 1)]))\(inSeries())\(rest)\(again)",
      fix: clocksHint(row)
        ?? idHint.map { repeated.isEmpty ? "\($0); otherwise \(orderFix([], rule))" : $0 }
        ?? orderFix(repeated, rule),
      series: name)
  }

  /// The options by which the rows come in order, tried on them.
  private func orderFix(_ repeated: [Int], _ rule: OrderRule) -> String {
    if repeated.isEmpty, !rule.meetsRepeats {
      return "--sort reads the rows in the order of their times"
    }
    let left = Set(repeated)
    let kept = Steps(times.indices.filter { !left.contains($0) }.map { times[$0] })
    let first = "--duplicates first keeps the first row of each time"
    return kept.areMixed ? "\(first), with --sort in the order of their times" : first
  }

  private func duplicate(lines: LineMap, text: TimeText, idHint: String?) -> Failure {
    let row = times.indices.dropFirst().first { times[$0] == times[$0 - 1] } ?? 0
    let before = lineWords(max(0, row - 1), lines)
    return Failure(
      .data, at: place(row, lines),
      "the time \(text.text(of: times[row])) is also that of \(before)\(inSeries())",
      fix: clocksHint(row) ?? idHint ?? "--duplicates first keeps the first row of each time", series: name)
  }
}
