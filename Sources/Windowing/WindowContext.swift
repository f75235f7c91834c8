import Forecasting
import LinearAlgebra
import Platform
import TimeSeries

/// The data and the settings that the windows of one fit or forecast share: the values of the series, their
/// normalisation, and the features that a network reads.
package struct WindowContext: Sendable {
  /// The panel, of which times and covariates are read.
  package let panel: Panel
  /// The target of each series after its transform, up to the last row that may be read.
  package let targets: [[Double]]
  /// The features of steps and leads.
  package let layout: FeatureLayout
  /// The calendar harmonics of the rows.
  package let calendar: CalendarRows
  /// The centre and the scale of targets and covariates, in the order of the panel's series.
  package let scaling: NetworkScaling
  /// The number of past steps in a window.
  package let lookback: Int
  /// The number of leads.
  package let horizon: Int
  /// The value that the forecast of a lead is a difference from.
  package let anchor: TargetAnchor
  /// The number of steps in a season; it is used where the forecast of a lead is a difference from the value
  /// one season earlier.
  package let season: Int
  /// Whether the target of lead h is the sum of the transformed values of the leads 1 to h.
  ///
  /// It is used where these values are differences: the sum is then the change from the last observed value.
  package let sums: Bool
  /// Whether missing inputs are interpolated linearly between their neighbours inside the lookback; otherwise
  /// the last observed value is repeated.
  package let fillsLines: Bool

  /// Creates the context of windows of `panel`.
  ///
  /// - Parameters:
  ///   - panel: The panel.
  ///   - targets: The target of each series after its transform, up to the last row that may be read.
  ///   - layout: The features of steps and leads.
  ///   - calendar: The calendar features of rows.
  ///   - scaling: The statistics by which covariates and, unless windows are normalised by themselves,
  ///     targets are scaled.
  ///   - lookback: The rows of a window before its origin.
  ///   - horizon: The number of leads.
  ///   - anchor: The value of the lookback that is the centre.
  ///   - season: The season in steps.
  ///   - sums: Whether the target of a lead is the sum of the transformed values up to it.
  ///   - fillsLines: Whether missing inputs are filled by straight lines between observed values.
  package init(
    panel: Panel, targets: [[Double]], layout: FeatureLayout, calendar: CalendarRows, scaling: NetworkScaling,
    lookback: Int, horizon: Int, anchor: TargetAnchor, season: Int, sums: Bool = false, fillsLines: Bool
  ) {
    self.panel = panel
    self.targets = targets
    self.layout = layout
    self.calendar = calendar
    self.scaling = scaling
    self.lookback = lookback
    self.horizon = horizon
    self.anchor = anchor
    self.season = season
    self.sums = sums
    self.fillsLines = fillsLines
  }

  /// The centre and the scale of the targets of a window, from its lookback.
  package func normalisation(of window: Window) -> Normalisation {
    let normalisation = scaling.target.normalisation(
      ofLookback: targets[window.series][window.firstInput..<window.origin], series: window.series,
      anchor: anchor == .mean ? .mean : .lastValue)
    guard sums else { return normalisation }
    // Sums have the centre 0 and the root mean square of the differences as their scale. The mean of the
    // differences in a lookback has a large standard error, which a sum over leads would multiply; the
    // network can read it from the inputs.
    return Normalisation(center: 0, scale: hypot(normalisation.center, normalisation.scale))
  }

  /// The value that the forecast of a lead (from 0) is a difference from, in units of the transformed target.
  package func base(of window: Window, lead: Int, _ normalisation: Normalisation) -> Double {
    guard anchor == .season else { return normalisation.center }
    let row = TargetAnchor.seasonalRow(window.origin, lead, season)
    let value = row >= window.firstInput ? targets[window.series][row] : .nan
    return value.isNaN ? normalisation.center : value
  }

  /// The scale of the forecast of a lead (from 0).
  ///
  /// The standard deviation of a sum of n independent differences is √n times that of one.
  private func scale(ofLead lead: Int, _ normalisation: Normalisation) -> Double {
    sums ? normalisation.scale * Double(lead + 1).squareRoot() : normalisation.scale
  }

  /// Writes the normalised target of each lead.
  ///
  /// Its weight is 0 where the target is missing, and everywhere where `isLearnt` is false.
  package func writeTargets(
    _ row: Int, of batch: borrowing BatchBuffer, _ window: Window, _ normalisation: Normalisation,
    isLearnt: Bool
  ) {
    var sum = 0.0
    for lead in 0..<horizon {
      let value = isLearnt ? targets[window.series][window.origin + lead] : .nan
      if sums, !value.isNaN { sum += value }
      let base = base(of: window, lead: lead, normalisation)
      let distance = (sums ? sum : value) - base
      let target = value.isNaN ? 0 : Float(distance / scale(ofLead: lead, normalisation))
      batch.setTarget(row: row, lead: lead, to: target, weight: value.isNaN ? 0 : 1)
    }
  }

  /// Converts the outputs of a network for a window, one number for each lead, to forecasts in the target's
  /// units.
  ///
  /// - Parameters:
  ///   - outputs: The outputs of the network, one a lead.
  ///   - window: The window.
  ///   - transform: The transform of the target, which is inverted.
  /// - Returns: The forecasts, one a lead.
  package func values(
    _ outputs: some Sequence<Float>, of window: Window, by transform: Transform
  ) -> [Double] {
    let normalisation = normalisation(of: window)
    let values = outputs.enumerated().map { lead, output in
      Double(output) * scale(ofLead: lead, normalisation) + base(of: window, lead: lead, normalisation)
    }
    let history = panel.series[window.series].history(before: window.origin)
    return sums ? transform.invert(sums: values, after: history) : transform.invert(values, after: history)
  }

  /// Writes the inputs of each step of a window: zeros as padding, the target, and the covariates.
  ///
  /// - Parameters:
  ///   - row: The row of the batch.
  ///   - batch: The batch.
  ///   - window: The window.
  ///   - normalisation: The normalisation of the window.
  package func writeInputs(
    _ row: Int, of batch: borrowing BatchBuffer, _ window: Window, _ normalisation: Normalisation
  ) {
    let padding = lookback - (window.origin - window.firstInput)
    batch.setStart(row: row, to: padding)
    for step in 0..<padding {
      for feature in 0..<layout.stepFeatures { batch[step, row, feature] = 0 }
    }
    writeTargetInputs(row, of: batch, window, normalisation, padding: padding)
    writeCovariates(row, of: batch, window, padding: padding)
  }

  /// Writes the normalised target of each step and, where the layout has them, its mask and the number of
  /// steps since the last observed value, divided by the lookback.
  private func writeTargetInputs(
    _ row: Int, of batch: borrowing BatchBuffer, _ window: Window, _ normalisation: Normalisation,
    padding: Int
  ) {
    let values = targets[window.series]
    var last = -1
    for (index, source) in (window.firstInput..<window.origin).enumerated() {
      let step = padding + index
      let value = values[source]
      var input = value
      if value.isNaN {
        input =
          last < 0 ? normalisation.center : filled(values, at: source, after: last, before: window.origin)
      } else {
        last = source
      }
      batch[step, row, 0] = Float(normalisation.scaled(input))
      if layout.hasMask {
        batch[step, row, 1] = value.isNaN ? 0 : 1
        batch[step, row, 2] = Float(Double(last < 0 ? index + 1 : source - last) / Double(lookback))
      }
    }
  }

  /// The value that replaces the missing one at `row`; only values between `last` and the window's `end` are
  /// read.
  private func filled(_ values: [Double], at row: Int, after last: Int, before end: Int) -> Double {
    guard fillsLines else { return values[last] }
    var next = row + 1
    while next < end, values[next].isNaN { next += 1 }
    guard next < end else { return values[last] }
    let share = Double(row - last) / Double(next - last)
    return values[last] + (values[next] - values[last]) * share
  }

  /// Writes the covariates, the calendar and the static covariates at each step.
  private func writeCovariates(_ row: Int, of batch: borrowing BatchBuffer, _ window: Window, padding: Int) {
    guard layout.past + layout.future + layout.stepCalendar + layout.statics > 0 else { return }
    let series = panel.series[window.series]
    let scalers = scaling.covariates
    for (index, source) in (window.firstInput..<window.origin).enumerated() {
      let step = padding + index
      var feature = layout.hasMask ? 3 : 1
      for column in 0..<layout.past {
        batch[step, row, feature] = scalers[column].input(series.past[column][source], series: window.series)
        feature += 1
      }
      for column in 0..<layout.future {
        batch[step, row, feature] = scalers[layout.past + column].input(
          series.future[column][source], series: window.series)
        feature += 1
      }
      if layout.stepCalendar > 0 {
        for value in calendar.values(ofRow: source, series: window.series) {
          batch[step, row, feature] = value
          feature += 1
        }
      }
      for column in 0..<layout.statics {
        batch[step, row, feature] = scaling.statics.input(series.statics[column], series: column)
        feature += 1
      }
    }
  }

  /// Writes the covariates known ahead and the calendar of each lead, after `reserved` further places of the
  /// lead, which the caller writes.
  ///
  /// The calendar is that of the time which the spacing gives for the lead, counted from the last known row:
  /// the date of the next session, for example, is not known before it takes place.
  package func writeKnown(_ row: Int, of batch: borrowing BatchBuffer, _ window: Window, reserved: Int = 0) {
    guard layout.leadFeatures > 0 else { return }
    let series = panel.series[window.series]
    let scalers = scaling.covariates
    var place = 0
    for lead in 0..<horizon {
      place += reserved
      for column in 0..<layout.future {
        let values = series.future[column]
        let source = window.origin + lead
        let value = source < values.count ? values[source] : .nan
        batch.setKnown(row: row, place, to: scalers[layout.past + column].input(value, series: window.series))
        place += 1
      }
      guard layout.calendar > 0 else { continue }
      for value in calendar.values(ofLead: lead, at: window.origin, series: window.series) {
        batch.setKnown(row: row, place, to: value)
        place += 1
      }
    }
  }
}

extension Window {
  /// The number of the leads whose value in `targets`, the target of the window's series, is observed.
  package func observedLeads(in targets: [Double], horizon: Int) -> Int {
    targets[origin..<origin + horizon].count { !$0.isNaN }
  }
}
