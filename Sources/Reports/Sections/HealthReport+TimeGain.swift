import Algorithms
import Assessment
import Backtesting
import TimeSeries

extension HealthReport {
  /// The pairs of forecasts and values that a lag is found from at least.
  private static let leastPairs = 30

  /// How many rows forecasts are ahead of repeating the last value.
  var timeGain: Report.Section? {
    let horizon = report.evaluation.scores.horizon
    let leads = Array(Set([1, (horizon + 1) / 2, horizon])).sorted()
    let columns = predictions.series.map(column).uniqued()
    let leastHours = leastHours
    let rows = columns.flatMap { column in
      shown.compactMap { model -> [ReportTable.Cell]? in
        let gains = leads.map { lead in gain(of: model, lead: lead, column: column, leastHours) }
        guard gains.contains(where: { $0 != nil }) else { return nil }
        return [.name(report.name(model)), .name(column)]
          + gains.map { gain in .number(gain.map { "\($0)" } ?? "-", value: gain.map { Double($0) }) }
      }
    }
    guard !rows.isEmpty else { return nil }
    return Report.Section(
      heading: "Time gained",
      blocks: [
        .paragraph(
          "The lag at which forecasts follow the observed values is where their correlation is largest. A forecast that only repeats the "
            + "last value lags by its whole lead and gains nothing; one that is on time gains its lead."),
        .table(
          ReportTable(
            caption: "Rows gained, by lead", header: ["model", "values"] + leads.map { "lead \($0)" },
            rows: rows)),
      ])
  }

  /// What the values of a series are of: its column, so that patients are taken together.
  private func column(of id: String) -> String {
    report.known[id].map { $0.column.isEmpty ? "all" : $0.column } ?? "all"
  }

  /// The rows that forecasts of one lead are ahead of repeating the last value; `nil` where too few are
  /// known, or all fall on fewer hours of the day than `leastHours`, whose pattern a correlation would be of.
  private func gain(of model: Int, lead: Int, column: String, _ leastHours: Int) -> Int? {
    let values = predictions.models[model].values
    var pairs = 0
    var hours: Set<Int> = []
    let tracks = zip(predictions.series, report.rowsOfSeries).compactMap { id, rows -> TimeGain.Track? in
      guard self.column(of: id) == column, let series = report.known[id] else { return nil }
      var forecast = Array(repeating: Double.nan, count: series.count)
      for row in rows where predictions.rows[row].lead == lead {
        let time = predictions.rows[row].time
        let place = series.times.prefix(series.count).partitioningIndex { $0 >= time }
        guard place < series.count, series.times[place] == time, !series.target[place].isNaN else { continue }
        forecast[place] = values[row]
        pairs += 1
        hours.insert(CalendarCycle.hours.part(of: series.civil(time)))
      }
      return TimeGain.Track(actual: series.target, forecast: forecast)
    }
    guard pairs >= Self.leastPairs, predictions.timeKind.isCounted || hours.count >= leastHours else {
      return nil
    }
    return try? TimeGain(pooling: tracks, lead: lead).gain
  }

  /// The hours of the day that values must fall on at least, for figures of a whole day; a recording may be
  /// shorter than that.
  private var leastHours: Int {
    var all: Set<Int> = []
    for series in report.known.values {
      for time in series.times.prefix(series.count) {
        all.insert(CalendarCycle.hours.part(of: series.civil(time)))
      }
    }
    return max(1, all.count / 4)
  }
}
