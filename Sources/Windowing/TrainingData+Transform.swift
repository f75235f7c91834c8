import Files
import Forecasting
import TimeSeries

extension Panel {
  /// The target of each series after `transform`, in the rows given for it.
  ///
  /// - Throws: `Failure` (data) for the first series with a value that the transform does not admit, with
  ///   those of others.
  package func transformedTargets(_ rows: [Range<Int>], by transform: Transform) throws(Failure) -> [[Double]]
  {
    var failures = SeriesFailures()
    var targets: [[Double]] = []
    for (series, rows) in zip(series, rows) {
      let target = try failures.attempt { () throws(Failure) in
        try series.transformedTarget(rows, by: transform)
      }
      targets.append(target ?? [])
    }
    try failures.finish()
    return targets
  }
}

extension TrainingData {
  /// The target of each series after the transform, up to the end of its training rows: later rows are left
  /// out, so that they cannot be read.
  package func transformedTargets(_ transform: Transform) throws(Failure) -> [[Double]] {
    try panel.transformedTargets(rows.map { 0..<$0.upperBound }, by: transform)
  }
}
