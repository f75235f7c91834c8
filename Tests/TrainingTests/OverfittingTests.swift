import Layers
import LinearAlgebra
import Testing
import Training

@Suite("Training can learn")
struct OverfittingTests {
  static let networks = TrainedNetwork.all(WaveSource.shape, LayerSizes(units: [16], head: [32]))

  /// Eight windows of noise can only be learnt by heart; a wrong gradient or update does not get there.
  @Test("eight windows by heart in 500 steps", arguments: networks)
  func overfit(_ item: TrainedNetwork) {
    var options = TrainingOptions()
    options.minEpochSteps = 1
    options.batch = 8
    options.maxSteps = 500
    options.learningRate = 0.02
    options.schedule = .cosine
    options.loss = .mse
    options.patience = 0
    func finalLoss(_ network: some Network) -> Double? {
      let trainer = Trainer(network, options: options, team: WorkerTeam(threads: 1))
      return trainer.train(on: WaveSource(count: 8), validation: nil).epochs.last?.loss
    }
    #expect(finalLoss(item.network) ?? .infinity < 1e-4)
  }
}
