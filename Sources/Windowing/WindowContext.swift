import Forecasting
import Platform
import LinearAlgebra
import TimeSeries

/// What the windows of one fit or forecast share: the values they are cut from and how they are normalised.
package struct WindowContext: Sendable {
  /// The panel, for times and covariates.
  package let panel: Panel
  /// The transformed target of each series, up to the last row that may be read.
  package let targets: [[Double]]
  /// Which features there are.
  package let layout: FeatureLayout
  /// The calendar's harmonics.
  package let calendar: CalendarRows
  /// How values are normalised, by the panel's series.
  package let scaling: NetworkScaling
  /// Past steps a window reads.
  package let lookback: Int
  /// Leads.
  package let horizon: Int
  /// What forecasts are measured from.
  package let anchor: TargetAnchor
  /// Steps a season lasts, where forecasts are measured from the season before.
  package let season: Int
  /// Whether the target of a lead is the sum of the transformed values up to it, where those are differences: the change from
  /// the last observed value.
  package let sums: Bool
  /// Whether missing inputs lie on the line between their neighbours instead of repeating the last value.
  package let fillsLines: Bool

  /// Creates the context of windows of `panel`, whose transformed targets are `targets`.
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

  /// What the targets of a window are normalised by.
  package func normalisation(of window: Window) -> Normalisation {
    let normalisation = scaling.target.normalisation(
      ofLookback: targets[window.series][window.firstInput..<window.origin], series: window.series,
      anchor: anchor == .mean ? .mean : .lastValue)
    guard sums else { return normalisation }
    // Sums are measured from no change, in the root mean square of the changes: a mean of few would be extrapolated with all
    // its noise, and is there for the network to read instead.
    return Normalisation(center: 0, scale: hypot(normalisation.center, normalisation.scale))
  }

  /// What the forecast of a lead (from 0) is measured from, in the transformed target's units.
  package func base(of window: Window, lead: Int, _ normalisation: Normalisation) -> Double {
    guard anchor == .season else { return normalisation.center }
    let row = TargetAnchor.seasonalRow(window.origin, lead, season)
    let value = row >= window.firstInput ? targets[window.series][row] : .nan
    return value.isNaN ? normalisation.center : value
  }

  /// What the forecast of a lead (from 0) is measured in: a sum of n independent differences varies √n times as much as one.
  private func scale(ofLead lead: Int, _ normalisation: Normalisation) -> Double {
    sums ? normalisation.scale * Double(lead + 1).squareRoot() : normalisation.scale
  }

  /// Writes what should be forecast of each lead, with no weight where that is missing, or nothing is learnt.
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

  /// What a network's outputs say of the leads of a window, one number each, in the target's units.
  ///
  /// - Parameter transform: What was done to the target.
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

  /// Writes the target at each step, with its mask and its age in lookbacks.
  package func writeTargetInputs(
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

  /// What stands in for the missing value at `row`: only values before the window's `end` are looked at.
  private func filled(_ values: [Double], at row: Int, after last: Int, before end: Int) -> Double {
    guard fillsLines else { return values[last] }
    var next = row + 1
    while next < end, values[next].isNaN { next += 1 }
    guard next < end else { return values[last] }
    let share = Double(row - last) / Double(next - last)
    return values[last] + (values[next] - values[last]) * share
  }

  /// Writes the covariates, the calendar and the static covariates at each step.
  package func writeCovariates(_ row: Int, of batch: borrowing BatchBuffer, _ window: Window, padding: Int) {
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

  /// Writes future covariates and the calendar of each lead, after `reserved` places of the lead for something else.
  ///
  /// The calendar is that of the spacing counted on from the last known time: which date the next session has is
  /// not known before it comes.
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
