import Files
import Forecasting
import Layers
import LinearAlgebra
import TimeSeries
import Training
import Windowing

/// A trained recurrent network with all it needs to forecast.
package struct FittedRecurrentForecaster: FittedForecaster {
  package let architecture: NetworkArchitecture
  let facts: NetworkFacts
  package let weights: [Float]

  package var name: String { architecture.name }
  package var horizon: Int { facts.options.horizon }

  /// The levels of the quantiles that it learnt; empty where it learnt points.
  var levels: [Double] { facts.options.training.learntLevels }

  package func forecast(_ panel: Panel, at cutoffs: [Cutoff], session: Session) throws -> [Forecast] {
    try forecast(panel, at: cutoffs, asking: .none, session: session)
  }

  /// Forecasts points, and quantiles where it learnt them: the point is the median then.
  package func forecast(
    _ panel: Panel, at cutoffs: [Cutoff], asking asked: SpreadRequest, session: Session
  ) throws -> [Forecast] {
    if levels.isEmpty {
      try refuse(asked)
    } else {
      try LearntQuantiles.requireKnown(asked, by: name, learnt: levels)
    }
    try requirements.check(panel, cutoffs)
    let network = facts.network(architecture)
    try session.requireRoom(toRun: network, on: panel, as: name)
    let targets = try transformedTargets(panel, cutoffs)
    let context = facts.context(panel, targets: targets, isTraining: false)
    func answer(_ quantiles: LearntQuantiles, _ series: Int, _ row: Int) -> Forecast {
      Forecast(
        point: quantiles.points, spread: quantiles.spread(asking: asked, panel, series: series, at: row))
    }
    let forecasts = try requirements.forecast(panel, at: cutoffs) { windows in
      try zip(quantiles(of: windows, by: network, context, session: session), windows).map {
        answer($0, $1.series, $1.origin)
      }
    }
    guard !asked.isEmpty else { return forecasts }
    let standIns = try standIns(forecasts, at: cutoffs, by: network, context, session: session)
    return zip(forecasts, zip(cutoffs, standIns)).map { forecast, other in
      other.1.map { answer($0, other.0.series, other.0.index) } ?? forecast
    }
  }

  /// The quantiles at each lead of each window.
  func quantiles(
    of windows: [Window], by network: any Network, _ context: WindowContext, session: Session
  ) throws -> [LearntQuantiles] {
    let source = WindowSource(context: context, windows: windows, writesTargets: false)
    let outputs = session.outputs(of: network, source, weights: weights)
    let each = max(1, levels.count)
    return try session.eachOfSeries(windows.indices) { index in
      let window = windows[index]
      let own = outputs[index * horizon * each..<(index + 1) * horizon * each]
      let values = (0..<each).map { level in
        context.values(
          stride(from: own.startIndex + level, to: own.endIndex, by: each).map { own[$0] }, of: window,
          by: facts.options.givenTransform)
      }
      guard values.allSatisfy({ $0.allSatisfy(\.isFinite) }) else {
        throw Failure(
          .notFinite,
          "\(name) forecasts a value that is not finite for series \(context.panel.series[window.series].id)",
          fix: "--scaler standard or --transform none", series: context.panel.series[window.series].id)
      }
      return LearntQuantiles(levels: levels.isEmpty ? [0.5] : levels, values: values)
    }
  }

  var requirements: PanelRequirements {
    PanelRequirements(
      model: name, horizon: horizon, lookback: facts.lookback, covariates: facts.covariates,
      spacing: facts.spacing, readsCalendar: facts.layout.calendar > 0)
  }

  /// Transforms each series up to its last cutoff; nothing later is read.
  private func transformedTargets(_ panel: Panel, _ cutoffs: [Cutoff]) throws(Failure) -> [[Double]] {
    try panel.transformedTargets(panel.lastRows(cutoffs).map { 0..<$0 }, by: facts.options.givenTransform)
  }
}
