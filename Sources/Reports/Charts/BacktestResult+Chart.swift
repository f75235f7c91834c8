import Algorithms
public import Backtesting
public import Charts
import Files
public import TimeSeries

extension BacktestResult {
  /// The most rows of forecasts that are shown.
  private static let mostRows = 200

  /// What was observed of a series of `panel`, and what the models asked for forecast at the last folds.
  ///
  /// As many folds are shown as have 200 rows, at least one; of several models the intervals of the first.
  public func chart(ofSeries place: Int, of panel: Panel) -> Chart {
    let charted = ChartedSeries(panel: panel, place: place)
    let all = predictions.runs(of: predictions.rowsOfSeries[place])
    var room = Self.mostRows
    let runs = all.reversed().prefix { run in
      defer { room -= run.count }
      return room >= run.count || room == Self.mostRows
    }.reversed()
    guard let first = runs.first?.first, let last = runs.last?.last else {
      return Chart(
        title: "\(charted.title): forecast at no fold", alternative: "No fold forecasts \(charted.title).",
        x: charted.x, y: charted.y, marks: [charted.observed(in: 0..<charted.series.count)])
    }
    let times = predictions.rows
    let start = charted.series.times.partitioningIndex { $0 > times[first].cutoff }
    let end = charted.series.times[..<charted.series.count].partitioningIndex { $0 > times[last].time }
    let before = max(backtest.horizon, (end - start) / 10)
    let names = predictions.models.map(\.name).filter(asked.contains)
    let marks = predictions.marks(
      of: Array(runs), models: names, of: charted, anchors: runs.map { _ in nil })
    let folds = ShownText.counted(all.count, "fold")
    let shown = runs.count < all.count ? "the last \(runs.count) of \(folds)" : folds
    let texts = charted.text(of: [times[first].cutoff, times[last].time])
    return Chart(
      title: "\(charted.title): \(shown) of horizon \(backtest.horizon)",
      alternative:
        "The chart shows what was observed of \(charted.title) from \(texts[0]) to \(texts[1]), and what \(names.listed) "
        + "forecast for it at \(shown)\(predictions.intervalWords(names)).",
      x: charted.x, y: charted.y,
      marks: marks + [charted.observed(in: max(0, start - before)..<max(start, end))])
  }
}
