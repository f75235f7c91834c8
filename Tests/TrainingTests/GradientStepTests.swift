import Layers
import LinearAlgebra
import TestSupport
import Testing
import Training

@Suite("A step of training")
struct GradientStepTests {
  private struct Reference: Decodable {
    struct Trajectory: Decodable {
      let cell: String
      let attends: Bool
      let loss: Loss
      let losses: [Double]
    }
    let starts: [Int]
    let trajectories: [Trajectory]
  }

  /// Against PyTorch in single precision: `write_trajectories` in `Tests/Fixtures/generate.py`.
  @Test("ten losses of recurrent networks under mse, mae and huber are PyTorch's, with Adam and clipping")
  func trajectories() throws {
    let reference = try Fixture.load("trajectories.json", as: Reference.self)
    var weights = [Float](repeating: 1, count: 12 * 3)
    weights[1] = 0
    let source = WaveSource(count: 12, starts: reference.starts, weights: weights)
    let networks = TrainedNetwork.all(WaveSource.shape, LayerSizes(units: [4, 4], head: [5]))
    #expect(reference.trajectories.count == 3 * networks.count)
    for expected in reference.trajectories {
      let item = try #require(
        networks.first { $0.cell == expected.cell && $0.attends == expected.attends })
      let found = losses(item.network, source, expected.loss)
      for (step, loss) in expected.losses.enumerated() {
        // Ten steps of a few hundred roundings each; Adam keeps the relative size of a gradient's error.
        #expect(
          abs(found[step] - loss) < 1e-4 * loss, "\(item.testDescription), \(expected.loss), step \(step + 1)"
        )
      }
    }
  }

  private func losses(_ network: some Network, _ source: WaveSource, _ loss: Loss) -> [Double] {
    var options = TrainingOptions()
    options.loss = loss
    options.clip = 0.5
    options.batch = source.count
    let step = GradientStep(
      network, options: options, source: source, weights: network.closedFormWeights,
      team: WorkerTeam(threads: 1))
    return (0..<10).map { index in
      let result = step.run(
        count: source.count, rate: 0.02, key: DropoutKey(key: 0, pass: UInt64(index)), item: { $0 })
      return result.map { $0.loss / $0.weight } ?? .nan
    }
  }

  /// Runs one step and returns its result, its gradient and the weights after it.
  private func step(
    _ source: WaveSource, batch: Int? = nil, count: Int? = nil, rate: Double = 0.1, loss: Loss = .mse
  ) -> (loss: Double, weight: Double, gradient: [Float], weights: [Float])? {
    var options = TrainingOptions()
    options.loss = loss
    options.quantileLevels = []
    options.batch = batch ?? source.count
    let network = TrainedNetwork.small
    let step = GradientStep(
      network, options: options, source: source, weights: network.closedFormWeights,
      team: WorkerTeam(threads: 1))
    return step.run(
      count: count ?? source.count, rate: rate, key: DropoutKey(key: 0, pass: 0), item: { $0 }
    ).map { ($0.loss, $0.weight, step.gradient, step.weights.elements) }
  }

  @Test("a partial batch is the mean over its own windows, whatever the batch's size")
  func partialBatch() throws {
    let source = WaveSource(count: 9)
    let whole = try #require(step(source, batch: 9))
    let partial = try #require(step(source, batch: 32))
    // The batch of 9 has shards of 8 rows, that of 32 has 16: sums in other orders.
    #expect(abs(partial.loss - whole.loss) < 1e-6 * whole.loss)
    #expect(partial.weight == 27)
    #expect(Distance.relative(partial.gradient, whole.gradient.map { Double($0) }) < 1e-6)
  }

  @Test("a masked target carries no loss and no gradient, whatever it holds", arguments: Loss.allCases)
  func maskedTargets(loss: Loss) throws {
    let weights = (0..<30).map { Float($0 % 4 == 0 ? 0 : 1) }
    var source = WaveSource(count: 10, weights: weights)
    let first = try #require(step(source, loss: loss))
    source.maskedTarget = 1e30
    let second = try #require(step(source, loss: loss))
    #expect(first.loss == second.loss && first.gradient == second.gradient)
    #expect(first.weight == 22)
  }

  @Test("a batch without targets changes nothing")
  func noTargets() throws {
    let source = WaveSource(count: 4, weights: Array(repeating: 0, count: 12))
    let result = try #require(step(source))
    #expect(result.loss == 0 && result.weight == 0)
    #expect(result.weights == TrainedNetwork.small.closedFormWeights)
  }

  @Test(
    "a window that is not finite is noticed and leaves the weights alone", arguments: [Float.nan, .infinity])
  func notFinite(value: Float) {
    let network = TrainedNetwork.small
    var source = WaveSource(count: 20)
    source.disturbance = { $0 == 17 ? value : 0 }
    var options = TrainingOptions()
    options.batch = 20
    let step = GradientStep(
      network, options: options, source: source, weights: network.closedFormWeights,
      team: WorkerTeam(threads: 2))
    let result = step.run(count: 20, rate: 0.1, key: DropoutKey(key: 0, pass: 0), item: { $0 })
    // An infinite input saturates its cell, and zero times infinity is the gradient of the weight between.
    #expect(result == nil)
    #expect(step.weights.elements == network.closedFormWeights)
  }

  @Test("gives the same bits on any number of threads", arguments: TrainedNetwork.dropping)
  func threads(_ item: TrainedNetwork) {
    func weights(_ network: some Network, threads: Int) -> [Float] {
      var options = TrainingOptions()
      options.batch = 100
      let step = GradientStep(
        network, options: options, source: WaveSource(count: 100), weights: network.closedFormWeights,
        team: WorkerTeam(threads: threads))
      for pass in 0..<4 {
        // The last batch is a partial one, of three shards of four.
        _ = step.run(
          count: pass == 3 ? 70 : 100, rate: 0.01, key: DropoutKey(key: 5, pass: UInt64(pass)), item: { $0 })
      }
      return step.weights.elements
    }
    let expected = weights(item.network, threads: 1)
    for threads in [1, 2, 3, 4] { #expect(weights(item.network, threads: threads) == expected) }
  }

  @Test("clipping scales a gradient down to its norm and never up")
  func clipping() throws {
    let source = WaveSource(count: 8)
    func change(clip: Double) -> [Double] {
      var options = TrainingOptions()
      options.optimizer = .sgd
      options.loss = .mse
      options.clip = clip
      options.batch = 8
      let network = TrainedNetwork.small
      let before = network.closedFormWeights
      let step = GradientStep(
        network, options: options, source: source, weights: before, team: WorkerTeam(threads: 1))
      _ = step.run(count: 8, rate: 1, key: DropoutKey(key: 0, pass: 0), item: { $0 })
      return zip(step.weights.elements, before).map { Double($0 - $1) }
    }
    func norm(_ values: [Double]) -> Double { values.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    let whole = norm(change(clip: 0))
    #expect(abs(norm(change(clip: whole / 10)) - whole / 10) < 1e-5 * whole)
    #expect(change(clip: 10 * whole) == change(clip: 0))
  }
}
