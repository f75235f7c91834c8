import Backtesting
import Files
import Forecasting
import Registry
import Testing
import TimeSeries
import Training

@testable import Tuning

@Suite("Tuning")
struct TuningTests {
  private static let panel: Panel = {
    let series = (0..<2).map { index in
      let target = (0..<160).map { row in
        let wild = (row * row * (7 + index)) % 53
        return Double(wild + row % 7 + 10)
      }
      return Series(
        id: "s\(index)", times: (0..<160).map { Instant(seconds: Int64($0) * 86_400) }, target: target)
    }
    return Panel(series: series, timeKind: .local, spacing: .days(1), season: 7)
  }()

  private func tuning(
    _ model: String = "gru", on panel: Panel = panel, objective: Objective = .mase
  ) throws -> Tuning {
    var options = ForecasterOptions(horizon: 3, lookback: 6)
    options.objective = objective
    options.network.layers = [NetworkOptions.Layer(units: 4)]
    options.network.head = []
    options.training.maxEpochs = 1
    options.training.minEpochSteps = 2
    options.patches.steps = 5
    options.patches.units = 4
    let backtest = Backtest(horizon: 3, folds: 5)
    var tuning = try Tuning(
      ModelRegistry.entry(named: model), options: options, backtest: backtest, on: panel)
    // What would make a training long.
    tuning.settings.removeAll { ["hidden", "layers", "lookback", "max-steps"].contains($0.key) }
    return tuning
  }

  private func search(
    _ tuning: Tuning, from journal: TuningJournal? = nil, trials: Int = .max, session: Session = Session()
  ) throws -> TuningJournal {
    var asked = 0
    return try tuning.search(
      continuing: journal ?? TuningJournal(of: tuning), rounds: 1, session: session,
      isOver: {
        asked += 1
        return asked > trials
      }, save: { _ in })
  }

  @Test("draws the same candidates for the same seed; candidate 0 is as it was")
  func candidates() throws {
    let tuning = try tuning()
    #expect(tuning.options(of: 0) == tuning.options)
    #expect(tuning.configuration(of: 0).compactText == "{\"model\":\"gru\",\"horizon\":3}")
    let again = try self.tuning()
    for number in 1...20 { #expect(tuning.options(of: number) == again.options(of: number)) }
    // Every value of every setting is drawn now and then: 200 draws miss one of four with (3/4)^200 < 1e-24.
    for (index, setting) in tuning.settings.enumerated() {
      let drawn = Set((1...200).map { tuning.choices(of: $0)[index].choice.value })
      #expect(drawn.count == setting.choices.count, "\(setting.key)")
    }
  }

  @Test("reads no row of the folds that are not touched", arguments: ["gru", "blend"])
  func noPeeking(_ model: String) throws {
    let first = try Folds(Backtest(horizon: 3, folds: 5), of: Self.panel)[0].trainingRows
    var destroyed = Self.panel
    for series in destroyed.series.indices {
      for row in first[series].upperBound..<160 { destroyed.series[series].target[row] = 1e6 }
    }
    let (expected, found) = (try tuning(model), try tuning(model, on: destroyed))
    #expect(found.panel == expected.panel)
    #expect(expected.panel.series.allSatisfy { $0.count == 145 && $0.times.count == 145 })
    #expect(try search(found, trials: 2) == search(expected, trials: 2))
  }

  @Test("finds the same where a share of the memory is too little for candidates side by side")
  func memory() throws {
    // The program itself counts for 20 MB.
    let alone = try search(tuning(), session: Session(threads: 1, memory: 30_000_000))
    let together = try search(tuning(), session: Session(threads: 2, memory: 30_000_000))
    #expect(alone.trials.contains { $0.score.isFinite })
    #expect(together == alone)
  }

  @Test("halves the field: nine a little, three more, one to the end, by their scores")
  func halving() throws {
    let journal = try search(tuning())
    #expect(journal.trials.map(\.divisor) == [1] + Array(repeating: 9, count: 9) + [3, 3, 3] + [1])
    let first = journal.trials[1...9].sorted { ($0.score, $0.number) < ($1.score, $1.number) }
    #expect(Set(journal.trials[10...12].map(\.number)) == Set(first[..<3].map(\.number)))
    #expect(journal.ranking.count == 2)
    #expect(journal.ranking[0].score <= journal.ranking[1].score)
  }

  @Test("ranks by the metric that the options aim at")
  func objective() throws {
    func error(_ objective: Objective) throws -> Double {
      try search(tuning(objective: objective), trials: 0).trials[0].score
    }
    let (mae, mase) = (try error(.mae), try error(.mase))
    // The fits are the same: a plain network aims at nothing else. Errors are between 1 and 60, and no two
    // are alike.
    #expect(try error(.mse) > mae && mae > mase)
    #expect(try error(.smape) < 1)
  }

  @Test("goes on from a journal to the same end")
  func resuming() throws {
    let tuning = try tuning()
    let whole = try search(tuning)
    let part = try search(tuning, trials: 4)
    #expect(part.trials.count == 5)
    let read = try TuningJournal(part.text, of: tuning, file: "j")
    #expect(read == part)
    #expect(try search(tuning, from: read) == whole)
  }

  @Test("a candidate whose settings do not suit the data has no score, and is read back so")
  func unsuitable() throws {
    let tuning = try tuning()
    var journal = TuningJournal(of: tuning)
    journal.add(.infinity, of: 3, divisor: 9)
    #expect(try TuningJournal(journal.text, of: tuning, file: "j").score(of: 3, divisor: 9) == .infinity)
  }

  @Test("a journal of another search, or something else, is refused")
  func otherJournal() throws {
    let tuning = try tuning()
    let text = try TuningJournal(of: self.tuning("lstm")).text
    let failure = #expect(throws: Failure.self) { try TuningJournal(text, of: tuning, file: "j") }
    #expect(failure?.message == "the journal is that of other rows or options")
    let own = TuningJournal(of: tuning).text
    for broken in ["", "\n", own + "1,2\n", own + "1,9,nan\n", own + "-1,9,2\n", String(own.dropLast())] {
      #expect(throws: Failure.self) { try TuningJournal(broken, of: tuning, file: "j") }
    }
  }

  @Test("compares the default with the winner on the folds, beside the baselines")
  func comparison() throws {
    let result = try tuning().comparison(with: 4, on: Self.panel, session: Session())
    #expect(result.scores.models == ["gru", "gru-tuned", "naive", "seasonal-naive", "linear"])
    #expect(result.folds.count == 5)
  }

  @Test("a model without settings is refused")
  func rules() throws {
    let failure = #expect(throws: Failure.self) { try tuning("ets") }
    #expect(failure?.message == "ets has no settings to tune")
  }
}
