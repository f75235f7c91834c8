import Forecasting
import Platform
import Models
import TimeSeries
import Windowing

/// A panel of days without what holidays add to them, and the way back.
///
/// Effects are made of values that are known at every cutoff they are used at (see ``HolidayEffects``): one panel serves
/// them all. A panel that is not of days has no effects.
struct OrdinaryDays: Sendable {
  /// The panel, whose targets are what they would be on ordinary days.
  let panel: Panel
  private let scale: HolidayScale
  /// The effects of each series; empty for a panel that is not of days.
  private let effects: [HolidayEffects]

  /// Takes effects off the rows before `ends`, one for each series; those after are not read.
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

  /// What may be learnt of `data`.
  static func training(_ data: TrainingData, scale: HolidayScale, horizon: Int) -> TrainingData {
    let ordinary = OrdinaryDays(
      data.panel, before: data.rows.map(\.upperBound), scale: scale, horizon: horizon)
    return TrainingData(panel: ordinary.panel, rows: data.rows)
  }

  /// A forecast of ordinary days with what holidays add to them.
  func withHolidays(_ forecast: Forecast, at cutoff: Cutoff) -> Forecast {
    guard !effects.isEmpty else { return forecast }
    let (effects, series) = (effects[cutoff.series], panel.series[cutoff.series])
    return Forecast(
      point: forecast.point.enumerated().map { lead, value in
        scale.adding(effects.effect(ofLead: lead, at: cutoff.index, in: series), to: value)
      })
  }
}
