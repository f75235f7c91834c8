import Files
import Forecasting
import LinearAlgebra
import TimeSeries
import Training
import Windowing

/// A trained network of patches with all it needs to forecast.
package struct FittedPatchForecaster: FittedForecaster {
  package let branch: PatchForecaster.Branch
  package var facts: PatchFacts
  package let weights: [Float]

  package var name: String { branch.rawValue }
  package var horizon: Int { facts.options.horizon }

  package func forecast(_ panel: Panel, at cutoffs: [Cutoff], session: Session) throws -> [Forecast] {
    let requirements = PanelRequirements(
      model: name, horizon: horizon, lookback: facts.lookback, covariates: facts.covariates,
      spacing: facts.spacing, readsCalendar: facts.layout.calendar > 0 || facts.frame.usesHolidays)
    try requirements.check(panel, cutoffs)
    try session.requireRoom(toRun: facts.network, on: panel, as: name)
    let known = TrainingData(panel: panel, rows: panel.lastRows(cutoffs).map { 0..<$0 })
    let framed = FramedWindows(
      panel: panel, frame: facts.frame, values: try known.transformedTargets(facts.frame.transform),
      lookback: facts.lookback, horizon: horizon)
    return try requirements.forecast(panel, at: cutoffs) { windows in
      let found = normalised(framed, windows, session: session)
      return try session.eachOfSeries(windows.indices) { index in
        let window = windows[index]
        let point = framed.point(found[index], of: window, facts.correction)
        try requireFinite(point, model: name, series: panel.series[window.series].id)
        return Forecast(point: point)
      }
    }
  }

  /// Windows whose inputs are held at once.
  private static let chunk = 1_024

  /// The normalised forecasts of windows.
  package func normalised<Items: RandomAccessCollection & Sendable>(
    _ framed: FramedWindows, _ windows: Items, session: Session
  ) -> [[Double]] where Items.Element == Window, Items.Index == Int {
    let source = facts.source(framed, windows, writesTargets: false)
    let outputs = session.outputs(of: facts.network, source, weights: weights)
    var forecasts: [[Double]] = []
    forecasts.reserveCapacity(source.count)
    for first in stride(from: 0, to: source.count, by: Self.chunk) {
      let bases = source.bases(first..<min(source.count, first + Self.chunk))
      for start in stride(from: 0, to: bases.count, by: horizon) {
        forecasts.append(
          (start..<start + horizon).map { Double(bases[$0] + outputs[first * horizon + $0]) })
      }
    }
    return forecasts
  }
}
