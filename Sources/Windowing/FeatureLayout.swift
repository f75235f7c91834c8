import Files
import Forecasting
import TimeSeries

/// The features that a network reads at each step of the lookback and for each lead.
package struct FeatureLayout: Codable, Sendable, Equatable {
  /// Whether each step has a mask, 1 where the target is observed, and the time since the last observed
  /// value.
  ///
  /// They are used where the training rows have missing cells.
  var hasMask: Bool
  /// The number of covariates known up to the cutoff.
  package var past: Int
  /// The number of covariates known ahead.
  package var future: Int
  /// The number of calendar harmonics of each lead.
  package var calendar: Int
  /// The number of calendar harmonics of each step.
  var stepCalendar: Int
  /// The number of static covariates.
  package var statics: Int

  /// The number of features of each step, in this order: target, mask and time since the last observed value,
  /// past covariates, covariates known ahead, calendar, static covariates.
  package var stepFeatures: Int { 1 + (hasMask ? 2 : 0) + past + future + stepCalendar + statics }
  /// The number of features of each lead: covariates known ahead, then calendar.
  package var leadFeatures: Int { future + calendar }
}

extension FeatureLayout {
  /// Chooses the features of a fit on the rows that `data` allows.
  ///
  /// - Parameters:
  ///   - data: The panel, and the rows that may be learnt from.
  ///   - targets: The transformed target of each series.
  ///   - calendar: Whether the calendar's harmonics are features.
  ///   - readsSteps: Whether these are features of the steps too, for a network that reads them one by one.
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

  /// Throws where a stored layout does not agree with the stored covariates and calendar.
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
