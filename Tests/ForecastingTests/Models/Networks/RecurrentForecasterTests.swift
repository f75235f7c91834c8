import Forecasting
import LinearAlgebra
import Registry
import Synchronization
import Testing
import TimeSeries
import Training

@Suite("A recurrent network that stopped early")
struct RecurrentForecasterTests {
  private static let rows = 80
  private static let horizon = 5

  /// Recurrent networks alone, with early stopping after a few epochs of a few steps.
  private static let networks = ForecasterCase.networks.filter {
    $0.name.contains("gru") && !readsPatches($0)
  }
  .map { network in
    var network = network
    network.options.scaler = .none
    network.options.training.patience = 3
    network.options.training.maxEpochs = 3
    return network
  }

  private static func readsPatches(_ item: ForecasterCase) -> Bool {
    ModelRegistry.entries.contains { $0.name == item.name && $0.readsPatches }
  }

  private static func data(newest: Double = 0) -> TrainingData {
    var values = ClosedFormPanel.noise(rows).enumerated().map {
      ClosedFormPanel.season($0, 8) / 2 + 0.1 * $1
    }
    for row in rows - horizon..<rows { values[row] += newest }
    // Told of no season, of so few rows, they have one anchor to try.
    return TrainingData(panel: ClosedFormPanel.make([values]))
  }

  /// The forecast at an early cutoff, the epochs, and how far the fit was said to have come.
  private func fit(
    _ item: ForecasterCase, _ data: TrainingData
  ) throws -> (forecast: [Forecast], epochs: [EpochRecord], progress: [FitProgress]) {
    let epochs = Mutex<[EpochRecord]>([])
    let progress = Mutex<[FitProgress]>([])
    let session = Session(
      progress: { told in progress.withLock { $0.append(told) } },
      log: { record in epochs.withLock { $0.append(record) } })
    let fitted = try item.make(item.options).fit(data, session: session)
    let forecast = try fitted.forecast(data.panel, at: [Cutoff(series: 0, index: 40)], session: session)
    return (forecast, epochs.withLock { $0 }, progress.withLock { $0 })
  }

  @Test(
    "learns all rows again for the steps that validated best, and says so in the log", arguments: networks)
  func again(_ item: ForecasterCase) throws {
    let (_, epochs, progress) = try fit(item, Self.data())
    #expect(epochs.allSatisfy { $0.model == item.name })
    let first = epochs.filter { !$0.isRefit }
    let again = epochs.filter(\.isRefit)
    let best = try #require(first.last { $0.isBest })
    #expect(again.map(\.epoch) == Array(1...best.epoch) && again.last?.step == best.step)
    #expect(again.map(\.learningRate) == first[..<best.epoch].map(\.learningRate))
    #expect(first.allSatisfy { $0.validationLoss != nil } && again.allSatisfy { $0.validationLoss == nil })
    #expect(progress.allSatisfy { $0.fits == 2 } && progress.last?.totalFraction == 1)
    #expect(zip(progress, progress.dropFirst()).allSatisfy { $0.totalFraction <= $1.totalFraction })
  }

  @Test("learns the newest rows, which only tell how long it learns at first", arguments: networks)
  func newestRows(_ item: ForecasterCase) throws {
    // A single epoch, which is better than none whatever the newest rows are.
    var item = item
    item.options.training.maxEpochs = 1
    item.options.training.minEpochSteps = 60
    // The gradient of absolute errors is their sign.
    item.options.training.loss = .mse
    let before = try fit(item, Self.data())
    let after = try fit(item, Self.data(newest: 0.01))
    try #require(before.epochs.map(\.isBest) == [true, true])
    try #require(after.epochs.map(\.isBest) == [true, true])
    #expect(before.epochs[0].loss == after.epochs[0].loss && before.epochs[1].loss != after.epochs[1].loss)
    #expect(before.forecast != after.forecast)
  }

  @Test("without patience learns all rows at once", arguments: networks)
  func withoutPatience(_ item: ForecasterCase) throws {
    var item = item
    item.options.training.patience = 0
    let (_, epochs, progress) = try fit(item, Self.data())
    #expect(epochs.map(\.isRefit) == [false, false, false])
    #expect(progress.allSatisfy { $0.fits == 1 })
  }
}
