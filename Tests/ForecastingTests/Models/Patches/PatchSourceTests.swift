import Layers
import LinearAlgebra
import Testing
import TimeSeries

@testable import Forecasting
@testable import Models
@testable import Windowing

@Suite("What a network of patches is shown")
struct PatchSourceTests {
  private func facts(_ panel: Panel, lookback: Int, embedding: Bool = false) throws -> (
    PatchFacts, FramedWindows
  ) {
    let data = TrainingData(panel: panel)
    var options = ForecasterOptions(horizon: 3, lookback: lookback)
    options.patches.embedding = embedding
    let split = try TrainingSplit(data, options: options, lookback: lookback)
    options.transform = Transform.none
    options.calendar = false
    options.patches.anchor = .last
    let choice = try FrameChoice(data, split: split, options: options, lookback: lookback)
    let task = try PatchTask(.direct, data, split: nil, options: options, like: choice)
    return (PatchFacts(task, options: options), task.framed)
  }

  /// What `fill` writes into a batch of `rows` rows.
  private func written(
    _ facts: PatchFacts, rows: Int, _ fill: (borrowing BatchBuffer) -> Void
  ) -> (input: [Float], known: [Float], target: [Float], weight: [Float]) {
    var plan = ActivationPlan(rows: rows)
    let network = facts.network
    let ports = network.ports(network.reserve(in: &plan))
    let workspace = Workspace<Float>(plan)
    fill(
      BatchBuffer(
        workspace, input: ports.input, patch: ports.patch, known: ports.known, target: ports.target,
        weight: ports.weight))
    let pass = Pass(parameters: Arena<Float>(zeros: 0), workspace: workspace)
    return (
      pass.elements(of: ports.input.flattened), pass.elements(of: ports.known),
      pass.elements(of: ports.target), pass.elements(of: ports.weight)
    )
  }

  /// What is known ahead of `window`, as the network reads it.
  private func known(_ window: Window, _ facts: PatchFacts, _ framed: FramedWindows) -> [Float] {
    let source = facts.source(framed, [window], writesTargets: true)
    return written(facts, rows: 1) { source.fill(0, of: $0, with: 0) }.known
  }

  @Test("beside each lead the value of a season before, normalised, or the centre where it is missing")
  func season() throws {
    var target = (0..<60).map { Double($0 % 7) }
    target[44] = .nan
    let (facts, framed) = try facts(ClosedFormPanel.make([target], season: 7), lookback: 12)
    let window = Window(series: 0, origin: 50, firstInput: 38)
    let normalisation = framed.normalisation(of: window)
    let expected = [43, 44, 45].map { target[$0].isNaN ? 0 : Float(normalisation.scaled(target[$0])) }
    #expect(facts.seasonLag == 7 && known(window, facts, framed) == expected)
  }

  @Test("windows that are written together are the same as one by one")
  func together() throws {
    let data = TrainingData(panel: ClosedFormPanel.make([ClosedFormPanel.noise(60)]))
    let options = ForecasterOptions(horizon: 3, lookback: 12)
    let split = try TrainingSplit(data, options: options, lookback: 12)
    let choice = try FrameChoice(data, split: split, options: options, lookback: 12)
    let task = try PatchTask(.correction, data, split: split, options: options, like: choice)
    let facts = PatchFacts(task, options: options)
    let source = facts.source(choice.framed, split.training, writesTargets: true)
    let items = [5, 0, 17]
    let together = written(facts, rows: items.count) { source.fill($0, with: items[...]) }
    let apart = written(facts, rows: items.count) { batch in
      for (row, item) in items.enumerated() { source.fill(row, of: batch, with: item) }
    }
    #expect(together == apart && together.target.contains { $0 != 0 })
  }

  @Test("a window among more than are remembered is written as it is alone")
  func many() throws {
    let target = (0..<200_100).map { Double($0 % 13) + Double($0 % 1_009) / 100 }
    let (facts, framed) = try facts(ClosedFormPanel.make([target]), lookback: 8)
    let windows = (8...200_050).map { Window(series: 0, origin: $0, firstInput: $0 - 8) }
    let all = facts.source(framed, windows, writesTargets: true)
    for item in [0, 777, 200_000] {
      let alone = facts.source(framed, [windows[item]], writesTargets: true)
      let (found, expected) = (
        written(facts, rows: 1) { all.fill(0, of: $0, with: item) },
        written(facts, rows: 1) { alone.fill(0, of: $0, with: 0) }
      )
      #expect(found == expected && found.target.contains { $0 != 0 })
      #expect(all.weight(of: item) == alone.weight(of: 0))
    }
  }

  @Test("the longest season that the lookback holds: of days a year, where it is read")
  func longerSeason() throws {
    let panel = ClosedFormPanel.make([ClosedFormPanel.noise(900)], season: 7)
    #expect(try facts(panel, lookback: 364).0.seasonLag == 364)
    #expect(try facts(panel, lookback: 363).0.seasonLag == 7)
    #expect(try facts(panel, lookback: 6).0.seasonLag == 0)
  }

  @Test("which series a row is of, and of a series that was not trained on nothing")
  func traits() throws {
    let values = [ClosedFormPanel.noise(60), ClosedFormPanel.noise(60, seed: 2)]
    let (facts, _) = try facts(ClosedFormPanel.make(values), lookback: 12, embedding: true)
    let more = ClosedFormPanel.make(values + [ClosedFormPanel.noise(60, seed: 3)])
    let framed = FramedWindows(
      panel: more, frame: facts.frame, values: more.series.map { Array($0.target) }, lookback: 12, horizon: 3)
    let rows = (0..<3).map { known(Window(series: $0, origin: 50, firstInput: 38), facts, framed) }
    #expect(rows == [[1, 0], [0, 1], [0, 0]])
  }
}
