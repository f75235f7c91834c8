@testable import Forecasting
import Layers
import LinearAlgebra
import Testing
import TimeSeries

@Suite("What a network of segments is shown")
struct SegmentSourceTests {
  private func facts(_ panel: Panel, lookback: Int, embedding: Bool = false) throws -> (
    SegmentFacts, FramedWindows
  ) {
    let data = TrainingData(panel: panel)
    var options = ForecasterOptions(horizon: 3, lookback: lookback)
    options.segments.embedding = embedding
    let split = try TrainingSplit(data, options: options, lookback: lookback)
    let framed = try FramedWindows(
      WindowFrame(), data, training: split.training, lookback: lookback, horizon: 3)
    return (SegmentFacts(data, options: options, framed: framed, ridge: nil), framed)
  }

  /// What is known ahead of `window`, as the network reads it.
  private func known(_ window: Window, _ facts: SegmentFacts, _ framed: FramedWindows) -> [Float] {
    let source = facts.source(framed, [window], writesTargets: true)
    var plan = ActivationPlan(rows: 1)
    let network = facts.network
    let ports = network.ports(network.reserve(in: &plan))
    let workspace = Workspace<Float>(plan)
    let batch = BatchBuffer(
      workspace, input: ports.input, segment: ports.segment, known: ports.known, target: ports.target,
      weight: ports.weight)
    source.fill(0, of: batch, with: 0)
    return Pass(parameters: Arena<Float>(zeros: 0), workspace: workspace).elements(of: ports.known)
  }

  @Test("beside each lead the value of a season before, normalised, or the centre where it is missing")
  func season() throws {
    var target = (0..<60).map { Double($0 % 7) }
    target[44] = .nan
    let (facts, framed) = try facts(ClosedFormPanel.make([target], season: 7), lookback: 12)
    let window = Window(series: 0, origin: 50, firstInput: 38)
    let normalisation = framed.normalisation(of: window)
    let expected = [43, 44, 45].map { target[$0].isNaN ? 0 : Float(normalisation.scaled(target[$0])) }
    #expect(facts.season == 7 && known(window, facts, framed) == expected)
  }

  @Test("windows that are written together are the same as one by one")
  func together() throws {
    let data = TrainingData(panel: ClosedFormPanel.make([ClosedFormPanel.noise(60)]))
    let options = ForecasterOptions(horizon: 3, lookback: 12)
    let split = try TrainingSplit(data, options: options, lookback: 12)
    let choice = try FrameChoice(data, split: split, options: options, lookback: 12)
    let facts = SegmentFacts(data, options: options, framed: choice.framed, ridge: choice.fit.ridge)
    let source = facts.source(choice.framed, split.training, writesTargets: true)
    func batches(_ fill: (borrowing BatchBuffer, [Int]) -> Void) -> [[Float]] {
      let items = [5, 0, 17]
      var plan = ActivationPlan(rows: items.count)
      let network = facts.network
      let ports = network.ports(network.reserve(in: &plan))
      let workspace = Workspace<Float>(plan)
      let batch = BatchBuffer(
        workspace, input: ports.input, segment: ports.segment, known: ports.known, target: ports.target,
        weight: ports.weight)
      fill(batch, items)
      let pass = Pass(parameters: Arena<Float>(zeros: 0), workspace: workspace)
      return [ports.input.flattened, ports.known, ports.target, ports.weight].map { pass.elements(of: $0) }
    }
    let together = batches { batch, items in source.fill(batch, with: items[...]) }
    let apart = batches { batch, items in
      for (row, item) in items.enumerated() { source.fill(row, of: batch, with: item) }
    }
    #expect(together == apart && together[2].contains { $0 != 0 })
  }

  @Test("the longest season that the lookback holds: of days a year, where it is read")
  func longerSeason() throws {
    let panel = ClosedFormPanel.make([ClosedFormPanel.noise(900)], season: 7)
    #expect(try facts(panel, lookback: 364).0.season == 364)
    #expect(try facts(panel, lookback: 363).0.season == 7)
    #expect(try facts(panel, lookback: 6).0.season == 0)
  }

  @Test("which series a row is of, and of a series that was not trained on nothing")
  func traits() throws {
    let values = [ClosedFormPanel.noise(60), ClosedFormPanel.noise(60, seed: 2)]
    let (facts, _) = try facts(ClosedFormPanel.make(values), lookback: 12, embedding: true)
    let more = ClosedFormPanel.make(values + [ClosedFormPanel.noise(60, seed: 3)])
    let framed = FramedWindows(
      panel: more, levels: facts.levels(for: more), values: more.series.map { Array($0.target) },
      lookback: 12,
      horizon: 3)
    let rows = (0..<3).map { known(Window(series: $0, origin: 50, firstInput: 38), facts, framed) }
    #expect(rows == [[1, 0], [0, 1], [0, 0]])
  }
}
