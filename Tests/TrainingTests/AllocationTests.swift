import CAllocations
import Layers
import LinearAlgebra
import TestSupport
import Testing
import Training

/// Windows that lie in an array, of the shape of ``WaveSource``: filling a batch with them allocates nothing.
private struct StoredSource: BatchSource {
  let count: Int
  private let values = ClosedForm.cosines(997, scale: 1).map { Float($0) }

  func weight(of item: Int) -> Double { Double(WaveSource.shape.leads) }

  func fill(_ row: Int, of batch: borrowing BatchBuffer, with item: Int) {
    let shape = WaveSource.shape
    batch.setStart(row: row, to: 0)
    for step in 0..<shape.steps {
      for feature in 0..<shape.features {
        batch[step, row, feature] = values[(31 * item + 7 * step + feature) % values.count]
      }
    }
    for lead in 0..<shape.leads {
      batch.setKnown(row: row, lead, to: values[(17 * item + lead) % values.count])
      batch.setTarget(row: row, lead: lead, to: values[(13 * item + lead) % values.count], weight: 1)
    }
  }
}

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
        network, options: options, source: StoredSource(count: 100), weights: network.closedFormWeights,
        team: WorkerTeam(threads: threads))
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
