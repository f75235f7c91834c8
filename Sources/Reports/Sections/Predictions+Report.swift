import Algorithms
public import Backtesting
import Charts
import Files
import Forecasting
public import TimeSeries

extension Predictions {
  /// The series that a report of forecasts shows at most.
  private static let mostSeries = 60
  /// The rows that its table has at most.
  private static let mostRows = 1_000

  /// Forecasts past the end of a panel as a report.
  ///
  /// - Parameters:
  ///   - panel: The panel that was forecast.
  ///   - origin: Where its figures come from.
  public func report(after panel: Panel, from origin: ReportOrigin) -> Report {
    let names = models.map(\.name)
    let horizon = rows.map(\.lead).max() ?? 0
    let shown = rowsOfSeries.enumerated().filter { !$0.element.isEmpty }.prefix(Self.mostSeries)
    let count = rowsOfSeries.count { !$0.isEmpty }
    var findings = [
      "\(names.joined(separator: ", ")) forecast \(ShownText.counted(horizon, "row")) after the last known row of \(count) series."
    ]
    if shown.count < count { findings.append("The charts show the first \(shown.count) of them.") }
    if asked.levels.isEmpty {
      findings.append("No intervals were asked for: nothing here says how sure the forecasts are.")
    }
    return Report(
      title: "Forecasts of \(names.joined(separator: ", "))", findings: findings,
      sections: [
        Report.Section(
          heading: "Forecasts", blocks: shown.map { chart(of: $0.offset, $0.element, in: panel) }),
        Report.Section(heading: "Numbers", blocks: [.table(table)]), origin.section,
      ])
  }

  private func position(_ time: Instant) -> Double {
    Axis.position(of: time, timeKind, unit: elapsedUnit)
  }

  private func chart(of index: Int, _ rows: Range<Int>, in panel: Panel) -> Report.Block {
    let known = panel.series.first { $0.id == series[index] }
    let first = known.map { max(0, $0.count - max(20, 3 * rows.count)) } ?? 0
    let observed = known.map { known in
      (first..<known.count).map { Point(position(known.times[$0]), known.target[$0]) }
    }
    let bands = Interval.all(asked).sorted { $0.level > $1.level }.compactMap { interval -> Mark? in
      guard let spread = models.first?.spread, !spread[interval.lower].isEmpty,
        !spread[interval.upper].isEmpty
      else { return nil }
      return .band(
        .init(
          "\(interval.text) %", ink: .series(1),
          rows: rows.map {
            .init(position(self.rows[$0].time), spread[interval.lower][$0], spread[interval.upper][$0])
          }))
    }
    let lines = models.enumerated().map { order, model -> Mark in
      .line(
        .init(
          model.name, ink: .series(order + 1),
          points: rows.map { Point(position(self.rows[$0].time), model.values[$0]) }))
    }
    return .chart(
      Chart(
        title: series[index],
        alternative:
          "The last known values of \(series[index]) and forecasts for \(ShownText.counted(rows.count, "row")) after them.",
        x: .times(timeKind, unit: elapsedUnit), y: Axis(),
        marks: bands + [.line(.init("observed", ink: .observed, points: observed ?? []))] + lines),
      reading: bands.isEmpty
        ? "" : "Bands are the intervals of \(models.first?.name ?? "") that were asked for.")
  }

  /// The forecasts as the predictions file has them.
  private var table: ReportTable {
    let columns = columns
    var text = TimeText(kind: timeKind, unit: elapsedUnit)
    for row in rows { text.include(row.time) }
    let formats = columns.map { NumberText(fitting: $0.values.map { $0.isNaN ? nil : $0 }) }
    let shown = rows.indices.prefix(Self.mostRows)
    return ReportTable(
      caption: shown.count < rows.count
        ? "The first \(shown.count) of \(rows.count) rows of the predictions" : "The predictions",
      header: ["series", "time", "lead"] + columns.map(\.name),
      rows: shown.map { row in
        [
          .name(series[rows[row].series]), .words(text.text(of: rows[row].time)),
          .number("\(rows[row].lead)", value: Double(rows[row].lead)),
        ]
          + zip(columns, formats).map { column, format in
            let value = column.values[row].isNaN ? nil : column.values[row]
            return .number(format.text(value), value: value)
          }
      }, isFolded: shown.count > 60)
  }
}
