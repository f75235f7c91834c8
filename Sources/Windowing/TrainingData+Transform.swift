import Files
import Forecasting
import TimeSeries

extension TrainingData {
  /// The transformed target of each series; rows past the training range are left out, so nobody can read
  /// them.
  package func transformedTargets(_ transform: Transform) throws(Failure) -> [[Double]] {
    var targets: [[Double]] = []
    for (series, rows) in zip(panel.series, rows) {
      targets.append(try series.transformedTarget(0..<rows.upperBound, by: transform))
    }
    return targets
  }
}
