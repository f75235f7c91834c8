import Layers
import LinearAlgebra
import Training

/// Short training of a small network on waves.
enum WaveTraining {
  /// A few epochs of small batches, changed as `change` says.
  static func options(_ change: (inout TrainingOptions) -> Void = { _ in }) -> TrainingOptions {
    var options = TrainingOptions()
    options.minEpochSteps = 1
    options.batch = 16
    options.maxEpochs = 6
    options.learningRate = 0.01
    change(&options)
    return options
  }

  /// Trains `network` on `source`.
  static func train(
    _ source: WaveSource, validation: WaveSource? = nil, _ options: TrainingOptions,
    network: some Network = TrainedNetwork.small, from weights: [Float]? = nil, threads: Int = 1
  ) -> TrainingReport {
    Trainer(network, options: options, team: WorkerTeam(threads: threads))
      .train(on: source, validation: validation, from: weights)
  }
}
