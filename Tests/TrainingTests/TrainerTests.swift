import Layers
import LinearAlgebra
import Synchronization
import TestSupport
import Testing
import Training

@Suite("Training")
struct TrainerTests {
  @Test("sees every window once an epoch, the partial last batch included")
  func everyWindow() {
    let seen = (0..<37).map { _ in Counter() }
    var source = WaveSource(count: 37)
    source.disturbance = { item in
      seen[item].raise()
      return 0
    }
    let report = WaveTraining.train(source, WaveTraining.options { $0.maxEpochs = 4 })
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
      _ = WaveTraining.train(
        source,
        WaveTraining.options {
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

  @Test("again on the same windows ends with the best weights of before", arguments: ScheduleKind.allCases)
  func again(schedule: ScheduleKind) throws {
    var validation = WaveSource(count: 12)
    validation.starts = Array(repeating: 2, count: 12)
    let network = TrainedNetwork.small
    let settings = WaveTraining.options {
      $0.schedule = schedule
      $0.warmUpSteps = 5
      $0.learningRate = 0.3
      $0.maxEpochs = 16
      $0.patience = 6
    }
    for weights in [nil, network.closedFormWeights] {
      let source = WaveSource(count: 40)
      let first = WaveTraining.train(source, validation: validation, settings, from: weights)
      #expect(first.bestEpoch > 0)
      // Rates that fall to nothing end with their best weights.
      #expect(first.bestEpoch < first.epochs.count || [.cosine, .step].contains(schedule))
      let trainer = Trainer(network, options: settings, team: WorkerTeam(threads: 1))
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
    let settings = WaveTraining.options { $0.patience = 3 }
    let first = WaveTraining.train(WaveSource(count: 30), validation: validation, settings)
    let again = Trainer(TrainedNetwork.small, options: settings, team: WorkerTeam(threads: 1))
      .train(on: WaveSource(count: 40), as: first)
    #expect(first.bestEpoch == 0 && again.weights == first.weights && again.epochs.isEmpty)
  }

  @Test("passes over few windows again until an epoch has enough steps")
  func epochsOfShortSeries() {
    let report = WaveTraining.train(
      WaveSource(count: 37),
      WaveTraining.options {
        $0.maxEpochs = 2
        $0.minEpochSteps = 7
      })
    // Three batches a pass, so three passes make the first nine steps that are at least seven.
    #expect(report.epochs.map(\.step) == [9, 18])
  }

  @Test("a limit of steps ends training in the middle of an epoch", arguments: [1, 3, 4, 5, 9])
  func maxSteps(limit: Int) {
    let report = WaveTraining.train(
      WaveSource(count: 40),
      WaveTraining.options {
        $0.maxSteps = limit
        $0.minEpochSteps = 3
      })
    #expect(report.epochs.last?.step == limit)
    #expect(report.epochs.count == (limit + 2) / 3)
  }

  @Test("validates ten times within a limit of steps that is less than a few passes")
  func epochsOfMaxSteps() {
    func steps(_ change: @escaping (inout TrainingOptions) -> Void) -> [Int] {
      WaveTraining.train(WaveSource(count: 40), WaveTraining.options(change)).epochs.map(\.step)
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
    let report = WaveTraining.train(
      source,
      WaveTraining.options {
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
      WaveTraining.train(
        WaveSource(count: 16), validation: validation,
        WaveTraining.options {
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
    let loss = Inference(TrainedNetwork.small, team: WorkerTeam(threads: 1)).meanLoss(
      .mae, WaveSource(count: 10), weights: Arena(longer.weights))
    #expect(loss == longer.bestValidationLoss)
    #expect(longer.epochs.map(\.loss) == report(averaging: 0, steps: 8).epochs.map(\.loss))
  }

  @Test("gives the same bits again and on any number of threads", arguments: TrainedNetwork.dropping)
  func determinism(_ item: TrainedNetwork) {
    let settings = WaveTraining.options {
      $0.batch = 48
      $0.maxEpochs = 3
      $0.averaging = 0.9
    }
    func weights(_ network: some Network, threads: Int) -> TrainingReport {
      WaveTraining.train(
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
    let first = WaveTraining.train(WaveSource(count: 30), WaveTraining.options())
    let second = WaveTraining.train(
      WaveSource(count: 30), WaveTraining.options { $0.maxEpochs = 1 }, from: first.weights)
    #expect(second.epochs[0].loss < first.epochs[0].loss)
  }
}
