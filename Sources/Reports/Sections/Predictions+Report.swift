public import Backtesting
import Files
import Forecasting
public import TimeSeries

extension Predictions {
  /// The series that a report of forecasts shows at most.
  private static let mostSeries = 60
  /// The rows that its table has at most.
  private static let mostRows = 1_000

  /// Makes a report of forecasts past the end of a panel.
  ///
  /// - Parameters:
  ///   - panel: The panel that was forecast.
  ///   - origin: The program, its arguments and the files that the figures were computed from.
  /// - Returns: The report, with all its sections.
  public func report(after panel: Panel, from origin: ReportOrigin) -> Report {
    let names = models.map(\.name)
    let horizon = rows.map(\.lead).max() ?? 0
    let shown = rowsOfSeries.enumerated().filter { !$0.element.isEmpty }.prefix(Self.mostSeries)
    let count = rowsOfSeries.count { !$0.isEmpty }
    var findings = [
      "\(names.listed) forecast \(ShownText.counted(horizon, "row")) after the last known row of \(count) series."
    ]
    if shown.count < count { findings.append("The charts show the first \(shown.count) of them.") }
    if asked.levels.isEmpty {
      findings.append("No intervals were asked for: nothing here says how sure the forecasts are.")
    }
    return Report(
      title: "Forecasts of \(names.listed)", findings: findings,
      sections: [
        Report.Section(
          heading: "Forecasts",
          blocks: shown.map { .chart(chart(ofForecastsOf: $0.offset, of: panel), reading: "") }),
        Report.Section(heading: "Numbers", blocks: [.table(table)]), origin.section,
      ])
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
          .count(rows[row].lead),
        ]
          + zip(columns, formats).map { column, format in
            let value = column.values[row].isNaN ? nil : column.values[row]
            return .number(format.text(value), value: value)
          }
      }, isFolded: shown.count > 60)
  }
}
