import Files
import Testing
import TimeSeries
import Training

@testable import Combining
@testable import Forecasting
@testable import Models
@testable import Windowing

@Suite("Rounds of a blend")
struct BlendRoundsTests {
  private static let options = ForecasterOptions(horizon: 10, lookback: 20)

  private func rounds(_ data: TrainingData, share: Double = 0.2) throws -> BlendRounds {
    var options = Self.options
    options.training.validation = share
    return try BlendRounds(data, options: options, lookback: 20)
  }

  private func data(_ rows: Int) -> TrainingData {
    TrainingData(panel: ClosedFormPanel.make([ClosedFormPanel.noise(rows)]))
  }

  /// Series of noise with clocks of their own, of the lengths given.
  private func recordings(_ lengths: [Int], kind: TimeKind = .elapsed) -> TrainingData {
    let targets = lengths.indices.map { ClosedFormPanel.noise(lengths[$0], seed: UInt64($0 + 1)) }
    return TrainingData(panel: ClosedFormPanel.make(targets, kind: kind, hasOwnClocks: true))
  }

  @Test("tails lie one before the other, each as long as the first, and leave half of the rows")
  func tails() throws {
    let rounds = try rounds(data(400), share: 0.1)
    #expect(rounds.first?.judged.rows[0].upperBound == 400)
    #expect(rounds.first?.known.rows[0].upperBound == 360)
    #expect(rounds.tails.map { $0.judged.rows[0].upperBound } == [360, 320, 280])
    #expect(rounds.tails.map { $0.known.rows[0].upperBound } == [320, 280, 240])
    #expect(rounds.others.isEmpty && !rounds.isOfRecordings)
    #expect(try self.rounds(data(400), share: 0.25).tails.count == 1)
    #expect(try self.rounds(data(400), share: 0.4).tails.isEmpty)
  }

  @Test("tails are forecast from the rows before them alone")
  func cells() throws {
    func losses(_ data: TrainingData) throws -> [Double] {
      let judge = BlendJudge(
        simple: SimpleForecasters(
          [RuleForecaster<Naive>(Self.options), Linear(Self.options)], Self.options),
        options: Self.options, errors: [1], steps: [0], session: Session())
      return try judge.cells(ofSimple: try rounds(data, share: 0.1).tails).map { $0.loss(of: [0, 1]) }
    }
    let data = data(400)
    let expected = try losses(data)
    #expect(expected.count == 3 && expected.allSatisfy { $0 > 0 })
    // Wild values in the last tail change nothing of the tails before it.
    let values = Array(data.panel.series[0].target)
    let wild = TrainingData(
      panel: ClosedFormPanel.make([values[..<360] + values[360...].map { 1e6 * $0 }].map { Array($0) }))
    #expect(try losses(wild) == expected)
  }

  @Test(
    "recordings are left out in turn, a third of the rows each, and none is forecast by its own rows",
    arguments: [TimeKind.elapsed, .local])
  func recordings(kind: TimeKind) throws {
    let data = recordings([100, 200, 200, 300, 300, 400], kind: kind)
    let rounds = try rounds(data)
    let all = [try #require(rounds.first)] + rounds.others
    #expect(rounds.tails.isEmpty)
    #expect(
      all.map { $0.known.rows.map(\.count) } == [
        [0, 200, 200, 300, 300, 0], [100, 0, 200, 0, 300, 400], [100, 200, 0, 300, 0, 400],
      ])
    for round in all {
      #expect(round.windows.allSatisfy { round.known.rows[$0.series].isEmpty })
      #expect(Set(round.windows.map(\.series)).count == round.known.rows.count(where: \.isEmpty))
    }
    // Other values of a recording that is left out change no coefficient that forecasts it.
    var wild = data.panel
    wild.series[0].target = wild.series[0].target.map { 1e3 * $0 }
    let fits = try [data, TrainingData(panel: wild)].map { data in
      try Linear(Self.options).fit(try #require(try self.rounds(data).first).known, session: Session())
        .record()
    }
    #expect(fits[0] == fits[1])
    // All networks together have learnt from all recordings.
    #expect(
      data.rows.indices.allSatisfy { series in all.contains { !$0.known.rows[series].isEmpty } })
  }

  @Test("networks know nothing of a recording that is left out")
  func statistics() throws {
    let data = recordings([100, 200, 200, 300, 300, 400])
    var wild = data.panel
    wild.series[0].target = wild.series[0].target.map { 1e3 * $0 + 50 }
    let tasks = try [data, TrainingData(panel: wild)].map { data in
      let split = try rounds(data).split
      #expect(split.head.rows[0].isEmpty && split.training.allSatisfy { $0.series != 0 })
      let choice = try FrameChoice(data, split: split, options: Self.options, lookback: 20)
      return try PatchTask(.correction, data, split: split, options: Self.options, like: choice)
    }
    #expect(tasks[0].ridge == tasks[1].ridge)
    #expect(tasks[0].framed.frame == tasks[1].framed.frame)
    #expect(tasks[0].framed.typicalImportance == tasks[1].framed.typicalImportance)
  }

  @Test("two recordings, or one with most of the rows, are forecast further on")
  func tooFew() throws {
    for lengths in [[200, 200], [900, 200, 200]] {
      let rounds = try rounds(recordings(lengths))
      #expect(rounds.others.isEmpty)
      #expect(rounds.split.head.rows.map(\.isEmpty) == lengths.map { _ in false })
    }
  }

  @Test("the targets of one recording are left out together")
  func targets() throws {
    var panel = recordings([200, 200, 200, 200, 200, 200]).panel
    for index in panel.series.indices { panel.series[index].recording = "bed-\(index / 2)" }
    let rounds = try rounds(TrainingData(panel: panel))
    let all = [try #require(rounds.first)] + rounds.others
    #expect(
      all.map { $0.known.rows.map(\.isEmpty) } == (0..<3).map { bed in (0..<6).map { $0 / 2 == bed } })
    for index in panel.series.indices { panel.series[index].recording = "the only bed" }
    #expect(try self.rounds(TrainingData(panel: panel)).others.isEmpty)
  }
}
