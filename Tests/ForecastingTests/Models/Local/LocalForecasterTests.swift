import Files
import Forecasting
import Registry
import Synchronization
import Testing
import TimeSeries

@Suite("Local models")
struct LocalForecasterTests {
  private typealias Data = ClassicalSeries

  private func fitted(_ name: String, _ panel: Panel, rows: [Range<Int>]) throws -> any FittedForecaster {
    try ModelRegistry.entry(named: name).make(ForecasterOptions(horizon: 3)).fit(
      TrainingData(panel: panel, rows: rows), session: Session())
  }

  @Test("forecast a series that the fit has not seen, from its rows before the cutoff", arguments: Data.names)
  func unseenSeries(_ name: String) throws {
    let panel = ClosedFormPanel.make([Data.flat, Data.seasonal(4)], season: 4)
    let fitted = try fitted(name, panel, rows: [0..<60, 0..<0])
    let cutoffs = [40, 43, 55, 60, 71].map { Cutoff(series: 1, index: $0) }
    let together = try fitted.forecast(panel, at: cutoffs, session: Session())
    for (cutoff, forecast) in zip(cutoffs, together) {
      var cut = panel
      for row in cutoff.index..<72 { cut.series[1].target[row] = .nan }
      #expect(try fitted.forecast(cut, at: [cutoff], session: Session()) == [forecast])
    }
  }

  @Test("after the fit, the state follows and the parameters stay", arguments: Data.names)
  func carriedForward(_ name: String) throws {
    var panel = ClosedFormPanel.make([Data.flat])
    let fitted = try fitted(name, panel, rows: [0..<60])
    let cutoff = Cutoff(series: 0, index: 72)
    let before = try fitted.forecast(panel, at: [cutoff], session: Session())
    panel.series[0].target[71] += 20
    let after = try fitted.forecast(panel, at: [cutoff], session: Session())
    for (left, right) in zip(before[0].point, after[0].point) { #expect(right > left) }
  }

  @Test("a fit forecasts a file that begins later: the rows of its range are found by their times")
  func otherFile() throws {
    let panel = ClosedFormPanel.make([Data.flat])
    let fitted = try fitted("ses", panel, rows: [20..<60])
    var later = panel
    later.series[0] = Series(
      id: "s0", times: Array(panel.series[0].times[15...]), target: Array(panel.series[0].target[15...]))
    let whole = try fitted.forecast(panel, at: [Cutoff(series: 0, index: 65)], session: Session())
    #expect(try fitted.forecast(later, at: [Cutoff(series: 0, index: 50)], session: Session()) == whole)
  }

  @Test("nothing before a gap is read", arguments: Data.names)
  func segments(_ name: String) throws {
    let values = Data.seasonal(4)
    let segments = [0..<30, 30..<72]
    let expected = try Data.point(name, values, season: 4, segments: segments)
    var changed = values
    for row in 0..<30 { changed[row] = 1000 + 10 * Double(row % 7) }
    #expect(try Data.point(name, changed, season: 4, segments: segments) == expected)
  }

  @Test("missing rows are passed over", arguments: Data.names)
  func missingRows(_ name: String) throws {
    var values = Data.flat
    for row in [0, 1, 17, 40, 41, 42, 70, 71] { values[row] = .nan }
    let point = try Data.point(name, values, season: 6)
    // The level is 50, the noise 7 at most.
    for value in point { #expect(abs(value - 50) < 15) }
  }

  @Test(
    "too few, constant or no rows in the segment give the naive forecast",
    arguments: Data.names.filter { $0 != "ewma" && $0 != "garch" })
  func shortHistories(_ name: String) throws {
    #expect(try Data.point(name, [3, 4], season: 4) == [4, 4, 4, 4, 4])
    #expect(try Data.point(name, [3, 5, 5, 5, 5], season: 4, segments: [0..<1, 1..<5]) == [5, 5, 5, 5, 5])
    #expect(
      try Data.point(name, [3, 5, .nan, .nan], season: 4, segments: [0..<2, 2..<4]) == [5, 5, 5, 5, 5])
  }

  @Test(
    "any history gives finite numbers",
    arguments: ["ses", "holt", "theta", "ets", "responsive-ets", "seasonal-median"])
  func anyHistory(_ name: String) throws {
    let count = 40
    let histories: [[Double]] = [
      (0..<count).map { Double($0 % 4) },  // a season with zeros, without noise
      (0..<count).map { $0 % 7 == 0 ? 3 : 0 },  // intermittent counts
      (0..<count).map { Double($0) },  // a line
      (0..<count).map { Double($0 - 20) * 1e-300 },
      (0..<count).map { 1e300 * (1 + 0.1 * Double($0 % 3)) },
      (0..<count).map { $0 == 20 ? 1e12 : 1 + 0.1 * Double($0 % 3) },  // an outlier
      (0..<count).map { $0 < 20 ? 1e-9 : 1e9 },
      (0..<count).map { $0 < 39 ? 7 : 8 },
    ]
    for history in histories {
      for length in [3, 5, 6, 8, 9, 13, 21, 40] {
        let values = Array(history.suffix(length))
        let point = try Data.point(name, values, season: 4, horizon: 9)
        #expect(point.allSatisfy { $0.isFinite }, "\(name) after \(values)")
      }
    }
  }

  @Test("a row that is not positive is refused by log-har where it learns, and missing where it forecasts")
  func notPositive() throws {
    var values = Data.flat
    values[65] = 0
    let panel = ClosedFormPanel.make([values])
    let failure = #expect(throws: Failure.self) { try self.fitted("log-har", panel, rows: [0..<66]) }
    #expect(failure?.cause == .data)
    #expect(
      failure?.message
        == "series s0 is 0.0 in its row 66, and log-har forecasts variances, which are positive")
    values[65] = .nan
    let missing = ClosedFormPanel.make([values])
    let cutoffs = [Cutoff(series: 0, index: 70)]
    let found = try [panel, missing].map {
      try fitted("log-har", $0, rows: [0..<60]).forecast($0, at: cutoffs, session: Session())
    }
    #expect(found[0] == found[1])
  }

  @Test(
    "models without a season say which series have one",
    arguments: Data.names.filter { $0 != "ewma" && $0 != "garch" })
  func seasonNotes(_ name: String) throws {
    func notes(_ targets: [[Double]], season: Int) throws -> [String] {
      let notes = Mutex<[String]>([])
      let panel = ClosedFormPanel.make(targets, season: season)
      _ = try ModelRegistry.entry(named: name).make(ForecasterOptions(horizon: 3)).fit(
        TrainingData(panel: panel, rows: targets.map { _ in 0..<60 }),
        session: Session(note: { note in notes.withLock { $0.append(note.text) } }))
      return notes.withLock { $0 }
    }
    let leavesSeasonsOut = ["ses", "holt"].contains(name)
    // What comes after the training rows is not looked at.
    let later = Data.steady[..<60] + (60..<72).map { 50 + 1e3 * Double($0 % 4) }
    let missing = Array(repeating: Double.nan, count: 72)
    #expect(
      try notes([Data.seasonal(4), Array(later), missing], season: 4)
        == (leavesSeasonsOut
          ? [
            "\(name): 1 of 3 series has a season of 4 steps, which \(name) does not forecast; theta and ets do"
          ]
          : []))
    #expect(try notes([Data.seasonal(4)], season: 1).isEmpty)
    #expect(try notes([Data.steady], season: 4).isEmpty)
  }

  @Test("an observation that a multiplicative season cannot explain changes nothing for the worse")
  func zerosAfterTheFit() throws {
    var panel = ClosedFormPanel.make([Data.seasonal(4)], season: 4)
    let fitted = try fitted("ets", panel, rows: [0..<60])
    for row in 60..<72 { panel.series[0].target[row] = row < 70 ? 0 : -5 }
    let point = try fitted.forecast(panel, at: [Cutoff(series: 0, index: 72)], session: Session())[0].point
    #expect(point.allSatisfy { $0.isFinite })
  }

  @Test("a record of another model or without its rows is a failure")
  func brokenRecord() throws {
    let panel = ClosedFormPanel.make([Data.flat])
    var record = try fitted("ses", panel, rows: [0..<60]).record()
    record.configuration = record.configuration.replacing("trained", with: "drained")
    #expect(throws: Failure.self) { try ModelRegistry.restore(record) }
  }
}
