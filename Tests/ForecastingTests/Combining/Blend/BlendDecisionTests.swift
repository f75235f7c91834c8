import Testing

@testable import Combining
@testable import Forecasting

@Suite("The decision of a blend")
struct BlendDecisionTests {
  private let walk = RandomWalkTest(statistic: 1)
  private let noWalk = RandomWalkTest(statistic: 9)

  private func weights(
    _ cells: ValidationCells, earlier: [ValidationCells] = [], _ names: [String], charge: Double = 0,
    walk: RandomWalkTest? = nil
  ) -> [Double] {
    BlendDecision(cells, earlier: earlier, names: names, networks: 2, charge: charge, walk: walk ?? noWalk)
      .weights
  }

  @Test("nothing told apart is half networks and half simple forecasts, and three quarters naive on a walk")
  func prior() {
    let cells = ValidationCells.noise(Array(repeating: { _ in 0.5 }, count: 4))
    let names = ["linear-gru", "segment-gru", "naive", "linear"]
    #expect(weights(cells, names).allSatisfy { abs($0 - 0.25) < 0.01 })
    let walking = weights(cells, names, walk: walk)
    #expect(walking[2] > 0.7 && walking[3] < 0.15, "\(walking)")
  }

  @Test("the naive forecast is kept where the rows may walk and nothing beats it but by chance")
  func naive() {
    let noise = ClosedFormPanel.noise(200, seed: 3)
    // The networks are better by chance in one block of ten.
    let errors: [(Int) -> Double] = [
      { $0 < 20 ? 0 : 1.02 * noise[$0] }, { $0 < 20 ? 0.1 : 1.02 * noise[$0] }, { noise[$0] },
      { 2 * noise[$0] },
    ]
    let found = weights(
      ValidationCells.noise(errors), ["linear-gru", "segment-gru", "naive", "mean"], walk: walk)
    #expect(found[2] > 0.5 && found[3] < 0.01, "\(found)")
  }

  @Test("few observations leave networks and simple forecasts near a half, many what is better")
  func evidence() {
    let noise = ClosedFormPanel.noise(200, seed: 3)
    // Simple forecasts err by half more in one block and by a fifth less in the next.
    func found(blocks: Int) -> Double {
      let simple: (Int) -> Double = { ($0 * blocks / 200 % 2 == 0 ? 1.5 : 0.8) * noise[$0] }
      let errors: [(Int) -> Double] = [{ noise[$0] }, { noise[$0] }, simple, simple]
      let weights = weights(
        ValidationCells.noise(errors, blocks: blocks), ["linear-gru", "segment-gru", "linear", "theta"])
      return weights[0] + weights[1]
    }
    let (few, many) = (found(blocks: 2), found(blocks: 50))
    #expect(few > 0.5 && few < 0.9 && many > few + 0.05, "\(few) and \(many)")
  }

  @Test("networks whose errors are flattered have less weight")
  func charge() {
    let noise = ClosedFormPanel.noise(200, seed: 3)
    let errors: [(Int) -> Double] = Array(repeating: { noise[$0] }, count: 4)
    let names = ["linear-gru", "segment-gru", "linear", "theta"]
    let found = weights(ValidationCells.noise(errors), names, charge: 0.1)
    #expect(found[0] + found[1] < 0.2, "\(found)")
  }

  @Test("simple forecasts that are nearly as good share their weight, one that is twice as bad hardly any")
  func simple() {
    let noises = (1...3 as ClosedRange<UInt64>).map { ClosedFormPanel.noise(200, seed: 10 + $0) }
    let errors: [(Int) -> Double] = [
      { _ in 9 }, { _ in 9 }, { _ in 8 }, { noises[0][$0] }, { 1.02 * noises[1][$0] }, { 2 * noises[2][$0] },
    ]
    let found = weights(
      ValidationCells.noise(errors), ["linear-gru", "segment-gru", "naive", "linear", "theta", "ets"])
    #expect(found[3] > 0.3 && found[4] > 0.3 && found[5] < 0.1, "\(found)")
  }

  @Test("a combination without any error is taken whole")
  func exact() {
    let found = weights(
      ValidationCells.noise([{ _ in 0.5 }, { _ in 0.5 }, { _ in 0 }]),
      ["linear-gru", "segment-gru", "linear"])
    #expect(found == [0, 0, 1])
  }

  @Test("what earlier tails show of simple forecasts counts too")
  func earlierTails() {
    let noise = ClosedFormPanel.noise(200, seed: 3)
    let bumps = ClosedFormPanel.noise(8, seed: 5)
    // Linear is better by a tenth on the whole; over two blocks that is not certain, over eight it is.
    func errors(_ first: Int) -> [(Int) -> Double] {
      [{ noise[$0] }, { (0.9 + 0.1 * bumps[first + $0 / 100]) * noise[$0] }]
    }
    let networks: [(Int) -> Double] = [{ _ in 9 }, { _ in 9 }]
    let names = ["linear-gru", "segment-gru", "naive", "linear"]
    let tail = ValidationCells.noise(networks + errors(0), blocks: 2)
    let earlier = [2, 4, 6].map { ValidationCells.noise(errors($0), blocks: 2) }
    let alone = weights(tail, names)[3]
    let together = weights(tail, earlier: earlier, names)[3]
    #expect(together > alone + 0.1, "\(together) after \(alone)")
  }
}
