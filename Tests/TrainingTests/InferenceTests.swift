import Layers
import LinearAlgebra
import TestSupport
import Testing
import Training

@Suite("Running a network forward")
struct InferenceTests {
  /// The first `count` items of a source.
  private struct Prefix: BatchSource {
    let base: WaveSource
    let first: Int
    let count: Int
    func weight(of item: Int) -> Double { base.weight(of: first + item) }
    func fill(_ row: Int, of batch: borrowing BatchBuffer, with item: Int) {
      base.fill(row, of: batch, with: first + item)
    }
  }

  @Test(
    "an item's output is the same bits alone, among others, and on any number of threads",
    arguments: TrainedNetwork.dropping)
  func invariance(_ item: TrainedNetwork) {
    func check(_ network: some Network) {
      let source = WaveSource(count: 75, starts: (0..<75).map { $0 % 4 })
      let weights = Arena(network.closedFormWeights)
      let one = Inference(network, team: WorkerTeam(threads: 1))
      let together = one.outputs(source, weights: weights)
      #expect(together.count == 75 * 3 && together.allSatisfy { $0.isFinite })
      let several = Inference(network, team: WorkerTeam(threads: 3))
      #expect(several.outputs(source, weights: weights) == together)
      for first in [0, 1, 17, 31, 32, 74] {
        let alone = one.outputs(Prefix(base: source, first: first, count: 1), weights: weights)
        #expect(alone == Array(together[first * 3..<first * 3 + 3]))
      }
      #expect(one.outputs(Prefix(base: source, first: 0, count: 0), weights: weights).isEmpty)
    }
    check(item.network)
  }

  @Test("the mean loss is over the cells that have a target")
  func meanLoss() throws {
    let network = TrainedNetwork.small
    let weights = (0..<40 * 3).map { Float($0 % 5 == 0 ? 0 : 1) }
    let source = WaveSource(count: 40, weights: weights)
    let inference = Inference(network, team: WorkerTeam(threads: 2))
    let parameters = Arena(network.closedFormWeights)
    let outputs = inference.outputs(source, weights: parameters)
    var (sum, count) = (0.0, 0.0)
    for index in outputs.indices where weights[index] > 0 {
      sum += abs(Double(outputs[index]) - Double(Float(ClosedForm.cosine(index, phase: 0.3))))
      count += 1
    }
    let loss = try #require(inference.meanLoss(.mae, source, weights: parameters))
    // The same 96 numbers in double precision, added up in another order: at most 96 roundings of 1.1e-16.
    #expect(abs(loss - sum / count) < 1e-14 * max(1, loss))
    let empty = WaveSource(count: 2, weights: Array(repeating: 0, count: 6))
    #expect(inference.meanLoss(.mae, empty, weights: parameters) == nil)
  }

  @Test("initial weights belong to the seed, lie in PyTorch's bounds, and forecast zero")
  func initialValues() {
    for item in TrainedNetwork.dropping {
      let plan = item.network.parameters
      let weights = plan.initialValues(seed: 1)
      #expect(plan.initialValues(seed: 1) == weights)
      #expect(plan.initialValues(seed: 2) != weights)
      for parameter in plan.parameters {
        let values = parameter.slot.elements(in: weights)
        switch parameter.initializer {
        case .constant(let value): #expect(values.allSatisfy { $0 == Float(value) })
        case .uniform(let bound):
          #expect(values.allSatisfy { abs($0) <= Float(bound) })
          #expect(Set(values).count > values.count / 2, "\(parameter.name)")
        case .normal(let deviation): #expect(values.allSatisfy { abs($0) < Float(6 * deviation) })
        }
      }
      func outputs(_ network: some Network) -> [Float] {
        Inference(network, team: WorkerTeam(threads: 1)).outputs(
          WaveSource(count: 3), weights: Arena(weights))
      }
      #expect(outputs(item.network).allSatisfy { $0 == 0 })
    }
  }
}
