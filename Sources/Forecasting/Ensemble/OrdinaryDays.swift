import TimeSeries

/// A panel of days without what holidays add to them, and the way back.
///
/// Effects are made of values that are known at every cutoff they are used at (see ``HolidayEffects``): one panel serves
/// them all.
struct OrdinaryDays: Sendable {
  /// The panel, whose targets are what they would be on ordinary days.
  let panel: Panel
  /// The effects of each series.
  private let effects: [HolidayEffects]

  /// Takes effects off the rows before `ends`, one for each series; those after are not read.
  init(_ panel: Panel, before ends: [Int], horizon: Int) {
    var ordinary = panel
    effects = zip(panel.series.indices, ends).map { index, end in
      let series = panel.series[index]
      let days = (0..<end).map { series.day(ofRow: $0) }
      let effects = HolidayEffects(of: Array(series.target[..<end]), on: days, ahead: horizon)
      for (row, day) in days.enumerated() { ordinary.series[index].target[row] -= effects[day] }
      return effects
    }
    self.panel = ordinary
  }

  /// The panel up to the last cutoff of each series.
  init(_ panel: Panel, at cutoffs: [Cutoff], horizon: Int) {
    var ends = [Int](repeating: 0, count: panel.series.count)
    for cutoff in cutoffs { ends[cutoff.series] = max(ends[cutoff.series], cutoff.index) }
    self.init(panel, before: ends, horizon: horizon)
  }

  /// A forecast of ordinary days with what holidays add to them.
  func withHolidays(_ forecast: Forecast, at cutoff: Cutoff) -> Forecast {
    guard cutoff.index > 0 else { return forecast }
    let lastDay = panel.series[cutoff.series].day(ofRow: cutoff.index - 1)
    return Forecast(
      point: forecast.point.enumerated().map { lead, value in
        value + effects[cutoff.series][lastDay + 1 + Int64(lead)]
      })
  }
}
