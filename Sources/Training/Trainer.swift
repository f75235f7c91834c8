public import Layers
public import LinearAlgebra
import Randomness

/// Trains a network on windows, with early stopping on others.
///
/// The best weights by validation loss are always restored, those before the first step included. When a loss stops
/// being finite, training goes back to the last good weights and halves the rate, twice; then it ends.
public struct Trainer<N: Network> {
  private let network: N
  private let options: TrainingOptions
  private let pool: WorkerPool
  private let observer: TrainingObserver

  /// Creates a trainer that uses the threads of `pool`.
  public init(
    _ network: N, options: TrainingOptions, pool: WorkerPool, observer: TrainingObserver = TrainingObserver()
  ) {
    self.network = network
    self.options = options
    self.pool = pool
    self.observer = observer
  }

  /// Trains on `source` from `weights` (initial values drawn from the seed when `nil`), stopping early by the loss
  /// on `validation` when there is one.
  public func train(
    on source: any BatchSource, validation: (any BatchSource)?, from weights: [Float]? = nil
  ) -> TrainingReport {
    var run = Run(trainer: self, source: source, validation: validation, weights: weights)
    run.train()
    return run.report
  }

  /// The state of one training.
  private struct Run {
    let trainer: Trainer
    let source: any BatchSource
    let validation: (any BatchSource)?
    let step: GradientStep<N>
    let inference: Inference<N>
    let best: Arena<Float>
    let lastGood: Arena<Float>
    let batches: Int
    let maxEpochs: Int
    let maxSteps: Int
    var rates: LearningRate
    var stopping: EarlyStopping
    var steps = 0
    var halvings = 0
    var report: TrainingReport

    init(trainer: Trainer, source: any BatchSource, validation: (any BatchSource)?, weights: [Float]?) {
      let options = trainer.options
      let initial = weights ?? trainer.network.parameters.initialValues(seed: options.seed)
      self.trainer = trainer
      self.source = source
      self.validation = options.patience > 0 ? validation : nil
      step = GradientStep(
        trainer.network, options: options, source: source, weights: initial, pool: trainer.pool)
      inference = Inference(trainer.network, pool: trainer.pool)
      best = Arena(initial)
      lastGood = Arena(initial)
      let batches = max(1, (source.count + options.batch - 1) / options.batch)
      self.batches = batches
      maxEpochs = options.maxSteps.map { ($0 + batches - 1) / batches } ?? options.maxEpochs
      maxSteps = options.maxSteps ?? options.maxEpochs * batches
      rates = LearningRate(options, totalSteps: maxSteps)
      stopping = EarlyStopping(patience: options.patience)
      report = TrainingReport(weights: initial)
    }

    mutating func train() {
      if let loss = validationLoss() {
        _ = stopping.observe(loss)
        report.bestValidationLoss = loss
      }
      var epoch = 1
      while epoch <= maxEpochs {
        switch trainEpoch(epoch) {
        case .loss(let loss):
          if finish(epoch, loss: loss) { return end(.patience) }
          epoch += 1
        case .diverged(let batch):
          guard halvings < 2 else { return end(.diverged(epoch: epoch, batch: batch)) }
          halvings += 1
          rates.halve()
          step.restart(from: lastGood)
        }
      }
      end(.completed)
    }

    private enum Outcome {
      case loss(Double)
      case diverged(batch: Int)
    }

    private mutating func trainEpoch(_ epoch: Int) -> Outcome {
      let options = trainer.options
      let order = KeyedPermutation(
        count: source.count, random: CounterRandom(seed: options.seed, stream: Stream.shuffle + UInt64(epoch))
      )
      let firstStep = steps
      var (loss, weight) = (0.0, 0.0)
      for batch in 0..<batches where steps < maxSteps {
        let start = batch * options.batch
        let count = min(options.batch, source.count - start)
        let key = DropoutKey(key: options.seed &+ Stream.dropout, pass: UInt64(steps))
        guard
          let result = step.run(
            count: count, rate: rates.rate(at: steps + 1), key: key, item: { order[start + $0] })
        else {
          steps = firstStep
          return .diverged(batch: batch + 1)
        }
        steps += 1
        loss += result.loss
        weight += result.weight
        trainer.observer.progress?(
          TrainingProgress(
            epoch: epoch, maxEpochs: maxEpochs, fraction: Double(steps) / Double(maxSteps),
            loss: weight > 0 ? loss / weight : 0, validationLoss: report.epochs.last?.validationLoss,
            windows: (epoch - 1) * source.count + start + count))
      }
      // The last step of all has no loss after it that would tell.
      guard step.weights.isFinite(0..<step.weights.count) else {
        steps = firstStep
        return .diverged(batch: batches)
      }
      return .loss(weight > 0 ? loss / weight : 0)
    }

    /// Validates and records an epoch; returns whether to stop.
    private mutating func finish(_ epoch: Int, loss: Double) -> Bool {
      lastGood.copy(from: step.weights)
      let validationLoss = validationLoss()
      let answer = validationLoss.map { stopping.observe($0) } ?? .improved
      if answer == .improved {
        best.copy(from: step.weights)
        report.bestEpoch = epoch
        report.bestValidationLoss = validationLoss
      } else if trainer.options.schedule == .plateau,
        stopping.epochsWithoutImprovement % max(1, trainer.options.patience / 2) == 0
      {
        rates.halve()
      }
      let record = TrainingReport.Epoch(
        epoch: epoch, step: steps, loss: loss, validationLoss: validationLoss,
        learningRate: rates.rate(at: max(1, steps)), isBest: answer == .improved)
      report.epochs.append(record)
      trainer.observer.epoch?(record)
      return answer == .stop
    }

    private mutating func end(_ ending: TrainingReport.Ending) {
      report.ending = ending
      report.weights = best.elements
    }

    private func validationLoss() -> Double? {
      validation.flatMap { inference.meanLoss(trainer.options.loss, $0, weights: step.weights) }
    }
  }
}

/// The streams of random numbers that training draws from; parameters use streams from 0.
private enum Stream {
  static let shuffle: UInt64 = 1 << 32
  static let dropout: UInt64 = 0x9E37_79B9_7F4A_7C15
}
