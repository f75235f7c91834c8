import Files
import Forecasting
import TimeSeries

/// Windows of a panel under a frame: normalised inputs, targets and weights, for the ridge and the network alike.
package struct FramedWindows: Sendable {
  /// The panel.
  package let panel: Panel
  /// How a window is normalised.
  package let frame: WindowFrame
  /// The transformed target of each series up to the last row that may be read, without holidays' effects.
  package let values: [[Double]]
  /// What is known of the usual changes of each series, row by row.
  private let past: [PastStatistics]
  /// What was taken off the values of each series for holidays; empty where the frame leaves them where they are.
  package let holidays: [HolidayEffects]
  /// Past steps of a window.
  package let lookback: Int
  /// Leads.
  package let horizon: Int
  /// The calendar that a ridge reads at the origin; empty where the frame does not use it.
  package let calendar: CalendarFeatures
  /// The unit of each series' errors; of windows that are not learnt from they weigh nothing.
  package let units: [Double]
  /// The importance of a window of weight 1.
  package private(set) var typicalImportance = 1.0

  /// Frames the transformed values of a panel.
  ///
  /// - Parameters:
  ///   - values: For each series the values up to the last row that may be read.
  ///   - firstRows: For each series the first row that may be read; the first of all by default.
  ///   - units: The unit of each series' errors, where windows are learnt from.
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

  /// What a ridge reads of a window: the lookback, the calendar's harmonics at the origin, and the intercept's constant.
  ///
  /// Harmonics of a lead are linear in them, so that each lead's coefficients find their own.
  package var inputCount: Int { lookback + calendar.count + 1 }

  /// The values that a window reads.
  package func rows(of window: Window) -> ArraySlice<Double> {
    values[window.series][window.firstInput..<window.origin]
  }

  /// What normalises a window: a function of the rows before its origin.
  package func normalisation(of window: Window) -> Normalisation {
    frame.normalisation(ofLookback: rows(of: window), past[window.series])
  }

  /// Appends what a ridge reads of a window: missing values repeat the last one before them, leading ones the first.
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

  /// The normalised value of a lead, `.nan` where it is missing.
  package func target(of window: Window, lead: Int, _ normalisation: Normalisation) -> Double {
    normalisation.scaled(values[window.series][window.origin + lead])
  }

  /// The forecast of a window in the target's units, of its normalised one; a lookback that does not vary goes on as it is.
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

  /// How much a window weighs in training: what its errors amount to in the target's units, relative to the typical
  /// window and within a factor of five of it, so that no few windows decide; nothing where it has never varied.
  package func weight(of window: Window, _ normalisation: Normalisation) -> Double {
    guard normalisation.scale > 0, normalisation.scale.isFinite else { return 0 }
    let importance = frame.importance(of: normalisation, unit: units[window.series]) / typicalImportance
    return min(5, max(0.2, importance))
  }

  /// Sets the typical importance to the median over some of `windows`.
  mutating func findTypicalImportance(_ windows: Windows) {
    let sample = EvenlySpacedWindows(windows, atMost: 2_000)
    let sorted = sample.map { frame.importance(of: normalisation(of: $0), unit: units[$0.series]) }
      .filter { $0 > 0 }.sorted()
    guard !sorted.isEmpty else { return }
    typicalImportance = sorted[sorted.count / 2]
  }
}

extension FramedWindows {
  /// The windows of `data` under `frame`, with the errors of each series in units that `measured` rows tell.
  ///
  /// - Throws: `Failure` when the transform the user asked for does not admit a value.
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
