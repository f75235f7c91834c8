import Layers
import LinearAlgebra
import Synchronization
import TestSupport
import Testing
import Training

@Suite("Training")
struct TrainerTests {
  private func options(_ change: (inout TrainingOptions) -> Void = { _ in }) -> TrainingOptions {
    var options = TrainingOptions()
    options.minEpochSteps = 1
    options.batch = 16
    options.maxEpochs = 6
    options.learningRate = 0.01
    change(&options)
    return options
  }

  private func train(
    _ source: WaveSource, validation: WaveSource? = nil, _ options: TrainingOptions,
    network: some Network = TrainedNetwork.small, from weights: [Float]? = nil, threads: Int = 1
  ) -> TrainingReport {
    Trainer(network, options: options, pool: WorkerPool(threads: threads))
      .train(on: source, validation: validation, from: weights)
  }

  @Test("sees every window once an epoch, the partial last batch included")
  func everyWindow() {
    let seen = (0..<37).map { _ in Counter() }
    var source = WaveSource(count: 37)
    source.disturbance = { item in
      seen[item].raise()
      return 0
    }
    let report = train(source, options { $0.maxEpochs = 4 })
    #expect(seen.allSatisfy { $0.count == 4 })
    #expect(report.epochs.map(\.step) == [3, 6, 9, 12])
    #expect(report.ending == .completed)
  }

  @Test("visits windows in another order each epoch, and in the same order under the same seed")
  func order() {
    func visits(seed: UInt64) -> [Int] {
      let order = Mutex<[Int]>([])
      var source = WaveSource(count: 20)
      source.disturbance = { item in
        order.withLock { $0.append(item) }
        return 0
      }
      _ = train(
        source,
        options {
          $0.maxEpochs = 2
          $0.seed = seed
        })
      return order.withLock { $0 }
    }
    let first = visits(seed: 1)
    #expect(first.count == 40)
    #expect(Array(first[..<20]) != Array(first[20...]) && first[..<20].sorted() == Array(0..<20))
    #expect(visits(seed: 1) == first)
    #expect(visits(seed: 2) != first)
  }

  @Test("keeps the initial weights when no epoch improves on them")
  func epochZero() {
    // The untrained network forecasts zero, which is what the validation wants and training does not.
    var validation = WaveSource(count: 10)
    validation.targetScale = 0
    let report = train(WaveSource(count: 30), validation: validation, options { $0.patience = 3 })
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
    let report = train(
      WaveSource(count: 40), validation: validation,
      options {
        $0.learningRate = 0.3
        $0.maxEpochs = 12
        $0.patience = 12
      })
    let losses = report.epochs.compactMap(\.validationLoss)
    #expect(report.bestEpoch > 0 && report.bestEpoch < 12, "the best epoch must not be the last one")
    #expect(report.bestValidationLoss == losses.min())
    #expect(report.epochs[report.bestEpoch - 1].isBest)
    #expect(report.epochs.last { $0.isBest }?.epoch == report.bestEpoch)
    let loss = Inference(network, pool: WorkerPool(threads: 1)).meanLoss(
      .mae, validation, weights: Arena(report.weights))
    #expect(loss == report.bestValidationLoss)
  }

  @Test("again on the same windows ends with the best weights of before", arguments: ScheduleKind.allCases)
  func again(schedule: ScheduleKind) throws {
    var validation = WaveSource(count: 12)
    validation.starts = Array(repeating: 2, count: 12)
    let network = TrainedNetwork.small
    let settings = options {
      $0.schedule = schedule
      $0.warmUpSteps = 5
      $0.learningRate = 0.3
      $0.maxEpochs = 16
      $0.patience = 6
    }
    for weights in [nil, network.closedFormWeights] {
      let source = WaveSource(count: 40)
      let first = train(source, validation: validation, settings, from: weights)
      #expect(first.bestEpoch > 0)
      // Rates that fall to nothing end with their best weights.
      #expect(first.bestEpoch < first.epochs.count || [.cosine, .step].contains(schedule))
      let trainer = Trainer(network, options: settings, pool: WorkerPool(threads: 1))
      let again = trainer.train(on: source, as: first, from: weights)
      #expect(again.weights == first.weights)
      #expect(again.epochs.map(\.learningRate) == first.epochs[..<first.bestEpoch].map(\.learningRate))
      #expect(again.epochs.allSatisfy { $0.validationLoss == nil } && again.bestStep == first.bestStep)
      // Of more windows as many steps.
      let more = trainer.train(on: WaveSource(count: 70), as: first, from: weights)
      #expect(more.epochs.map(\.step) == again.epochs.map(\.step) && more.weights != first.weights)
    }
  }

  @Test("again after no epoch that was better keeps the initial weights")
  func againUntrained() {
    var validation = WaveSource(count: 10)
    validation.targetScale = 0
    let settings = options { $0.patience = 3 }
    let first = train(WaveSource(count: 30), validation: validation, settings)
    let again = Trainer(TrainedNetwork.small, options: settings, pool: WorkerPool(threads: 1))
      .train(on: WaveSource(count: 40), as: first)
    #expect(first.bestEpoch == 0 && again.weights == first.weights && again.epochs.isEmpty)
  }

  @Test("validates no epoch before the first that is asked for, and keeps none of them")
  func firstValidation() throws {
    var validation = WaveSource(count: 12)
    validation.starts = Array(repeating: 2, count: 12)
    func trained(from first: Int?) -> TrainingReport {
      train(
        WaveSource(count: 40), validation: validation,
        options {
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
    let settings = options {
      $0.schedule = .plateau
      $0.patience = 2
      $0.maxEpochs = 6
      $0.firstValidationStep = .max
    }
    let report = train(WaveSource(count: 16), validation: WaveSource(count: 10), settings)
    #expect(report.epochs.map(\.learningRate) == Array(repeating: settings.learningRate, count: 6))
    #expect(report.bestEpoch == 0)
    #expect(train(WaveSource(count: 16), settings).bestEpoch == 6)
  }

  @Test("ends with the last weights that are as good as the best, but for those before the first step")
  func tolerance() throws {
    var validation = WaveSource(count: 12)
    validation.starts = Array(repeating: 2, count: 12)
    let jumping = options {
      $0.learningRate = 0.3
      $0.maxEpochs = 12
      $0.patience = 12
    }
    func train(tolerance: Double) -> TrainingReport {
      Trainer(
        TrainedNetwork.small, options: jumping, tolerance: tolerance, pool: WorkerPool(threads: 1)
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
      options: options {
        $0.maxEpochs = 40; $0.patience = 40
      }, tolerance: 1e9,
      pool: WorkerPool(threads: 1)
    ).train(on: WaveSource(count: 40), validation: validation)
    let untrained = try #require(
      Inference(network, pool: WorkerPool(threads: 1)).meanLoss(
        .mae, validation, weights: Arena(network.parameters.initialValues(seed: 1))))
    let losses = report.epochs.compactMap(\.validationLoss)
    #expect(losses.contains { $0 < untrained } && losses[39] > untrained)
    #expect(report.epochs.allSatisfy { $0.isBest == ($0.validationLoss ?? .infinity < untrained) })
  }

  @Test("is patient with what starts out worse than the untrained weights")
  func worseThanUntrained() throws {
    let report = train(
      WaveSource(count: 40), validation: WaveSource(count: 12),
      options {
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
    let last = train(WaveSource(count: 30), validation: validation, options { $0.patience = 0 })
    #expect(last.weights == train(WaveSource(count: 30), options { $0.patience = 0 }).weights)
    #expect(last.bestEpoch == 6 && last.bestValidationLoss == nil && last.epochs.count == 6)
  }

  @Test("passes over few windows again until an epoch has enough steps")
  func epochsOfShortSeries() {
    let report = train(
      WaveSource(count: 37),
      options {
        $0.maxEpochs = 2
        $0.minEpochSteps = 7
      })
    // Three batches a pass, so three passes make the first nine steps that are at least seven.
    #expect(report.epochs.map(\.step) == [9, 18])
  }

  @Test("a limit of steps ends training in the middle of an epoch", arguments: [1, 3, 4, 5, 9])
  func maxSteps(limit: Int) {
    let report = train(
      WaveSource(count: 40),
      options {
        $0.maxSteps = limit
        $0.minEpochSteps = 3
      })
    #expect(report.epochs.last?.step == limit)
    #expect(report.epochs.count == (limit + 2) / 3)
  }

  @Test("validates ten times within a limit of steps that is less than a few passes")
  func epochsOfMaxSteps() {
    func steps(_ change: @escaping (inout TrainingOptions) -> Void) -> [Int] {
      train(WaveSource(count: 40), options(change)).epochs.map(\.step)
    }
    #expect(steps { $0.maxSteps = 20 } == Array(stride(from: 2, through: 20, by: 2)))
    #expect(
      steps { $0.maxSteps = 60 } == Array(stride(from: 3, through: 60, by: 3)), "a pass is less than a tenth")
    #expect(
      steps {
        $0.maxSteps = 20
        $0.minEpochSteps = 7
      } == [7, 14, 20], "patience is not counted in handfuls of steps")
  }

  @Test("validates after as many steps as it is told to, within a pass or after several")
  func epochSteps() {
    let seen = (0..<37).map { _ in Counter() }
    var source = WaveSource(count: 37)
    source.disturbance = { item in
      seen[item].raise()
      return 0
    }
    let report = train(
      source,
      options {
        $0.epochSteps = 4
        $0.maxSteps = 9
      })
    #expect(report.epochs.map(\.step) == [4, 8, 9])
    // Three batches a pass: nine steps are three passes.
    #expect(seen.allSatisfy { $0.count == 3 })
  }

  @Test("returns and validates the average of the weights when it is told to")
  func averaging() {
    func report(
      averaging: Double, steps: Int, validation: WaveSource? = WaveSource(count: 10)
    ) -> TrainingReport {
      train(
        WaveSource(count: 16), validation: validation,
        options {
          $0.averaging = averaging
          $0.maxSteps = steps
          $0.patience = 100
        })
    }
    let initial = TrainedNetwork.small.parameters.initialValues(seed: 1)
    let (plain, averaged) = (report(averaging: 0, steps: 1), report(averaging: 0.9, steps: 1))
    // After one step the average remembers 2/11 of where it started.
    for (index, start) in initial.enumerated() {
      let expected = start + (plain.weights[index] - start) * 9 / 11
      #expect(abs(averaged.weights[index] - expected) <= 4 * Float.ulpOfOne)
    }
    // Step by step, up to where it remembers no more than it may.
    var mean = initial
    for step in 1...8 {
      let share = 1 - min(0.3, Float(1 + step) / Float(10 + step))
      for (index, weight) in report(averaging: 0, steps: step, validation: nil).weights.enumerated() {
        mean[index] += share * (weight - mean[index])
      }
    }
    let capped = report(averaging: 0.3, steps: 8, validation: nil)
    for (average, expected) in zip(capped.weights, mean) {
      #expect(abs(average - expected) <= 16 * Float.ulpOfOne)
    }
    let longer = report(averaging: 0.9, steps: 8)
    let loss = Inference(TrainedNetwork.small, pool: WorkerPool(threads: 1)).meanLoss(
      .mae, WaveSource(count: 10), weights: Arena(longer.weights))
    #expect(loss == longer.bestValidationLoss)
    #expect(longer.epochs.map(\.loss) == report(averaging: 0, steps: 8).epochs.map(\.loss))
  }

  @Test("gives the same bits again and on any number of threads", arguments: TrainedNetwork.dropping)
  func determinism(_ item: TrainedNetwork) {
    let settings = options {
      $0.batch = 48
      $0.maxEpochs = 3
      $0.averaging = 0.9
    }
    func weights(_ network: some Network, threads: Int) -> TrainingReport {
      train(
        WaveSource(count: 100), validation: WaveSource(count: 40), settings, network: network,
        threads: threads)
    }
    let first = weights(item.network, threads: 1)
    for threads in 1...3 {
      let again = weights(item.network, threads: threads)
      #expect(again.weights == first.weights && again.epochs == first.epochs)
    }
    #expect(first.weights != item.network.parameters.initialValues(seed: 1))
  }

  @Test("goes on from given weights")
  func warmStart() {
    let first = train(WaveSource(count: 30), options())
    let second = train(WaveSource(count: 30), options { $0.maxEpochs = 1 }, from: first.weights)
    #expect(second.epochs[0].loss < first.epochs[0].loss)
  }

  @Test("a plateau halves the rate, and so does nothing else")
  func plateau() {
    var validation = WaveSource(count: 10)
    validation.targetScale = 0
    let report = train(
      WaveSource(count: 30), validation: validation,
      options {
        $0.schedule = .plateau
        $0.patience = 4
      })
    #expect(report.epochs.map(\.learningRate) == [0.01, 0.01, 0.005, 0.005, 0.0025])
  }
}

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
    let trainer = Trainer(TrainedNetwork.small, options: options(epochs: 5), pool: WorkerPool(threads: 1))
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
    let trainer = Trainer(network, options: options(epochs: 4), pool: WorkerPool(threads: 1))
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
      let trainer = Trainer(TrainedNetwork.small, options: settings, pool: WorkerPool(threads: 1))
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
    let trainer = Trainer(TrainedNetwork.small, options: settings, pool: WorkerPool(threads: 1))
    let report = trainer.train(on: WaveSource(count: 8), validation: nil)
    #expect(report.ending == .diverged(epoch: 1, batch: 1))
    #expect(report.weights.allSatisfy { $0.isFinite })
  }
}

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
      let trainer = Trainer(network, options: options, pool: WorkerPool(threads: 1))
      return trainer.train(on: WaveSource(count: 8), validation: nil).epochs.last?.loss
    }
    #expect(finalLoss(item.network) ?? .infinity < 1e-4)
  }
}
