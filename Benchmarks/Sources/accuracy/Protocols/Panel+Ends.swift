import TimeSeries

extension Panel {
  /// The panel without the rows of each series from an end on.
  ///
  /// - Precondition: There are no covariates known ahead, and no segments but whole series.
  func ending(at ends: [Int]) -> Panel {
    var panel = self
    panel.series = zip(series, ends).map { series, end in
      Series(
        id: series.id, recording: series.recording, times: Array(series.times.prefix(end)),
        target: Array(series.target.prefix(end)),
        past: series.past.map { Array($0.prefix(end)) }, statics: series.statics)
    }
    return panel
  }

  /// The number of rows of the longest series.
  var longest: Int { series.map(\.count).max() ?? 0 }
}
