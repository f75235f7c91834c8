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

  package func forecast(_ panel: Panel, at cutoffs: [Cutoff], session: Session) throws -> [Forecast] {
    try requirements.check(panel, cutoffs)
    try session.requireRoom(
      toRun: architecture.network(facts.shape, facts.options.network), on: panel, as: name)
    let targets = try transformedTargets(panel, cutoffs)
    let context = facts.context(panel, targets: targets, isTraining: false)
    return try requirements.forecast(panel, at: cutoffs) { windows in
      try forecast(windows, context, session: session)
    }
  }

  private func forecast(_ windows: [Window], _ context: WindowContext, session: Session) throws -> [Forecast]
  {
    let panel = context.panel
    let source = WindowSource(context: context, windows: windows, writesTargets: false)
    let network = architecture.network(facts.shape, facts.options.network)
    let outputs = session.outputs(of: network, source, weights: weights)
    return try windows.enumerated().map { index, window in
      let point = context.values(
        outputs[index * horizon..<(index + 1) * horizon], of: window, by: facts.options.givenTransform)
      guard point.allSatisfy(\.isFinite) else {
        throw Failure(
          .notFinite,
          "\(name) forecasts a value that is not finite for series \(panel.series[window.series].id)",
          fix: "--scaler standard or --transform none")
      }
      return Forecast(point: point)
    }
  }

  private var requirements: PanelRequirements {
    PanelRequirements(
      model: name, horizon: horizon, lookback: facts.lookback, covariates: facts.covariates,
      spacing: facts.spacing, readsCalendar: facts.layout.calendar > 0)
  }

  /// Transforms each series up to its last cutoff; nothing later is read.
  private func transformedTargets(_ panel: Panel, _ cutoffs: [Cutoff]) throws(Failure) -> [[Double]] {
    let ends = panel.lastRows(cutoffs)
    var targets: [[Double]] = []
    for (series, end) in zip(panel.series, ends) {
      targets.append(try series.transformedTarget(0..<end, by: facts.options.givenTransform))
    }
    return targets
  }
}
