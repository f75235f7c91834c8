import TimeSeries

/// Windows of a panel under a frame: normalised inputs, targets and weights, for the ridge and the network alike.
struct FramedWindows: Sendable {
  /// The panel.
  let panel: Panel
  /// The frame, by the panel's series.
  let levels: WindowLevels
  /// The values of each series on the scale that is learnt, up to the last row that may be read, without holidays' effects.
  let values: [[Double]]
  /// What was taken off the values of each series for holidays; empty where the frame leaves them where they are.
  let holidays: [HolidayEffects]
  /// Past steps of a window.
  let lookback: Int
  /// Leads.
  let horizon: Int
  /// The calendar that a ridge reads at the origin; empty where the frame does not use it.
  let calendar: CalendarFeatures
  /// The importance of a window of weight 1.
  var typicalImportance = 1.0

  /// Frames the values of a panel, on the scale that is learnt.
  init(panel: Panel, levels: WindowLevels, values: [[Double]], lookback: Int, horizon: Int) {
    self.panel = panel
    self.levels = levels
    self.lookback = lookback
    self.horizon = horizon
    calendar = levels.frame.calendar(spacing: panel.spacing, kind: panel.timeKind)
    guard levels.frame.usesHolidays else {
      (holidays, self.values) = ([], values)
      return
    }
    let holidays = zip(values, panel.series).map { HolidayEffects(of: $0, in: $1, ahead: horizon) }
    self.holidays = holidays
    self.values = values.indices.map { index in
      values[index].enumerated().map { $1 - holidays[index][panel.series[index].day(ofRow: $0)] }
    }
  }

  /// What a holiday adds to a lead of a window.
  func holidayEffect(of window: Window, lead: Int) -> Double {
    guard !holidays.isEmpty else { return 0 }
    return holidays[window.series].effect(
      ofLead: lead, at: window.origin, in: panel.series[window.series])
  }

  /// What a ridge reads of a window: the lookback, the calendar's harmonics at the origin, and the intercept's constant.
  ///
  /// Harmonics of a lead are linear in them, so that each lead's coefficients find their own.
  var inputCount: Int { lookback + calendar.count + 1 }

  /// What the values of a window are measured from and in.
  func normalisation(of window: Window) -> Normalisation {
    levels.normalisation(
      ofLookback: values[window.series][window.firstInput..<window.origin], series: window.series)
  }

  /// Appends what a ridge reads of a window: missing values repeat the last one before them, leading ones the first.
  func appendInput(of window: Window, _ normalisation: Normalisation, to input: inout [Float]) {
    let rows = values[window.series][window.firstInput..<window.origin]
    let first = rows.first { !$0.isNaN } ?? normalisation.center
    var value = Float(normalisation.scaled(first))
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
  func target(of window: Window, lead: Int, _ normalisation: Normalisation) -> Double {
    normalisation.scaled(values[window.series][window.origin + lead])
  }

  /// How much a window counts in training: what its errors amount to in the target's units, relative to the typical
  /// window and within a factor of five of it, so that no few windows decide.
  func weight(of window: Window, _ normalisation: Normalisation) -> Double {
    let importance = levels.importance(of: normalisation, series: window.series) / typicalImportance
    return min(5, max(0.2, importance))
  }

  /// Sets the typical importance to the median over some of `windows`.
  mutating func findTypicalImportance(_ windows: Windows) {
    let sample = EvenlySpacedWindows(windows, atMost: 2_000)
    let sorted = sample.map { levels.importance(of: normalisation(of: $0), series: $0.series) }.sorted()
    guard !sorted.isEmpty, sorted[sorted.count / 2] > 0 else { return }
    typicalImportance = sorted[sorted.count / 2]
  }
}
