import Backtesting
import Reports
import TimeSeries

/// Forecasts as a table: a row for each series and lead, a column for each model.
struct ForecastTable: Encodable {
  /// One series at one lead.
  struct Row: Encodable {
    /// The series' name.
    var series: String
    /// The time forecast.
    var time: String
    /// How many steps ahead it is.
    var lead: Int
    /// The forecasts, one a column; `nil` for the probability of another target's event.
    var forecasts: [Double?]
  }

  /// The names of the columns: the models', and what was asked for beside each.
  private let models: [String]
  /// The rows, ordered by series and lead.
  private let rows: [Row]
  /// The series that are left out; `nil` where a fault would have ended the command.
  private let leftOut: [LeftOutSeries]?

  private static let mostRows = 20

  init(_ predictions: Predictions, leftOut: [LeftOutSeries]? = nil) {
    self.leftOut = leftOut
    let columns = predictions.columns
    models = columns.map(\.name)
    let text = TimeText(
      kind: predictions.timeKind, times: predictions.rows.lazy.map(\.time), unit: predictions.elapsedUnit)
    rows = predictions.rows.enumerated().map { index, row in
      Row(
        series: predictions.series[row.series], time: text.text(of: row.time), lead: row.lead,
        forecasts: columns.map { $0.values[index].isNaN ? nil : $0.values[index] })
    }
  }

  /// The table for a terminal; of many rows the first.
  var text: String {
    let shown = rows.prefix(Self.mostRows)
    let numbers = models.indices.map { model in
      NumberText(fitting: shown.map { $0.forecasts[model] }, digits: 6)
    }
    let table = TextTable(
      header: ["series", "time", "lead"] + models,
      rows: shown.map { row in
        [row.series, row.time, String(row.lead)]
          + zip(numbers, row.forecasts).map { $0.text($1) }
      })
    let more = rows.count - shown.count
    return table.text + (more > 0 ? "and \(more) more rows in the file\n" : "")
  }
}
