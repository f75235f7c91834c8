import CAllocations
import Layers
import LinearAlgebra
import Testing
import Training

@Suite("Heap allocations")
struct AllocationTests {
  /// Every network of ``TrainedNetwork/dropping``, and one whose outputs are quantiles.
  static let networks =
    TrainedNetwork.dropping + [
      TrainedNetwork(
        cell: "quantiles", attends: false,
        network: QuantileNetwork(
          RecurrentNetwork<GRUCell>(
            shape: NetworkShape(steps: 5, features: 2, knownFeatures: 1, leads: 3, outputs: 3),
            sizes: LayerSizes(units: [4])), levels: [0.1, 0.5, 0.9]))
    ]

  /// The allocations of the calling thread, which does at least a part of each step itself: those of `body`
  /// after it has run three times.
  private func allocations(of body: () -> Void) -> Int {
    for _ in 0..<3 { body() }
    let before = allocations_of_this_thread()
    for _ in 0..<10 { body() }
    return Int(allocations_of_this_thread() - before)
  }

  @Test("there is none in a step of training, on one thread or two", arguments: networks, [1, 2])
  func steps(_ item: TrainedNetwork, threads: Int) {
    func count(_ network: some Network) -> Int {
      var options = TrainingOptions()
      options.batch = 100
      options.averaging = 0.9
      if item.cell == "quantiles" {
        options.loss = .quantile
        options.quantileLevels = [0.1, 0.9]
      }
      let step = GradientStep(
        network, options: options, source: WaveSource(count: 100), weights: network.closedFormWeights,
        pool: WorkerPool(threads: threads))
      var losses = 0.0
      let count = allocations {
        losses +=
          step.run(count: 100, rate: 0.01, key: DropoutKey(key: 5, pass: 1), item: { $0 })?.loss ?? .nan
      }
      #expect(losses.isFinite)
      return count
    }
    #expect(count(item.network) == 0)
  }

  @Test("are counted")
  func counted() {
    var arrays: [[Int]] = []
    arrays.reserveCapacity(13)
    #expect(allocations { arrays.append(Array(repeating: arrays.count, count: 1_000)) } == 10)
  }
}
