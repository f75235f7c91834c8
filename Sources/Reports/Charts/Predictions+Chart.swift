public import Backtesting
public import Charts
import Files
public import TimeSeries

extension Predictions {
  /// The least number of rows that are shown of the past.
  private static let leastHistory = 60

  /// What was observed of a series of `panel` lately, and what is forecast after it.
  ///
  /// Of the past four times as many rows are shown as are forecast, at least 60; of several models the
  /// intervals of the first.
  public func chart(ofForecastsOf place: Int, of panel: Panel) -> Chart {
    let charted = ChartedSeries(panel: panel, place: place)
    let series = charted.series
    let runs = runs(of: rowsOfSeries[place]).suffix(1)
    let horizon = runs.first?.count ?? 0
    let history = max(0, series.count - max(4 * horizon, Self.leastHistory))..<series.count
    let last = charted.point(ofRow: series.count - 1)
    let names = models.map(\.name)
    let times = charted.text(
      of: series.times[history].prefix(1) + series.times[history].suffix(1)
        + (runs.first?.last.map { [rows[$0].time] } ?? []))
    var marks =
      self.marks(of: Array(runs), models: names, of: charted, anchors: [last]) + [
        charted.observed(in: history)
      ]
    if let cutoff = series.times[..<series.count].last {
      marks.append(.rule(Mark.Rule(.vertical(charted.position(of: cutoff)), label: "cutoff")))
    }
    let steps = ShownText.counted(horizon, "step")
    guard times.count == 3 else {
      return Chart(
        title: charted.title, alternative: "Nothing is known of \(charted.title).", x: charted.x,
        y: charted.y,
        marks: marks)
    }
    return Chart(
      title: "\(charted.title): \(steps) after \(times[1])",
      alternative:
        "The chart shows what was observed of \(charted.title) from \(times[0]) to \(times[1]), and what \(names.listed) "
        + "\(names.count == 1 ? "forecasts" : "forecast") for the \(steps) after, to \(times[2])"
        + "\(intervalWords(names)).",
      x: charted.x, y: charted.y, marks: marks)
  }
}
