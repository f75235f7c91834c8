import Files
import Glibc

/// Looks for a split in the prices of a series: a step to a half, a third, a quarter and so on that stays.
struct SplitNotice {
  /// The rows before and after the first step, and its factor.
  private(set) var step: (before: Int, after: Int, factor: Double)?
  /// The number of steps.
  private(set) var count = 0

  private static let factors: [Double] = [1.5, 2, 3, 4, 5, 6, 7, 8, 10, 15, 20, 25, 30, 40, 50, 100]
  /// The share by which a step may differ from a factor: prices change meanwhile.
  private static let tolerance = 0.08
  /// The least factor that is looked at.
  private static let least = 1.4
  /// Usual changes that a split exceeds by far.
  private static let outlier = 8.0

  /// Whether a column of this name holds prices.
  static func isPrice(_ name: String) -> Bool {
    let lower = name.lowercased()
    return ["close", "open", "price", "last", "high", "low", "settle"].contains { lower.contains($0) }
      && !lower.contains("adj")
  }

  /// Looks at `values`, oldest first.
  init(_ values: [Double]) {
    guard Self.hasSteps(values) else { return }
    let rows = values.indices.filter { !values[$0].isNaN }
    guard rows.count >= 10 else { return }
    let changes = zip(rows, rows.dropFirst()).map { abs(log(values[$1] / values[$0])) }
    let usual = changes.sorted()[changes.count / 2]
    for (index, change) in changes.enumerated()
    where change > log(Self.least) && change > Self.outlier * usual {
      let (before, after) = (rows[index], rows[index + 1])
      guard let factor = Self.factors.first(where: { abs(exp(change) / $0 - 1) < Self.tolerance }),
        Self.stays(values, rows, after: index + 1)
      else { continue }
      count += 1
      if step == nil { step = (before, after, values[after] < values[before] ? factor : 1 / factor) }
    }
  }

  /// Whether a positive value follows one that is larger or smaller by a factor worth looking at, and all are positive.
  ///
  /// Hardly any file of prices has such a step, and one pass without memory tells so.
  private static func hasSteps(_ values: [Double]) -> Bool {
    var last = Double.nan
    var found = false
    for value in values where !value.isNaN {
      guard value > 0 else { return false }
      if value > least * last || last > least * value { found = true }
      last = value
    }
    return found
  }

  /// Whether the next values stay near the one at `index` of `rows`: a single odd value is no split.
  private static func stays(_ values: [Double], _ rows: [Int], after index: Int) -> Bool {
    let next = rows[(index + 1)...].prefix(3)
    return !next.isEmpty && next.allSatisfy { abs(log(values[$0] / values[rows[index]])) < log(1.25) }
  }
}

extension PanelAssembly {
  /// Says of prices that seem to have been split between two rows.
  mutating func noteSplits(_ groups: [RowGroup], lines: LineMap, kind: TimeKind) {
    for (position, target) in targets.enumerated() where SplitNotice.isPrice(target) {
      var found: [String] = []
      for group in groups {
        let values = group.columns[position]
        let notice = SplitNotice(values)
        guard let step = notice.step else { continue }
        let text = TimeText(kind: kind, times: group.times.lazy.prefix(1000))
        let place = lines.place(of: group.rows.map { Int($0[step.after]) } ?? step.after)
        let name = group.name.map { " of series \(ShownText.quoted($0))" } ?? ""
        found.append(
          "\(ShownText.quoted(target))\(name) goes from \(CSVField.number(values[step.before])) to "
            + "\(CSVField.number(values[step.after])) at \(text.text(of: group.times[step.after])), line \(place?.line ?? 0)"
            + (notice.count > 1 ? ", the first of \(notice.count) such steps" : ""))
      }
      guard let first = found.first else { continue }
      let more = found.count > 1 ? " (and \(found.count - 1) other series)" : ""
      let adjusted = columnNames.first { $0.lowercased().contains("adj") }
      let advice = adjusted.map { "--target \(ColumnNames.word($0)) takes prices without such steps" }
      notices.append(
        "\(first)\(more): a split? \(advice ?? "prices before it are not adjusted, and count as they are")")
    }
  }
}
