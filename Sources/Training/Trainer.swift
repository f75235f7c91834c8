public import Layers
public import LinearAlgebra
import Randomness

/// Trains a network on windows, with early stopping on others.
///
/// The best weights by validation loss are always restored, those before the first step included, or the last
/// of those that are as good as the best trained ones. When a loss stops being finite, training goes back to
/// the last good weights and halves the rate, twice; then it ends.
public struct Trainer<N: Network> {
  private let network: N
  private let options: TrainingOptions
  private let tolerance: Double
  private let team: WorkerTeam
  private let observer: TrainingObserver

  /// Creates a trainer that uses the threads of `team`.
  ///
  /// - Parameters:
  ///   - network: The network.
  ///   - options: The optimiser, the batches and when training stops.
  ///   - tolerance: The share by which a validation loss may lie above the best one and be as good.
  ///   - team: The threads that share a batch.
  ///   - observer: Called as training goes on.
  public init(
    _ network: N, options: TrainingOptions, tolerance: Double = 0, team: WorkerTeam,
    observer: TrainingObserver = TrainingObserver()
  ) {
    self.network = network
    self.options = options
    self.tolerance = tolerance
    self.team = team
    self.observer = observer
  }

  /// Trains on `source` from `weights` (initial values drawn from the seed when `nil`), stopping early by the
  /// loss on `validation` when there is one.
  ///
  /// - Complexity: At most as many steps as the options schedule, each of O(batch) windows, and a forward
  ///   pass over `validation` before them and after each epoch from the first validated step on. After a
  ///   loss that is not finite the epoch is repeated, at most twice in all.
  public func train(
    on source: any BatchSource, validation: (any BatchSource)?, from weights: [Float]? = nil
  ) -> TrainingReport {
    var run = Run(trainer: self, source: source, validation: validation, weights: weights)
    run.train()
    return run.report
  }

  /// Trains anew on `source`, without validation, for the steps after which `earlier` had its best weights.
  ///
  /// Early stopping leaves the validating windows out of training; how long to train is what it tells of
  /// them. The steps are as many, not the passes over the windows, and the learning rate takes the same
  /// course: its warm-up, its schedule, laid out for as many steps as before, and the halvings of a plateau,
  /// which nothing here would tell. On the windows that `earlier` was trained on, this gives its weights
  /// again, to the last bit.
  /// - Source: Goodfellow, Bengio and Courville (2016), Deep Learning, algorithm 7.2.
  public func train(
    on source: any BatchSource, as earlier: TrainingReport, from weights: [Float]? = nil
  ) -> TrainingReport {
    var run = Run(trainer: self, source: source, validation: nil, weights: weights, earlier: earlier)
    run.train()
    return run.report
  }

  /// The bytes that training `network` on some threads holds, without the data: parameters, a gradient of
  /// them for each shard, the optimiser's moments, and what each thread computes.
  public static func heldBytes(_ network: N, options: TrainingOptions, threads: Int) -> Int {
    func activations(rows: Int, isDifferentiable: Bool) -> Int {
      var plan = ActivationPlan(rows: rows, isDifferentiable: isDifferentiable)
      _ = network.reserve(in: &plan)
      return plan.count
    }
    let shards = Shards(batch: options.batch)
    // Those trained, the best, the last good ones, their average, two moments.
    let parameters = network.parameters.count * (6 + shards.count)
    let training = 2 * activations(rows: shards.rows, isDifferentiable: true) * min(threads, shards.count)
    let forward = Shards.inferenceRows.map { activations(rows: $0, isDifferentiable: false) }
    let validation = forward.reduce(0, +) * threads
    return MemoryLayout<Float>.stride * (parameters + training + validation)
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
    let epochSteps: Int
    let maxEpochs: Int
    let maxSteps: Int
    var rates: LearningRate
    var stopping: EarlyStopping
    var order: KeyedPermutation
    var orderedPass = 0
    var steps = 0
    var windows = 0
    var halvings = 0
    /// Steps after which an earlier training halved its rate, and this one will.
    var comingHalvings: ArraySlice<Int>
    /// The epochs that a number of steps is divided into at least, unless they were handfuls of steps.
    private static var leastEpochs: Int { 10 }
    /// The validation loss before the first step.
    var untrainedLoss: Double?
    var report: TrainingReport

    init(
      trainer: Trainer, source: any BatchSource, validation: (any BatchSource)?, weights: [Float]?,
      earlier: TrainingReport? = nil
    ) {
      let options = trainer.options
      let initial = weights ?? trainer.network.parameters.initialValues(seed: options.seed)
      self.trainer = trainer
      self.source = source
      self.validation = options.patience > 0 ? validation : nil
      step = GradientStep(
        trainer.network, options: options, source: source, weights: initial, team: trainer.team)
      inference = Inference(trainer.network, team: trainer.team)
      best = Arena(initial)
      lastGood = Arena(initial)
      let batches = max(1, (source.count + options.batch - 1) / options.batch)
      let passes = max(1, (options.minEpochSteps + batches - 1) / batches)
      let most = options.maxSteps.map { max(options.minEpochSteps, 1, $0 / Self.leastEpochs) } ?? .max
      let epochSteps =
        earlier?.course.epochSteps ?? options.epochSteps ?? min(batches * passes, most)
      let scheduledSteps =
        earlier?.course.scheduledSteps ?? options.maxSteps ?? options.maxEpochs * epochSteps
      self.batches = batches
      self.epochSteps = epochSteps
      maxEpochs =
        earlier?.bestEpoch ?? options.maxSteps.map { ($0 + epochSteps - 1) / epochSteps } ?? options.maxEpochs
      maxSteps = earlier?.bestStep ?? scheduledSteps
      rates = LearningRate(options, totalSteps: scheduledSteps)
      comingHalvings = earlier?.course.halvings[...] ?? []
      order = Self.order(ofPass: 0, source, options)
      stopping = EarlyStopping(patience: options.patience, tolerance: trainer.tolerance)
      report = TrainingReport(weights: initial)
      report.course.epochSteps = epochSteps
      report.course.scheduledSteps = scheduledSteps
    }

    mutating func train() {
      untrainedLoss = validationLoss()
      report.bestValidationLoss = untrainedLoss
      var epoch = 1
      while epoch <= maxEpochs {
        switch trainEpoch(epoch) {
        case .loss(let loss):
          if finish(epoch, loss: loss) { return end(.patience) }
          epoch += 1
        case .diverged(let batch):
          guard halvings < 2 else { return end(.diverged(epoch: epoch, batch: batch)) }
          halvings += 1
          halveRate()
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
      let firstStep = steps
      var total = (loss: 0.0, weight: 0.0)
      for _ in 0..<epochSteps where steps < maxSteps {
        guard let result = trainBatch() else {
          let failed = steps - firstStep + 1
          steps = firstStep
          return .diverged(batch: failed)
        }
        total.loss += result.loss
        total.weight += result.weight
        report(epoch, meanLoss: total.weight > 0 ? total.loss / total.weight : 0)
      }
      // The last step of all has no loss after it that would tell.
      guard step.weights.isFinite(0..<step.weights.count) else {
        let last = steps - firstStep
        steps = firstStep
        return .diverged(batch: last)
      }
      return .loss(total.weight > 0 ? total.loss / total.weight : 0)
    }

    private mutating func halveRate() {
      rates.halve()
      report.course.halvings.append(steps)
    }

    /// Halves the rate where an earlier training did.
    private mutating func repeatHalvings() {
      while let next = comingHalvings.first, next <= steps {
        halveRate()
        comingHalvings.removeFirst()
      }
    }

    private mutating func trainBatch() -> (loss: Double, weight: Double)? {
      repeatHalvings()
      let (pass, batch) = steps.quotientAndRemainder(dividingBy: batches)
      if pass != orderedPass {
        order = Self.order(ofPass: pass, source, trainer.options)
        orderedPass = pass
      }
      let start = batch * trainer.options.batch
      let count = min(trainer.options.batch, source.count - start)
      let key = DropoutKey(key: trainer.options.seed &+ Stream.dropout, pass: UInt64(steps))
      let result = step.run(count: count, rate: rates.rate(at: steps + 1), key: key) { order[start + $0] }
      if result != nil {
        steps += 1
        windows += count
      }
      return result
    }

    /// The order in which a pass visits the windows.
    private static func order(
      ofPass pass: Int, _ source: any BatchSource, _ options: TrainingOptions
    ) -> KeyedPermutation {
      KeyedPermutation(
        count: source.count,
        random: CounterRandom(seed: options.seed, stream: Stream.shuffle + UInt64(pass)))
    }

    private func report(_ epoch: Int, meanLoss: Double) {
      trainer.observer.progress?(
        TrainingProgress(
          epoch: epoch, maxEpochs: maxEpochs, fraction: Double(steps) / Double(maxSteps), loss: meanLoss,
          validationLoss: report.epochs.last?.validationLoss, windows: windows))
    }

    /// Validates and records an epoch; returns whether to stop.
    private mutating func finish(_ epoch: Int, loss: Double) -> Bool {
      lastGood.copy(from: step.weights)
      let isDue = validation == nil || steps >= trainer.options.firstValidationStep ?? 0
      let validationLoss = isDue ? validationLoss() : nil
      let answer = validationLoss.map { stopping.observe($0) } ?? (isDue ? .improved : .waiting)
      let isBest = [.improved, .asGood].contains(answer) && isBetterThanUntrained(validationLoss)
      if isBest {
        best.copy(from: step.averagedWeights)
        report.bestEpoch = epoch
        report.bestValidationLoss = validationLoss
      }
      if isDue, [.waiting, .stop].contains(answer), trainer.options.schedule == .plateau,
        stopping.epochsWithoutImprovement % max(1, trainer.options.patience / 2) == 0
      {
        halveRate()
      }
      repeatHalvings()
      let record = TrainingReport.Epoch(
        epoch: epoch, step: steps, loss: loss, validationLoss: validationLoss,
        learningRate: rates.rate(at: max(1, steps)), isBest: isBest)
      report.epochs.append(record)
      trainer.observer.epoch?(record)
      return answer == .stop
    }

    /// Whether a loss is below that of the untrained weights, which are simpler and preferred where losses
    /// are equal.
    ///
    /// The patience does not depend on it, since the losses may go on falling from wherever the first steps
    /// led.
    private func isBetterThanUntrained(_ loss: Double?) -> Bool {
      guard let loss, let untrainedLoss else { return true }
      return !(loss >= untrainedLoss)
    }

    private mutating func end(_ ending: TrainingReport.Ending) {
      report.ending = ending
      report.weights = best.elements
    }

    private func validationLoss() -> Double? {
      validation.flatMap {
        inference.meanLoss(
          trainer.options.loss, levels: trainer.options.learntLevels, $0, weights: step.averagedWeights)
      }
    }
  }
}

/// The streams of random numbers that training draws from; parameters use streams from 0.
private enum Stream {
  static let shuffle: UInt64 = 1 << 32
  static let dropout: UInt64 = 0x9E37_79B9_7F4A_7C15
}
