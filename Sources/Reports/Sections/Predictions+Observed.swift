import Backtesting
import TimeSeries

extension Predictions {
  /// What was observed of the rows that are forecast, as a panel without a spacing: all that is known where
  /// no file has the history.
  var observed: Panel? {
    guard let actual else { return nil }
    let series = zip(self.series, rowsOfSeries).compactMap { id, rows -> Series? in
      var known: [Instant: Double] = [:]
      for row in rows { known[self.rows[row].time] = actual[row] }
      let times = known.keys.sorted()
      return times.isEmpty ? nil : Series(id: id, times: times, target: times.map { known[$0] ?? .nan })
    }
    var panel = Panel(series: series, timeKind: timeKind, spacing: .steps, season: 1)
    panel.elapsedUnit = elapsedUnit
    return panel
  }
}
