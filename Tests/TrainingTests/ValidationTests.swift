import Layers
import LinearAlgebra
import Testing
import Training

@Suite("Training with validation windows")
struct ValidationTests {
  @Test("keeps the initial weights when no epoch improves on them")
  func epochZero() {
    // The untrained network forecasts zero, which is what the validation wants and training does not.
    var validation = WaveSource(count: 10)
    validation.targetScale = 0
    let report = WaveTraining.train(
      WaveSource(count: 30), validation: validation, WaveTraining.options { $0.patience = 3 })
    #expect(report.bestEpoch == 0 && report.bestValidationLoss == 0)
    #expect(report.ending == .patience && report.epochs.count == 4, "the first epoch starts patience")
    #expect(report.weights == TrainedNetwork.small.parameters.initialValues(seed: 1))
    #expect(report.epochs.allSatisfy { !$0.isBest })
  }

  @Test("ends with the weights whose validation loss was the best, to the last bit")
  func bestWeights() throws {
    // Too high a rate makes the validation loss jump about.
    var validation = WaveSource(count: 12)
    validation.starts = Array(repeating: 2, count: 12)
    let network = TrainedNetwork.small
    let report = WaveTraining.train(
      WaveSource(count: 40), validation: validation,
      WaveTraining.options {
        $0.learningRate = 0.3
        $0.maxEpochs = 12
        $0.patience = 12
      })
    let losses = report.epochs.compactMap(\.validationLoss)
    #expect(report.bestEpoch > 0 && report.bestEpoch < 12, "the best epoch must not be the last one")
    #expect(report.bestValidationLoss == losses.min())
    #expect(report.epochs[report.bestEpoch - 1].isBest)
    #expect(report.epochs.last { $0.isBest }?.epoch == report.bestEpoch)
    let loss = Inference(network, team: WorkerTeam(threads: 1)).meanLoss(
      .mae, validation, weights: Arena(report.weights))
    #expect(loss == report.bestValidationLoss)
  }

  @Test("validates no epoch before the first that is asked for, and keeps none of them")
  func firstValidation() throws {
    var validation = WaveSource(count: 12)
    validation.starts = Array(repeating: 2, count: 12)
    func trained(from first: Int?) -> TrainingReport {
      WaveTraining.train(
        WaveSource(count: 40), validation: validation,
        WaveTraining.options {
          $0.learningRate = 0.3
          $0.maxEpochs = 12
          $0.patience = 12
          $0.firstValidationStep = first
        })
    }
    let all = trained(from: nil)
    let late = trained(from: all.bestStep + 1)
    let judged = late.epochs.filter { $0.validationLoss != nil }
    #expect(judged.map(\.epoch) == Array(all.bestEpoch + 1...12))
    #expect(judged.map(\.validationLoss) == all.epochs[all.bestEpoch...].map(\.validationLoss))
    let least = try #require(judged.min { $0.validationLoss ?? 0 < $1.validationLoss ?? 0 })
    let never = trained(from: .max)
    let untrained = try #require(never.bestValidationLoss)
    #expect(least.validationLoss ?? untrained < untrained)
    #expect(late.bestEpoch == least.epoch && late.bestValidationLoss == least.validationLoss)
    #expect(never.bestEpoch == 0, "what is never validated is never kept")
  }

  @Test(
    "counts no epoch before the first that is validated for patience or a plateau, and keeps the last without validation"
  )
  func waitingForValidation() {
    let settings = WaveTraining.options {
      $0.schedule = .plateau
      $0.patience = 2
      $0.maxEpochs = 6
      $0.firstValidationStep = .max
    }
    let report = WaveTraining.train(WaveSource(count: 16), validation: WaveSource(count: 10), settings)
    #expect(report.epochs.map(\.learningRate) == Array(repeating: settings.learningRate, count: 6))
    #expect(report.bestEpoch == 0)
    #expect(WaveTraining.train(WaveSource(count: 16), settings).bestEpoch == 6)
  }

  @Test("ends with the last weights that are as good as the best, but for those before the first step")
  func tolerance() throws {
    var validation = WaveSource(count: 12)
    validation.starts = Array(repeating: 2, count: 12)
    let jumping = WaveTraining.options {
      $0.learningRate = 0.3
      $0.maxEpochs = 12
      $0.patience = 12
    }
    func train(tolerance: Double) -> TrainingReport {
      Trainer(
        TrainedNetwork.small, options: jumping, tolerance: tolerance, team: WorkerTeam(threads: 1)
      ).train(on: WaveSource(count: 40), validation: validation)
    }
    let best = train(tolerance: 0)
    let least = try #require(best.bestValidationLoss)
    let late = train(tolerance: 0.5)
    let good = late.epochs.last { $0.validationLoss.map { $0 <= 1.5 * least } ?? false }
    #expect(late.bestEpoch == good?.epoch && late.bestEpoch > best.bestEpoch)
    #expect(late.bestValidationLoss == good?.validationLoss)
    #expect(late.stepOfLeastLoss == best.bestStep)
  }

  @Test("never keeps what is no better than the untrained weights, however tolerant")
  func toleranceOfUntrained() throws {
    // On the way to what training wants the network passes what this validation wants.
    var validation = WaveSource(count: 12)
    validation.targetScale = 0.3
    let network = TrainedNetwork.small
    let report = Trainer(
      network,
      options: WaveTraining.options {
        $0.maxEpochs = 40; $0.patience = 40
      }, tolerance: 1e9,
      team: WorkerTeam(threads: 1)
    ).train(on: WaveSource(count: 40), validation: validation)
    let untrained = try #require(
      Inference(network, team: WorkerTeam(threads: 1)).meanLoss(
        .mae, validation, weights: Arena(network.parameters.initialValues(seed: 1))))
    let losses = report.epochs.compactMap(\.validationLoss)
    #expect(losses.contains { $0 < untrained } && losses[39] > untrained)
    #expect(report.epochs.allSatisfy { $0.isBest == ($0.validationLoss ?? .infinity < untrained) })
  }

  @Test("is patient with what starts out worse than the untrained weights")
  func worseThanUntrained() throws {
    let report = WaveTraining.train(
      WaveSource(count: 40), validation: WaveSource(count: 12),
      WaveTraining.options {
        $0.learningRate = 2
        $0.schedule = .cosine
        $0.epochSteps = 5
        $0.maxEpochs = 12
        $0.patience = 2
      })
    let first = try #require(report.epochs.first { $0.isBest })
    #expect(first.epoch > 2, "no epoch within the patience beat the untrained weights")
    #expect(report.bestEpoch > 0)
  }

  @Test("without patience it ignores the validation windows and keeps the last weights")
  func noValidation() {
    let validation = WaveSource(count: 10)
    let last = WaveTraining.train(
      WaveSource(count: 30), validation: validation, WaveTraining.options { $0.patience = 0 })
    #expect(
      last.weights
        == WaveTraining.train(WaveSource(count: 30), WaveTraining.options { $0.patience = 0 }).weights)
    #expect(last.bestEpoch == 6 && last.bestValidationLoss == nil && last.epochs.count == 6)
  }

  @Test("a plateau halves the rate, and so does nothing else")
  func plateau() {
    var validation = WaveSource(count: 10)
    validation.targetScale = 0
    let report = WaveTraining.train(
      WaveSource(count: 30), validation: validation,
      WaveTraining.options {
        $0.schedule = .plateau
        $0.patience = 4
      })
    #expect(report.epochs.map(\.learningRate) == [0.01, 0.01, 0.005, 0.005, 0.0025])
  }
}
