import Forecasting
import Layers
import TimeSeries
import Windowing

extension FittedRecurrentForecaster {
  /// The quantiles where a forecast was made without a window; `nil` where it has its own.
  ///
  /// Of a lookback without any observed value, they are those forecast right after the last one, about it:
  /// too narrow rather than none. Those of a series that has never changed are all its value.
  func standIns(
    _ forecasts: [Forecast], at cutoffs: [Cutoff], by network: any Network, _ context: WindowContext,
    session: Session
  ) throws -> [LearntQuantiles?] {
    let places = cutoffs.indices.filter { requirements.window(context.panel, cutoffs[$0]) == nil }
    let windows = places.map { place -> Window? in
      let target = context.panel.series[cutoffs[place].series].target[..<cutoffs[place].index]
      return target.lastIndex { !$0.isNaN }.flatMap {
        requirements.window(context.panel, Cutoff(series: cutoffs[place].series, index: $0 + 1))
      }
    }
    var earlier = try quantiles(of: windows.compactMap(\.self), by: network, context, session: session)[...]
    var standIns = [LearntQuantiles?](repeating: nil, count: cutoffs.count)
    for (place, window) in zip(places, windows) {
      let point = forecasts[place].point
      standIns[place] =
        window == nil
        ? LearntQuantiles(levels: levels, values: levels.map { _ in point })
        : earlier.removeFirst().about(point)
    }
    return standIns
  }
}
