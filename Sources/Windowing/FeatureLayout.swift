import Files
import Forecasting
import TimeSeries

/// Which numbers a network reads at each step of the lookback and for each lead.
package struct FeatureLayout: Codable, Sendable, Equatable {
  /// Whether inputs carry a mask and the time since the last observation, because training rows had gaps.
  var hasMask: Bool
  /// Past covariates.
  package var past: Int
  /// Covariates known ahead.
  package var future: Int
  /// Calendar harmonics of each lead.
  package var calendar: Int
  /// Calendar harmonics of each step.
  var stepCalendar: Int
  /// Static covariates.
  package var statics: Int

  /// Features of each step: target, mask and age, past, future, calendar, static.
  package var stepFeatures: Int { 1 + (hasMask ? 2 : 0) + past + future + stepCalendar + statics }
  /// Values of each lead: future covariates and calendar.
  package var leadFeatures: Int { future + calendar }
}

extension FeatureLayout {
  /// The features of a fit on the rows that `data` allows.
  ///
  /// - Parameters:
  ///   - targets: The (transformed) target of each series.
  ///   - calendar: Whether the calendar's harmonics are features.
  ///   - readsSteps: Whether they are of the steps too, for a network that reads them one by one.
  package init(_ data: TrainingData, targets: [[Double]], calendar: Bool, readsSteps: Bool = true) {
    let panel = data.panel
    hasMask = zip(targets, data.runs).contains { target, runs in
      // The first difference of a run is missing by construction and says nothing about its data.
      runs.contains { target[$0].dropFirst().contains { $0.isNaN } }
    }
    past = panel.covariates.past.count
    future = panel.covariates.future.count
    self.calendar = CalendarFeatures(spacing: calendar ? panel.spacing : .steps, kind: panel.timeKind).count
    stepCalendar = readsSteps ? self.calendar : 0
    statics = panel.covariates.statics.count
  }

  /// Refuses a stored layout that is not that of its covariates and calendar.
  ///
  /// - Throws: `Failure` (model file).
  package func check(
    _ covariates: Panel.Covariates, calendar: Bool, spacing: Spacing, timeKind: TimeKind
  ) throws(Failure) {
    let expected = (covariates.past.count, covariates.future.count, covariates.statics.count)
    let harmonics = CalendarFeatures(spacing: calendar ? spacing : .steps, kind: timeKind)
    guard expected == (past, future, statics), self.calendar == harmonics.count,
      stepCalendar == 0 || stepCalendar == self.calendar
    else {
      throw Failure(.modelFile, "the configuration's features do not match its covariates")
    }
  }
}
