import Forecasting
import Testing
import TimeSeries

@Suite("The panel of the laws")
struct LawPanelTests {
  /// Forecasts the values it is to forecast, or what a covariate known up to the cutoff will be.
  private struct Peeking: Forecaster, FittedForecaster {
    let name = "peeking"
    let horizon = 5
    let value: @Sendable (Series, Int) -> Double?
    func fit(_ data: TrainingData, session: Session) throws -> any FittedForecaster { self }
    func forecast(_ panel: Panel, at cutoffs: [Cutoff], session: Session) throws -> [Forecast] {
      cutoffs.map { cutoff in
        let value = value(panel.series[cutoff.series], cutoff.index) ?? 0
        return Forecast(point: Array(repeating: value, count: horizon))
      }
    }
    func record() throws -> ModelRecord { ModelRecord(model: name, configuration: "{}", tensors: []) }
  }

  @Test(
    "shows whoever reads a target, a past covariate, or a covariate after the horizon",
    arguments: LawPanel.Perturbation.allCases)
  func peeking(perturbation: LawPanel.Perturbation) throws {
    let readings: [@Sendable (Series, Int) -> Double?] = [
      { series, index in series.target.count > index ? series.target[index] : nil },
      { series, index in series.past[0].count > index ? series.past[0][index] : nil },
      { series, index in series.future[0].count > index + 5 ? series.future[0][index + 5] : nil },
    ]
    for reading in readings {
      let item = ForecasterCase(
        name: "peeking", options: ForecasterOptions(horizon: 5), covariates: .all,
        make: { _ in Peeking(value: reading) }, load: { _ in Peeking(value: reading) })
      let panel = LawPanel.make(for: item)
      let other = LawPanel.perturbed(panel, by: perturbation, horizon: 5)
      let forecaster = Peeking(value: reading)
      let honest = try forecaster.forecast(panel, at: LawPanel.cutoffs, session: Session())
      #expect(try forecaster.forecast(other, at: LawPanel.cutoffs, session: Session()) != honest)
    }
  }
}
