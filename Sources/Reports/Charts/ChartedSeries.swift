import Algorithms
import Backtesting
import Charts
import Files
import Forecasting
import TimeSeries

/// One series of a panel, as charts show it.
struct ChartedSeries {
  let panel: Panel
  /// The series' position in the panel.
  let place: Int

  var series: Series { panel.series[place] }

  /// The axis of its times.
  var x: Axis { .times(panel.timeKind, unit: panel.elapsedUnit) }

  /// The axis of its values: the column, where the name of the series does not say it.
  var y: Axis { Axis(series.column == series.id ? "" : series.column) }

  /// Its name, and how many others there are.
  var title: String {
    panel.series.count == 1 ? series.id : "\(series.id) (series \(place + 1) of \(panel.series.count))"
  }

  /// Where a time stands on the axis.
  func position(of time: Instant) -> Double {
    Axis.position(of: time, panel.timeKind, unit: panel.elapsedUnit)
  }

  /// A row as it was observed; `nil` where nothing was.
  func point(ofRow row: Int) -> Point? {
    guard series.target.indices.contains(row), series.target[row].isFinite else { return nil }
    return Point(position(of: series.times[row]), series.target[row])
  }

  /// What was observed in `rows`, with a gap between segments.
  func observed(in rows: Range<Int>) -> Mark {
    let starts = Set(series.segments.map(\.lowerBound))
    let points = rows.flatMap { row in
      let point = Point(position(of: series.times[row]), series.target[row])
      return starts.contains(row) ? [Point(point.x, .nan), point] : [point]
    }
    return .line(Mark.Line("observed", ink: .observed, points: points))
  }

  /// The times of `rows` of predictions in words.
  func text(of times: [Instant]) -> [String] {
    let text = TimeText(kind: panel.timeKind, times: times, unit: panel.elapsedUnit)
    return times.map { text.text(of: $0) }
  }
}

extension Predictions {
  /// Draws runs of rows, each of one cutoff, as marks of the models named.
  ///
  /// - Parameters:
  ///   - runs: The rows of each cutoff.
  ///   - names: The names of the models, each of which is drawn in a colour of its own.
  ///   - series: The series, with the positions of its times on the axis.
  ///   - anchors: For each run the point that its forecasts continue; `nil` for none.
  /// - Returns: The intervals of the first model, as those of several would hide each other, and a line of
  ///   each model.
  func marks(
    of runs: [Range<Int>], models names: [String], of series: ChartedSeries, anchors: [Point?]
  ) -> [Mark] {
    let shown = names.compactMap { name in models.first { $0.name == name } }
    // Runs of a single row are points of one line.
    let isJoined = runs.allSatisfy { $0.count == 1 } && anchors.allSatisfy { $0 == nil }
    let bands = shown.prefix(1).flatMap { model in
      intervals(of: model).map { interval in
        var band: [Mark.Band.Row] = []
        for (run, anchor) in zip(runs, anchors) {
          if !isJoined { band.append(Mark.Band.Row(.nan, .nan, .nan)) }
          if let anchor { band.append(Mark.Band.Row(anchor.x, anchor.y, anchor.y)) }
          for row in run {
            let x = series.position(of: rows[row].time)
            band.append(Mark.Band.Row(x, interval.lower[row], interval.upper[row]))
          }
        }
        let name = shown.count > 1 ? "\(model.name) \(interval.name)" : interval.name
        return Mark.band(Mark.Band(name, ink: .series(1), rows: band))
      }
    }
    let lines = shown.enumerated().map { index, model in
      var points: [Point] = []
      for (run, anchor) in zip(runs, anchors) {
        if !isJoined { points.append(Point(.nan, .nan)) }
        if let anchor { points.append(anchor) }
        for row in run { points.append(Point(series.position(of: rows[row].time), model.values[row])) }
      }
      return Mark.line(Mark.Line(model.name, ink: .series(index + 1), points: points))
    }
    return bands + lines
  }

  /// The intervals of a model, the widest first: those asked for, or those between quantiles that lie alike
  /// around the median.
  private func intervals(of model: Column) -> [(name: String, lower: [Double], upper: [Double])] {
    func values(_ column: SpreadColumn) -> [Double]? {
      asked.columns.firstIndex(of: column).map { model.spread[$0] }.flatMap { $0.isEmpty ? nil : $0 }
    }
    if !asked.levels.isEmpty {
      return asked.levels.sorted(by: >).compactMap { level in
        guard let lower = values(.lower(level: level)), let upper = values(.upper(level: level)) else {
          return nil
        }
        return (SpreadColumn.text(level) + " %", lower, upper)
      }
    }
    return asked.quantiles.filter { $0 < 0.5 }.sorted().compactMap { level in
      guard
        let other = asked.quantiles.first(where: { abs($0 - (1 - level)) < 1e-9 }),
        let lower = values(.quantile(level)), let upper = values(.quantile(other))
      else { return nil }
      return (SpreadColumn.text((1 - 2 * level) * 100) + " %", lower, upper)
    }
  }

  /// The axis of the times.
  var timeAxis: Axis { .times(timeKind, unit: elapsedUnit) }

  /// Where a time stands on the axis.
  func position(of time: Instant) -> Double { Axis.position(of: time, timeKind, unit: elapsedUnit) }

  /// Rows of one series, in runs of one cutoff each.
  func runs(of rows: Range<Int>) -> [Range<Int>] {
    rows.chunked { self.rows[$0].cutoff == self.rows[$1].cutoff }
  }

  /// What the intervals in a chart of `names` are, for those who do not see it; empty where there are none.
  func intervalWords(_ names: [String]) -> String {
    guard let model = models.first(where: { $0.name == names.first }) else { return "" }
    let intervals = intervals(of: model).map(\.name)
    let owner = names.count > 1 ? " of \(model.name)" : ""
    return intervals.isEmpty ? "" : ", with intervals\(owner) that hold \(Array(intervals.reversed()).listed)"
  }
}
