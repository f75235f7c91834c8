import ArgumentParser
import CAllocations
import Layers
import LinearAlgebra
import Training

/// A network with a fixed batch, ready to be trained or run for a while.
struct NetworkTrial {
  /// Windows of a batch.
  let batch: Int
  /// The heap that a training step and a batch of forecasts work on.
  let heldBytes: Int
  /// Does one training step: fill, forward, squared error, backward, clipping and Adam.
  let train: () throws -> Void
  /// Forecasts one batch: fill and forward.
  let infer: () -> Void

  /// Prepares a network of `kind` and does a few steps with it.
  init(_ kind: NetworkKind, _ shape: Shape, horizon: Int, threads: Int) throws {
    self = try Self.prepared(kind.network(shape, horizon: horizon), shape, threads: threads)
    for _ in 0..<3 {
      try train()
      infer()
    }
  }

  private init(batch: Int, heldBytes: Int, train: @escaping () throws -> Void, infer: @escaping () -> Void) {
    self.batch = batch
    self.heldBytes = heldBytes
    self.train = train
    self.infer = infer
  }

  private static func prepared(_ network: some Network, _ shape: Shape, threads: Int) throws -> NetworkTrial {
    let before = allocated_bytes()
    var options = TrainingOptions()
    options.batch = shape.batch
    options.loss = .mse
    let team = WorkerTeam(threads: threads)
    let windows = PreparedWindows(count: shape.batch, steps: shape.steps, features: shape.features)
    let step = GradientStep(
      network, options: options, source: windows, weights: network.parameters.initialValues(seed: 1),
      team: team)
    let inference = Inference(network, team: team)
    return NetworkTrial(
      batch: shape.batch, heldBytes: Int(allocated_bytes() - before),
      train: {
        let key = DropoutKey(key: 1, pass: 0)
        guard step.run(count: shape.batch, rate: 1e-3, key: key, item: { $0 }) != nil else {
          throw ValidationError("the loss is not finite")
        }
      },
      infer: { _ = inference.outputs(windows, weights: step.weights) })
  }

  /// Windows trained a second.
  func trainingRate(seconds: Double) throws -> Double {
    try rate(during: seconds) { try train() } * Double(batch)
  }

  /// Windows forecast a second.
  func inferenceRate(seconds: Double) -> Double {
    rate(during: seconds) { infer() } * Double(batch)
  }

  /// Heap allocations of a training step.
  func allocationsPerStep() throws -> Double {
    let steps = 10
    let before = allocation_count()
    for _ in 0..<steps { try train() }
    return Double(allocation_count() - before) / Double(steps)
  }
}
