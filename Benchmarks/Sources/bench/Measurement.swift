import ArgumentParser
import CAllocations
import Layers
import LinearAlgebra
import Training

/// Windows made up on the spot, so that nothing but the network is measured.
private struct MadeUpWindows: BatchSource {
  let count: Int

  func weight(of item: Int) -> Double { 1 }

  func fill(_ row: Int, of batch: borrowing BatchBuffer, with item: Int) {
    for step in 0..<batch.steps {
      for feature in 0..<batch.features {
        batch[step, row, feature] = Float((item * 31 + step * 7 + feature * 13) % 97) / 48 - 1
      }
    }
    batch.setTarget(row: row, lead: 0, to: Float(item % 11) / 5 - 1, weight: 1)
    batch.setStart(row: row, to: 0)
  }
}

/// What one shape reached: forward, squared error, backward, clipping and Adam; then forward alone.
struct Measurement {
  let label: String
  let trainRate: Double
  let inferRate: Double
  let operations: Double
  let allocationsPerStep: Double

  init(cell: String, shape: Shape, threads: Int, seconds: Double) throws {
    let network = NetworkShape(steps: shape.steps, features: shape.features, knownFeatures: 0, leads: 1)
    let sizes = LayerSizes(units: Array(repeating: shape.units, count: shape.layers))
    let label = "\(cell) \(shape.text)"
    switch cell {
    case "RNN":
      self = try Self.measure(
        RecurrentNetwork<RNNCell>(shape: network, sizes: sizes), label, shape, gates: 1, threads, seconds)
    case "LSTM":
      self = try Self.measure(
        RecurrentNetwork<LSTMCell>(shape: network, sizes: sizes), label, shape, gates: 4, threads, seconds)
    case "GRU":
      self = try Self.measure(
        RecurrentNetwork<GRUCell>(shape: network, sizes: sizes), label, shape, gates: 3, threads, seconds)
    case "GRU-attention":
      self = try Self.measure(
        AttentionNetwork<GRUCell>(shape: network, sizes: sizes, heads: 4), label, shape, gates: 3, threads,
        seconds)
    default: throw ValidationError("there is no cell \(cell)")
    }
  }

  private init(
    label: String, trainRate: Double, inferRate: Double, operations: Double, allocationsPerStep: Double
  ) {
    self.label = label
    self.trainRate = trainRate
    self.inferRate = inferRate
    self.operations = operations
    self.allocationsPerStep = allocationsPerStep
  }

  private static func measure<N: Network>(
    _ network: N, _ label: String, _ shape: Shape, gates: Int, _ threads: Int, _ seconds: Double
  ) throws -> Measurement {
    var options = TrainingOptions()
    options.batch = shape.batch
    options.loss = .mse
    let pool = WorkerPool(threads: threads)
    let step = GradientStep(
      network, options: options, source: MadeUpWindows(count: shape.batch),
      weights: network.parameters.initialValues(seed: 1), pool: pool)
    func trainOnce() throws {
      let key = DropoutKey(key: 1, pass: 0)
      guard step.run(count: shape.batch, rate: 1e-3, key: key, item: { $0 }) != nil else {
        throw ValidationError("\(label) diverged")
      }
    }
    for _ in 0..<3 { try trainOnce() }
    let allocations = foresee_allocations()
    let (steps, trainSeconds) = try repeated(for: seconds, trainOnce)
    let perStep = Double(foresee_allocations() - allocations) / Double(steps)
    let inference = Inference(network, pool: pool)
    let windows = MadeUpWindows(count: max(shape.batch, 64))
    let (runs, inferSeconds) = try repeated(for: seconds / 2) {
      _ = inference.outputs(windows, weights: step.weights)
    }
    return Measurement(
      label: label, trainRate: Double(steps * shape.batch) / trainSeconds,
      inferRate: Double(runs * windows.count) / inferSeconds, operations: shape.operations(gates: gates),
      allocationsPerStep: perStep)
  }

  private static func repeated(
    for seconds: Double, _ body: () throws -> Void
  ) rethrows -> (count: Int, seconds: Double) {
    let clock = ContinuousClock()
    let start = clock.now
    var count = 0
    while true {
      try body()
      count += 1
      let elapsed = (clock.now - start) / .seconds(1)
      if elapsed >= seconds { return (count, elapsed) }
    }
  }

  /// One line of the table. A training step counts three times the products of a forward pass.
  var line: String {
    func column(_ number: Double, _ width: Int, decimals: Bool = false) -> String {
      let text = decimals ? "\((number * 10).rounded() / 10)" : "\(Int(number.rounded()))"
      return String(repeating: " ", count: max(0, width - text.count)) + text
    }
    let name = label + String(repeating: " ", count: max(0, 27 - label.count))
    return name + column(trainRate, 16) + column(3 * trainRate * operations / 1e9, 9, decimals: true)
      + column(inferRate, 17) + column(inferRate * operations / 1e9, 9, decimals: true)
      + column(allocationsPerStep, 20, decimals: true)
  }
}
