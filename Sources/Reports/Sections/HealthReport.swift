import Backtesting
import TimeSeries

/// What a report says of vital signs: whether forecasts are ahead of the last value, how alarms would have
/// done, and of glucose what the error grids and the profile of a day show.
struct HealthReport {
  let report: EvaluationReport
  /// The series of glucose; `nil` where there are none.
  let glucose: GlucoseSeries?

  init(_ report: EvaluationReport) {
    self.report = report
    glucose = report.history.flatMap { GlucoseSeries(in: $0) }
  }

  var predictions: Predictions { report.evaluation.predictions }

  /// The sections, those without anything to show left out.
  var sections: [Report.Section] { ([timeGain] + alarms + [errorGrid, profile]).compactMap(\.self) }

  /// The models that are shown: those asked for, and the one that they are tested against.
  var shown: [Int] {
    report.asked + (report.reference.map { report.asked.contains($0) ? [] : [$0] } ?? [])
  }
}
