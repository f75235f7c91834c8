@testable import Forecasting
import Testing
import TimeSeries
import Training

@Suite("Earlier tails")
struct EarlierTailsTests {
  private func tails(_ rows: Int, share: Double) throws -> (data: TrainingData, tails: EarlierTails) {
    let data = TrainingData(panel: ClosedFormPanel.make([ClosedFormPanel.noise(rows)]))
    var options = ForecasterOptions(horizon: 10, lookback: 20)
    options.training.validation = share
    let split = try TrainingSplit(data, options: options, lookback: 20)
    return (data, EarlierTails(data, before: split, options: options, lookback: 20))
  }

  @Test("lie one before the other, each as long as the tail, and leave half of the rows")
  func rows() throws {
    let ends = try tails(400, share: 0.1).tails.tails.map { $0.data.rows[0].upperBound }
    #expect(ends == [360, 320, 280])
    #expect(
      try tails(400, share: 0.1).tails.tails.map { $0.split.headRows[0].upperBound } == [320, 280, 240])
    #expect(try tails(400, share: 0.25).tails.tails.count == 1)
    #expect(try tails(400, share: 0.4).tails.tails.isEmpty)
  }

  @Test("are forecast from the rows before them alone")
  func cells() throws {
    let (data, tails) = try tails(400, share: 0.1)
    let options = ForecasterOptions(horizon: 10, lookback: 20)
    func losses(_ data: TrainingData, _ tails: EarlierTails) throws -> [Double] {
      try tails.cells(
        [RuleForecaster<Naive>(options), Linear(options)], objective: .mase, errors: [1], horizon: 10,
        session: Session()
      ).map { $0.loss(of: [0, 1]) }
    }
    let expected = try losses(data, tails)
    #expect(expected.count == 3 && expected.allSatisfy { $0 > 0 })
    // Wild values in the last tail change nothing of the tails before it.
    let values = Array(data.panel.series[0].target)
    let wild = TrainingData(
      panel: ClosedFormPanel.make([values[..<360] + values[360...].map { 1e6 * $0 }].map { Array($0) }))
    var validating = options
    validating.training.validation = 0.1
    let split = try TrainingSplit(wild, options: validating, lookback: 20)
    let again = try losses(wild, EarlierTails(wild, before: split, options: validating, lookback: 20))
    #expect(again == expected)
  }
}
