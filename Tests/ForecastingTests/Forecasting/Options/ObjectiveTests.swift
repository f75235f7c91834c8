import Platform
import Testing
import TimeSeries

@testable import Combining
@testable import Forecasting
@testable import Models
@testable import Windowing

@Suite("What forecasts aim at")
struct ObjectiveTests {
  @Test("the slope of a loss is its derivative", arguments: Objective.allCases)
  func slope(objective: Objective) {
    // Away from kinks, where a difference of 1e-6 to either side has an error of 1e-9 or so.
    for (forecast, truth) in [(0.5, 2.0), (3, 1.2), (1.1, 0), (0.2, 0.1)] {
      let step = 1e-6
      let change = objective.loss(forecast + step, truth) - objective.loss(forecast - step, truth)
      let slope = objective.slope(forecast, truth)
      #expect(abs(change / (2 * step) - slope) < 1e-6 * max(1, abs(slope)), "\(forecast) for \(truth)")
    }
    #expect(objective.loss(1.5, 1.5) == 0 && objective.slope(1.5, 1.5) == 0)
  }

  @Test("variances that no forecast or truth can have cost much, and no more")
  func impossibleVariances() {
    for (forecast, truth) in [(-1.0, 2.0), (0, 1), (1, 0)] {
      #expect(Objective.qlike.loss(forecast, truth).isFinite)
      #expect(Objective.qlike.loss(forecast, truth) > 1)
    }
    #expect(Objective.smape.loss(0, 0) == 0)
  }

  /// How much more a window of the second series counts than one of the first.
  private func ratio(_ objective: Objective, _ targets: [[Double]]) -> Double {
    let data = TrainingData(panel: ClosedFormPanel.make(targets))
    let (frame, units) = (WindowFrame(objective: objective), ErrorUnits(data, objective).values)
    let importances = targets.indices.map { index in
      let normalisation = frame.normalisation(
        ofLookback: targets[index][10..<30], PastStatistics(targets[index][...]))
      return frame.importance(of: normalisation, unit: units[index])
    }
    return importances[1] / importances[0]
  }

  @Test("a series ten times as large counts ten times as much in its units, and as much in its own")
  func size() {
    let noise = ClosedFormPanel.noise(40).map { 5 + $0 }
    let targets = [noise, noise.map { 10 * $0 }]
    #expect(abs(ratio(.mae, targets) - 10) < 1e-9)
    #expect(abs(ratio(.mse, targets) - 10) < 1e-9)
    for objective in [Objective.mase, .smape, .qlike] {
      #expect(abs(ratio(objective, targets) - 1) < 1e-9)
    }
  }

  @Test(
    "a series ten times as quiet counts as much in its own changes, and a tenth relative to the same level")
  func quiet() {
    let noise = ClosedFormPanel.noise(40)
    let targets = [noise.map { 100 + $0 }, noise.map { 100 + 0.1 * $0 }]
    #expect(abs(ratio(.mase, targets) - 1) < 1e-9)
    #expect(abs(ratio(.smape, targets) - 0.1) < 0.001)
  }

  @Test("weights are those of the best mean or of the best median")
  func weights() {
    // Three of ten are 1, the others 0: the mean is 0.3, the median 0.
    let truths = (0..<200).map { $0 % 10 < 3 ? 1.0 : 0 }
    func weight(_ objective: Objective) -> Double {
      let cells = ValidationCells(
        objective: objective, forecasts: [truths.map { _ in 0 }, truths.map { _ in 1 }], truths: truths,
        groupOfCell: truths.indices.map { $0 / 10 },
        rowOfCell: truths.map { _ in 0 },
        groups: (0..<20).map { ValidationCells.Group(series: 0, block: $0) })
      return BlendWeights.fit(cells, prior: [0.5, 0.5], independent: 1e9)[1]
    }
    #expect(abs(weight(.mse) - 0.3) < 0.01)
    #expect(weight(.mae) < 0.02)
  }

  /// The mean forecast of the last fifty values of exp(2 u), u uniform in (−1, 1): the median of all is 1,
  /// the mean sinh(2) / 2 = 1.81, and the deviation about as much.
  ///
  /// - Parameters:
  ///   - objective: The metric that the network is fitted for.
  ///   - transform: The transform of the target.
  ///   - shift: The amount subtracted from all values.
  /// - Returns: The mean over all cutoffs and both leads.
  /// - Throws: The failure of the fit or of the forecast.
  private func forecast(_ objective: Objective, _ transform: Transform, shift: Double = 0) throws -> Double {
    let panel = ClosedFormPanel.make([ClosedFormPanel.noise(1_000, seed: 3).map { exp(2 * $0) - shift }])
    var options = ForecasterOptions(horizon: 2, lookback: 24)
    options.objective = objective
    options.transform = transform
    options.patches.units = 4
    options.patches.steps = 100
    let fitted = try PatchForecaster(branch: .correction, options: options).fit(
      TrainingData(panel: panel, rows: [0..<950]), session: Session())
    let cutoffs = (950..<990).map { Cutoff(series: 0, index: $0) }
    let points = try fitted.forecast(panel, at: cutoffs, session: Session()).flatMap(\.point)
    return points.reduce(0, +) / Double(points.count)
  }

  @Test("where logarithms are learnt, squared errors get the mean, absolute ones the median")
  func means() throws {
    // Of 950 values the mean is known to 0.06, the median to 0.07; what a network of 24 values adds is as
    // much again.
    #expect(abs(try forecast(.mase, .log) - 1) < 0.3)
    let found = try forecast(.mse, .log)
    #expect(abs(found - 1.81) < 0.4, "\(found)")
  }

  @Test("where values are learnt as they are, squared errors get more than the median")
  func robustMeans() throws {
    // Of negative values no logarithm is taken.
    #expect(try forecast(.mse, .none, shift: 1) > forecast(.mase, .none, shift: 1) + 0.2)
  }
}
