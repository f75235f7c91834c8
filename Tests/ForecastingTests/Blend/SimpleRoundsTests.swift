@testable import Forecasting
import Testing
import TimeSeries
import Training

@Suite("Rounds of simple forecasts")
struct SimpleRoundsTests {
  private func rounds(_ rows: Int, share: Double) throws -> (data: TrainingData, rounds: SimpleRounds) {
    let data = TrainingData(panel: ClosedFormPanel.make([ClosedFormPanel.noise(rows)]))
    var options = ForecasterOptions(horizon: 10, lookback: 20)
    options.training.validation = share
    let split = try TrainingSplit(data, options: options, lookback: 20)
    return (data, SimpleRounds(data, before: split, options: options, lookback: 20))
  }

  @Test("tails lie one before the other, each as long as the tail, and leave half of the rows")
  func tails() throws {
    let ends = try rounds(400, share: 0.1).rounds.rounds.map { $0.judged.rows[0].upperBound }
    #expect(ends == [360, 320, 280])
    #expect(
      try rounds(400, share: 0.1).rounds.rounds.map { $0.known.rows[0].upperBound } == [320, 280, 240])
    #expect(try rounds(400, share: 0.25).rounds.rounds.count == 1)
    #expect(try rounds(400, share: 0.4).rounds.rounds.isEmpty)
  }

  @Test("tails are forecast from the rows before them alone")
  func cells() throws {
    let (data, rounds) = try rounds(400, share: 0.1)
    let options = ForecasterOptions(horizon: 10, lookback: 20)
    func losses(_ data: TrainingData, _ rounds: SimpleRounds) throws -> [Double] {
      try rounds.cells(
        [RuleForecaster<Naive>(options), Linear(options)], objective: .mase, errors: [1], horizon: 10,
        session: Session()
      ).map { $0.loss(of: [0, 1]) }
    }
    let expected = try losses(data, rounds)
    #expect(expected.count == 3 && expected.allSatisfy { $0 > 0 })
    // Wild values in the last tail change nothing of the tails before it.
    let values = Array(data.panel.series[0].target)
    let wild = TrainingData(
      panel: ClosedFormPanel.make([values[..<360] + values[360...].map { 1e6 * $0 }].map { Array($0) }))
    var validating = options
    validating.training.validation = 0.1
    let split = try TrainingSplit(wild, options: validating, lookback: 20)
    let again = try losses(wild, SimpleRounds(wild, before: split, options: validating, lookback: 20))
    #expect(again == expected)
  }

  @Test("series with clocks of their own are left out in turn, and none is forecast by its own rows")
  func series() throws {
    func panel(_ last: Double) -> TrainingData {
      let targets = (0..<4).map { ClosedFormPanel.noise(200, seed: UInt64($0 + 1)) }
      return TrainingData(
        panel: ClosedFormPanel.make(targets.dropLast() + [targets[3].map { last * $0 }], kind: .elapsed))
    }
    let options = ForecasterOptions(horizon: 10, lookback: 20)
    func rounds(_ data: TrainingData) throws -> SimpleRounds {
      SimpleRounds(
        data, before: try TrainingSplit(data, options: options, lookback: 20), options: options, lookback: 20)
    }
    let data = panel(1)
    let found = try rounds(data).rounds
    #expect(
      found.map { $0.known.rows.map(\.count) } == [
        [0, 200, 200, 0], [200, 0, 200, 200], [200, 200, 0, 200],
      ])
    #expect(
      found.map { $0.judged.rows.map(\.count) } == [[160, 0, 0, 160], [0, 160, 0, 0], [0, 0, 160, 0]])
    // Other values of the series that are left out change no coefficient that forecasts them.
    let fits = try [data, panel(1e3)].map { data in
      try Linear(options).fit(try rounds(data).rounds[0].known, session: Session()).record()
    }
    #expect(fits[0] == fits[1])
  }

  @Test("the targets of one recording are left out together")
  func targets() throws {
    var panel = ClosedFormPanel.make(
      (0..<6).map { ClosedFormPanel.noise(200, seed: UInt64($0 + 1)) }, kind: .elapsed)
    for index in panel.series.indices { panel.series[index].id = "bed-\(index / 2)/\(index % 2)" }
    let data = TrainingData(panel: panel)
    let options = ForecasterOptions(horizon: 10, lookback: 20)
    let rounds = SimpleRounds(
      data, before: try TrainingSplit(data, options: options, lookback: 20), options: options, lookback: 20
    ).rounds
    #expect(
      rounds.map { $0.known.rows.map(\.isEmpty) } == (0..<3).map { bed in (0..<6).map { $0 / 2 == bed } })
  }
}
