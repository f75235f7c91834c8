import Forecasting
import Models
import Platform
import TimeSeries
import Windowing

/// A daily panel without the effects of holidays, and the addition of these effects to forecasts.
///
/// The effects at a day are estimated from values that are known at every cutoff with that day among its
/// leads (see ``HolidayEffects``), so that one panel serves all cutoffs. A panel that is not daily has no
/// effects.
struct OrdinaryDays: Sendable {
  /// The panel with the effects of holidays removed from its targets.
  let panel: Panel
  private let scale: HolidayScale
  /// The effects of each series; empty for a panel that is not daily.
  private let effects: [HolidayEffects]

  /// Removes the effects from the rows before `ends`, one end for each series; later rows are not read.
  init(_ panel: Panel, before ends: [Int], scale: HolidayScale, horizon: Int) {
    self.scale = scale
    guard panel.spacing == .days(1) else {
      (self.panel, effects) = (panel, [])
      return
    }
    var ordinary = panel
    effects = zip(panel.series.indices, ends).map { index, end in
      let series = panel.series[index]
      let values = series.target[..<min(end, series.count)].map(scale.measured)
      let effects = HolidayEffects(of: values, in: series, ahead: horizon)
      for row in values.indices {
        let effect = effects[series.day(ofRow: row)]
        guard effect != 0 else { continue }
        ordinary.series[index].target[row] = scale.adding(-effect, to: series.target[row])
      }
      return effects
    }
    self.panel = ordinary
  }

  /// The training data with the effects of holidays removed.
  static func training(_ data: TrainingData, scale: HolidayScale, horizon: Int) -> TrainingData {
    let ordinary = OrdinaryDays(
      data.panel, before: data.rows.map(\.upperBound), scale: scale, horizon: horizon)
    return TrainingData(panel: ordinary.panel, rows: data.rows)
  }

  /// The forecast with the effects of holidays added.
  func withHolidays(_ forecast: Forecast, at cutoff: Cutoff) -> Forecast {
    guard !effects.isEmpty else { return forecast }
    let (effects, series) = (effects[cutoff.series], panel.series[cutoff.series])
    return Forecast(
      point: forecast.point.enumerated().map { lead, value in
        scale.adding(effects.effect(ofLead: lead, at: cutoff.index, in: series), to: value)
      })
  }
}
