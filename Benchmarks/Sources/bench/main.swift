import ArgumentParser
import CAllocations
import Layers
import LinearAlgebra
import Training

struct Synthetic: BatchSource {
  let count: Int
  func weight(of item: Int) -> Double { 1 }
  func fill(_ row: Int, of batch: borrowing BatchBuffer, with item: Int) {
    for step in 0..<batch.steps {
      for feature in 0..<batch.features { batch[step, row, feature] = Float((item * 31 + step * 7 + feature * 13) % 97) / 48 - 1 }
    }
    batch.setTarget(row: row, lead: 0, to: Float(item % 11) / 5 - 1, weight: 1)
    batch.setStart(row: row, to: 0)
  }
}

func measure<N: Network>(_ network: N, _ label: String, batch: Int, gates: Int, units: Int, layers: Int, threads: Int, seconds: Double) {
  var options = TrainingOptions()
  options.batch = batch
  options.loss = .mse
  let pool = WorkerPool(threads: threads)
  let source = Synthetic(count: batch)
  let step = GradientStep(network, options: options, source: source, weights: network.parameters.initialValues(seed: 1), pool: pool)
  func once(_ index: Int) {
    guard step.run(count: batch, rate: 1e-3, key: DropoutKey(key: 1, pass: UInt64(index)), item: { $0 }) != nil else { fatalError("diverged") }
  }
  for index in 0..<3 { once(index) }
  let clock = ContinuousClock()
  let allocations = foresee_allocations()
  var steps = 0
  let start = clock.now
  while (clock.now - start) / .seconds(1) < seconds { once(steps); steps += 1 }
  let rate = Double(steps * batch) / ((clock.now - start) / .seconds(1))
  let perStep = Double(foresee_allocations() - allocations) / Double(steps)
  let T = network.shape.steps, F = network.shape.features
  var flop = 0.0
  for layer in 0..<layers { flop += Double(2 * T * gates * units * ((layer == 0 ? F : units) + units)) }
  let inference = Inference(network, pool: pool)
  let many = Synthetic(count: max(batch, 64))
  _ = inference.outputs(many, weights: step.weights)
  let start2 = clock.now
  var runs = 0
  while (clock.now - start2) / .seconds(1) < seconds / 2 { _ = inference.outputs(many, weights: step.weights); runs += 1 }
  let inferRate = Double(runs * many.count) / ((clock.now - start2) / .seconds(1))
  print("\(label) threads \(threads): train \(Int(rate)) w/s \((3 * rate * flop / 1e8).rounded() / 10) GFLOP/s, infer \(Int(inferRate)) w/s \((inferRate * flop / 1e8).rounded() / 10), allocations a step \(perStep)")
}

let shapes = [(32, 64, 8, 32, 1), (32, 64, 8, 64, 2), (64, 96, 8, 128, 2), (256, 96, 8, 128, 1), (64, 64, 8, 256, 2)]
let arguments = CommandLine.arguments
let cells = arguments.count > 1 ? [arguments[1]] : ["LSTM", "GRU", "RNN"]
let threadCounts = arguments.count > 2 ? [Int(arguments[2])!] : [2]
for cell in cells {
  for (B, T, I, H, L) in shapes {
    for threads in threadCounts {
    let shape = NetworkShape(steps: T, features: I, knownFeatures: 0, leads: 1)
    let sizes = LayerSizes(units: Array(repeating: H, count: L))
    let label = "\(cell) \(B)x\(T)x\(I)x\(H)x\(L)"
    switch cell {
    case "LSTM": measure(RecurrentNetwork<LSTMCell>(shape: shape, sizes: sizes), label, batch: B, gates: 4, units: H, layers: L, threads: threads, seconds: 1.5)
    case "GRU": measure(RecurrentNetwork<GRUCell>(shape: shape, sizes: sizes), label, batch: B, gates: 3, units: H, layers: L, threads: threads, seconds: 1.5)
    case "ATT": measure(AttentionNetwork<GRUCell>(shape: shape, sizes: sizes, heads: 4), label, batch: B, gates: 3, units: H, layers: L, threads: threads, seconds: 1.5)
    default: measure(RecurrentNetwork<RNNCell>(shape: shape, sizes: sizes), label, batch: B, gates: 1, units: H, layers: L, threads: threads, seconds: 1.5)
    }
    }
  }
}
