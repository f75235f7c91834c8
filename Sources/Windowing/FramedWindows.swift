import Files
import Forecasting
import TimeSeries

/// The windows of a panel under a frame: normalised inputs, targets and weights, for the ridge regression and
/// for the network.
package struct FramedWindows: Sendable {
  /// The panel.
  package let panel: Panel
  /// The frame, which determines how a window is normalised.
  package let frame: WindowFrame
  /// The target of each series after its transform, up to the last row that may be read, with holiday effects
  /// removed.
  package let values: [[Double]]
  /// The statistics of the changes of each series before each row.
  private let past: [PastStatistics]
  /// The holiday effects that were removed from the values of each series; empty where the frame does not use
  /// them.
  package let holidays: [HolidayEffects]
  /// The number of past steps in a window.
  package let lookback: Int
  /// Leads.
  package let horizon: Int
  /// The calendar features of the origin that a ridge regression reads; none where the frame does not use the
  /// calendar.
  package let calendar: CalendarFeatures
  /// The unit of each series' errors, and 1 where no units are given; the weights and the losses of training
  /// windows are computed with it, and no forecast is.
  package let units: [Double]
  /// The importance of a window whose weight is 1.
  package private(set) var typicalImportance = 1.0

  /// Creates the windows of a panel from its transformed values.
  ///
  /// - Parameters:
  ///   - panel: The panel.
  ///   - frame: The frame.
  ///   - values: For each series the target after its transform, up to the last row that may be read.
  ///   - firstRows: For each series the first row that may be read; row 0 by default.
  ///   - lookback: The number of past steps in a window.
  ///   - horizon: The number of leads.
  ///   - units: The unit of each series' errors, where models are fitted to the windows.
  package init(
    panel: Panel, frame: WindowFrame, values: [[Double]], firstRows: [Int]? = nil, lookback: Int,
    horizon: Int,
    units: ErrorUnits? = nil
  ) {
    self.panel = panel
    self.frame = frame
    self.lookback = lookback
    self.horizon = horizon
    self.units = units?.values ?? values.map { _ in 1 }
    calendar = frame.calendar(spacing: panel.spacing, kind: panel.timeKind)
    if frame.usesHolidays {
      let scale = frame.holidayScale
      let holidays = zip(values, panel.series).map { values, series in
        HolidayEffects(of: values.map(scale.measured), in: series, ahead: horizon)
      }
      self.holidays = holidays
      self.values = values.indices.map { index in
        values[index].enumerated().map {
          scale.adding(-holidays[index][panel.series[index].day(ofRow: $0)], to: $1)
        }
      }
    } else {
      (holidays, self.values) = ([], values)
    }
    past = zip(self.values.indices, self.values).map { index, values in
      PastStatistics(
        values[min(firstRows?[index] ?? 0, values.count)...],
        segments: panel.series[index].segments.map(\.lowerBound))
    }
  }

  /// The number of inputs of a ridge regression: the lookback, the calendar harmonics at the origin, and the
  /// constant of the intercept.
  ///
  /// A harmonic at lead h is a linear combination of those at the origin, so that each lead can have
  /// coefficients for its own time.
  package var inputCount: Int { lookback + calendar.count + 1 }

  /// The values in the lookback of a window.
  package func rows(of window: Window) -> ArraySlice<Double> {
    values[window.series][window.firstInput..<window.origin]
  }

  /// The normalisation of a window, which is a function of the rows before its origin.
  package func normalisation(of window: Window) -> Normalisation {
    frame.normalisation(ofLookback: rows(of: window), past[window.series])
  }

  /// Appends the inputs of a ridge regression for a window.
  ///
  /// A missing value is replaced by the last observed one before it, and by the first observed one where
  /// there is none before it.
  package func appendInput(of window: Window, _ normalisation: Normalisation, to input: inout [Float]) {
    let rows = rows(of: window)
    let first = rows.first { !$0.isNaN }
    var value = Float(first.map(normalisation.scaled) ?? 0)
    input.append(contentsOf: repeatElement(value, count: lookback - rows.count))
    for row in rows {
      if !row.isNaN { value = Float(normalisation.scaled(row)) }
      input.append(value)
    }
    if calendar.count > 0 {
      let time = panel.series[window.series].civilTime(
        1, after: window.origin - 1, panel.spacing, kind: panel.timeKind)
      for value in calendar.values(at: time) { input.append(Float(value)) }
    }
    input.append(WindowRidge.intercept)
  }

  /// The normalised value of a lead (from 0); `.nan` where it is missing.
  package func target(of window: Window, lead: Int, _ normalisation: Normalisation) -> Double {
    normalisation.scaled(values[window.series][window.origin + lead])
  }

  /// The forecast of a window in the target's units, from the normalised one.
  ///
  /// For a lookback that does not vary it is the last observed value.
  package func point(_ normalised: [Double], of window: Window, _ correction: MeanCorrection) -> [Double] {
    let normalisation = normalisation(of: window)
    let constant = normalisation.scale > 0 ? nil : rows(of: window).last { !$0.isNaN }
    let values = normalised.enumerated().map { lead, value in
      let value = constant ?? normalisation.unscaled(value + correction.shift(lead: lead, normalisation))
      guard !holidays.isEmpty else { return value }
      let effect = holidays[window.series].effect(
        ofLead: lead, at: window.origin, in: panel.series[window.series])
      return frame.holidayScale.adding(effect, to: value)
    }
    return frame.transform.invert(values, after: panel.series[window.series].history(before: window.origin))
  }

  /// The weight of a window in training; 0 where the lookback does not vary.
  ///
  /// It is the importance of its errors in the target's units, relative to that of the typical window,
  /// bounded to [0.2, 5] so that a few windows do not dominate the fit.
  package func weight(of window: Window, _ normalisation: Normalisation) -> Double {
    guard normalisation.scale > 0, normalisation.scale.isFinite else { return 0 }
    return Self.weight(frame.importance(of: normalisation, unit: units[window.series]) / typicalImportance)
  }

  /// The weight of a window by its importance relative to that of the typical one: bounded to [0.2, 5], so
  /// that a few windows do not dominate a fit.
  package static func weight(_ importance: Double) -> Double { min(5, max(0.2, importance)) }

  /// Sets the typical importance to the median over at most 2,000 of `windows`.
  mutating func findTypicalImportance(_ windows: Windows) {
    let sample = EvenlySpacedWindows(windows, atMost: 2_000)
    let sorted = sample.map { frame.importance(of: normalisation(of: $0), unit: units[$0.series]) }
      .filter { $0 > 0 }.sorted()
    guard !sorted.isEmpty else { return }
    typicalImportance = sorted[sorted.count / 2]
  }
}

extension FramedWindows {
  /// Creates the windows of `data` under `frame`, with the units of errors computed from the rows `measured`.
  ///
  /// - Throws: `Failure` where the transform that the user asked for is not defined for a value.
  package init(
    _ frame: WindowFrame, _ data: TrainingData, measured: TrainingData, training: Windows, lookback: Int,
    horizon: Int
  ) throws(Failure) {
    self.init(
      panel: data.panel, frame: frame, values: try data.transformedTargets(frame.transform),
      firstRows: data.rows.map(\.lowerBound), lookback: lookback, horizon: horizon,
      units: ErrorUnits(measured, frame.objective))
    findTypicalImportance(training)
  }
}
