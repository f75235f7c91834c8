import TestSupport
import Testing

@testable import Combining
@testable import Forecasting

@Suite("The weights of a blend")
struct BlendWeightsTests {
  @Test("are found by the loss that judges them, and its derivatives", arguments: Objective.allCases)
  func slopes(_ objective: Objective) {
    var cells = ValidationCells.noise([{ 0.3 + Double($0 % 7) / 10 }, { _ in -0.2 }, { Double($0 % 3) - 1 }])
    cells.objective = objective
    cells.truths = cells.truths.map { $0 + 5 }
    cells.forecasts = cells.forecasts.map { $0.map { $0 + 5 } }
    let weights = [0.5, 0.2, 0.3]
    let (loss, slopes) = cells.lossAndSlopes(of: weights)
    // The same sum over 200 cells of losses of about 1: at most 200 roundings of 1.1e-16 on both sides.
    let tolerance = 5e-14
    #expect(abs(loss - cells.loss(of: weights)) < tolerance)
    for candidate in weights.indices {
      func moved(_ distance: Double) -> Double {
        var weights = weights
        weights[candidate] += distance
        return cells.loss(of: weights)
      }
      let expected = (moved(1e-7) - moved(-1e-7)) / 2e-7
      #expect(abs(slopes[candidate] - expected) < 1e-5 * max(1, abs(expected)))
    }
    cells.steps = [0.5]
    let rounded = cells.rounded
    #expect(rounded.lossAndSlopes(of: weights).loss != loss)
    #expect(abs(rounded.lossAndSlopes(of: weights).loss - rounded.loss(of: weights)) < tolerance)
    #expect(rounded.lossAndSlopes(of: weights).slopes == slopes, "which pass over roundings")
  }

  @Test("averages two candidates whose errors cancel")
  func cancelling() {
    let cells = ValidationCells.noise([{ $0 % 2 == 0 ? 1 : -1 }, { $0 % 2 == 0 ? -1 : 1 }, { _ in 0.8 }])
    let weights = BlendWeights.fit(cells, prior: [0.5, 0.5, 0], independent: 10)
    #expect(abs(weights[0] - 0.5) < 0.02 && abs(weights[1] - 0.5) < 0.02)
    #expect(cells.loss(of: weights) < 0.03)
  }

  @Test("leaves the prior for a candidate that is far better, where there is enough to see it")
  func better() {
    let noise = ClosedFormPanel.noise(200, seed: 7)
    let errors: [(Int) -> Double] = [{ 3 * noise[$0] }, { 3 * noise[$0] + 0.1 }, { 0.01 * noise[$0] }]
    let many = BlendWeights.fit(ValidationCells.noise(errors), prior: [0.5, 0.5, 0], independent: 200)
    let few = BlendWeights.fit(ValidationCells.noise(errors), prior: [0.5, 0.5, 0], independent: 2)
    #expect(many[2] > 0.8)
    #expect(few[2] < many[2], "few groups stay nearer to the prior: \(few)")
  }

  @Test("are convex, and never worse than the prior on the tail by their own measure")
  func simplex() {
    for seed in 1...5 as ClosedRange<UInt64> {
      let noise = ClosedFormPanel.noise(200, seed: seed)
      let other = ClosedFormPanel.noise(200, seed: seed + 100)
      let cells = ValidationCells.noise([
        { noise[$0] }, { other[$0] }, { noise[$0] - other[$0] }, { _ in 0.5 },
      ])
      let weights = BlendWeights.fit(cells, prior: [0.5, 0.5, 0, 0], independent: 10)
      #expect(Distance.ulps(weights.reduce(0, +), 1) <= 4, "four quotients by their sum")
      #expect(weights.allSatisfy { $0 == 0 || $0 > 0.01 })
      // Weights below 0.02 are dropped after the search, which costs at most 0.02 of a candidate's error
      // each.
      #expect(cells.loss(of: weights) <= cells.loss(of: [0.5, 0.5, 0, 0]) + 0.04)
    }
  }

  @Test("a prior without an error stays")
  func exact() {
    #expect(
      BlendWeights.fit(ValidationCells.noise([{ _ in 0 }, { _ in 0 }]), prior: [0.5, 0.5], independent: 10)
        == [0.5, 0.5])
  }

  @Test("of squared errors those of one bad stretch do not drown what all others show")
  func squares() {
    var cells = ValidationCells.noise([{ $0 < 20 ? 100 : 1 }, { $0 < 20 ? 101 : 0.5 }])
    cells.objective = .mse
    #expect(cells.paired(before: [1, 0], after: [0, 1]).gain > 0.02)
  }
}
