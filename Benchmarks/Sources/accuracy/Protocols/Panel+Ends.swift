import TimeSeries

extension Panel {
  /// The panel without the rows of each series from an end on.
  func ending(at ends: [Int]) -> Panel {
    var panel = self
    panel.series = zip(series, ends).map { $0.prefix($1) }
    return panel
  }

  /// The number of rows of the longest series.
  var longest: Int { series.map(\.count).max() ?? 0 }
}
