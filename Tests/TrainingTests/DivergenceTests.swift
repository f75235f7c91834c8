import Layers
import LinearAlgebra
import Testing
import Training

@Suite("Training that diverges")
struct DivergenceTests {
  private func options(epochs: Int) -> TrainingOptions {
    var options = TrainingOptions()
    options.minEpochSteps = 1
    options.batch = 8
    options.maxEpochs = epochs
    options.learningRate = 0.01
    return options
  }

  @Test("ends after two halvings, naming epoch and batch, with the initial weights")
  func alwaysBroken() throws {
    let fills = Counter()
    var source = WaveSource(count: 24)
    source.disturbance = { item in
      guard item == 11 else { return 0 }
      fills.raise()
      return .nan
    }
    let trainer = Trainer(TrainedNetwork.small, options: options(epochs: 5), team: WorkerTeam(threads: 1))
    let report = trainer.train(on: source, validation: nil)
    guard case .diverged(let epoch, let batch) = report.ending else {
      Issue.record("ended \(report.ending)")
      return
    }
    #expect(epoch == 1 && (1...3).contains(batch))
    #expect(fills.count == 3)
    #expect(report.epochs.isEmpty && report.bestEpoch == 0)
    #expect(report.weights == TrainedNetwork.small.parameters.initialValues(seed: 1))
  }

  @Test("goes back to the last good weights and on at half the rate when it happens once")
  func brokenOnce() {
    // Item 11 breaks the first time it is seen in the third epoch.
    let fills = Counter()
    var source = WaveSource(count: 24)
    source.disturbance = { $0 == 11 && fills.raise() == 3 ? .nan : 0 }
    let network = TrainedNetwork.small
    let trainer = Trainer(network, options: options(epochs: 4), team: WorkerTeam(threads: 1))
    let report = trainer.train(on: source, validation: nil)
    #expect(report.ending == .completed)
    #expect(report.epochs.map(\.learningRate) == [0.01, 0.01, 0.005, 0.005])
    #expect(report.epochs.map(\.step) == [3, 6, 9, 12])
    #expect(fills.count == 5)
    #expect(report.weights.allSatisfy { $0.isFinite })
  }

  @Test("leaves nothing of the epoch that broke, wherever in it that was", arguments: [0, 0.9])
  func rollback(averaging: Double) {
    // The third epoch begins with fill 49 of 24 items each; steps before a later break must leave no trace.
    func weights(brokenFill: Int) -> [Float] {
      let fills = Counter()
      var source = WaveSource(count: 24)
      source.disturbance = { _ in fills.raise() == brokenFill ? .nan : 0 }
      var settings = options(epochs: 4)
      settings.averaging = averaging
      let trainer = Trainer(TrainedNetwork.small, options: settings, team: WorkerTeam(threads: 1))
      return trainer.train(on: source, validation: nil).weights
    }
    let first = weights(brokenFill: 49)
    #expect(weights(brokenFill: 60) == first)
    #expect(weights(brokenFill: 72) == first)
    #expect(weights(brokenFill: .max) != first)
  }

  @Test("is noticed when only the last step broke the weights")
  func brokenWeights() {
    var settings = options(epochs: 1)
    settings.learningRate = 1e39
    let trainer = Trainer(TrainedNetwork.small, options: settings, team: WorkerTeam(threads: 1))
    let report = trainer.train(on: WaveSource(count: 8), validation: nil)
    #expect(report.ending == .diverged(epoch: 1, batch: 1))
    #expect(report.weights.allSatisfy { $0.isFinite })
  }
}
