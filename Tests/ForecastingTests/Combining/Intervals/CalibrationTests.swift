import Files
import Forecasting
import Models
import Platform
import Randomness
import Registry
import Testing
import TimeSeries

@testable import Combining

@Suite("Intervals")
struct CalibrationTests {
  /// Series of so many rows: steps of a walk, of which those of the second half are as much as `growth` times
  /// as large.
  private static func walks(_ count: Int, rows: Int, growth: Double = 1, seed: UInt64 = 3) -> Panel {
    let random = CounterRandom(seed: seed)
    let series = (0..<count).map { index in
      var level = 100.0
      let target = (0..<rows).map { row in
        let size = row < rows / 2 ? 1 : growth
        level += size * Self.normal(random, UInt64(index * rows + row))
        return level
      }
      return Series(
        id: "s\(index)", times: (0..<rows).map { Instant(seconds: Int64($0) * 86_400) }, target: target)
    }
    return Panel(series: series, timeKind: .local, spacing: .days(1), season: 1)
  }

  /// A number with a standard normal distribution, by Box and Muller.
  private static func normal(_ random: CounterRandom, _ index: UInt64) -> Double {
    let (size, turn) = (random.uniform(at: 2 * index), random.uniform(at: 2 * index + 1))
    return (-2 * log(1 - size)).squareRoot() * cos(2 * Double.pi * turn)
  }

  /// The widths of the only interval of a forecast, by lead.
  private static func widths(_ forecast: Forecast) -> [Double] {
    guard let quantiles = forecast.spread?.quantiles, quantiles.count == 2 else { return [] }
    return zip(quantiles[0], quantiles[1]).map { $1 - $0 }
  }

  private static func fit(
    _ panel: Panel, rows: Int, horizon: Int = 3, level: Double = 80, model: String = "naive",
    method: IntervalOptions.Method = .conformal
  ) throws -> any FittedForecaster {
    var options = ForecasterOptions(horizon: horizon)
    options.intervals = IntervalOptions(
      method: method, quantileLevels: SpreadRequest(levels: [level]).quantileLevels)
    let data = TrainingData(panel: panel, rows: panel.series.map { _ in 0..<rows })
    return try ModelRegistry.entry(named: model).make(options).fit(data, session: Session())
  }

  @Test("of a walk hold what they say, and widen with the root of the lead")
  func walk() throws {
    let panel = Self.walks(1, rows: 3_000)
    let fitted = try Self.fit(panel, rows: 2_000)
    let cutoffs = (2_000..<2_997).map { Cutoff(series: 0, index: $0) }
    let found = try fitted.forecast(
      panel, at: cutoffs, asking: SpreadRequest(levels: [80]), session: Session())
    for lead in 0..<3 {
      let held = zip(cutoffs, found).count { cutoff, forecast in
        let value = panel.series[0].target[cutoff.index + lead]
        let quantiles = forecast.spread?.quantiles ?? []
        return quantiles[0][lead] <= value && value <= quantiles[1][lead]
      }
      // Overlapping errors of lead 3 vary more than those of lead 1.
      #expect(abs(Double(held) / 997 - 0.8) < 0.06, "lead \(lead + 1)")
    }
    let widths = (0..<3).map { lead in found.reduce(0.0) { $0 + Self.widths($1)[lead] } / 997 }
    // 2 · 1.2816 standard deviations hold 80 % of a normal distribution.
    for lead in 0..<3 { #expect(abs(widths[lead] / (2.563 * Double(lead + 1).squareRoot()) - 1) < 0.12) }
  }

  @Test("widen with volatility that came after the fit")
  func volatility() throws {
    let panel = Self.walks(1, rows: 800, growth: 5)
    let fitted = try Self.fit(Self.walks(1, rows: 800, growth: 5), rows: 700)
    let width = { (panel: Panel, row: Int) throws -> Double in
      let found = try fitted.forecast(
        panel, at: [Cutoff(series: 0, index: row)], asking: SpreadRequest(levels: [80]), session: Session())
      return Self.widths(found[0])[0]
    }
    #expect(try width(panel, 700) > 1.5 * width(panel, 380))
  }

  @Test("that adapt hold what they say where errors grow after the fit, from a model file too")
  func adaptive() throws {
    let panel = Self.walks(1, rows: 3_000, growth: 3, seed: 8)
    let cutoffs = stride(from: 1_600, to: 2_990, by: 10).map { Cutoff(series: 0, index: $0) }
    func held(_ fitted: any FittedForecaster) throws -> Double {
      let found = try fitted.forecast(
        panel, at: cutoffs, asking: SpreadRequest(levels: [80]), session: Session())
      let inside = zip(cutoffs, found).count { cutoff, forecast in
        let quantiles = forecast.spread?.quantiles ?? []
        let value = panel.series[0].target[cutoff.index]
        return quantiles[0][0] <= value && value <= quantiles[1][0]
      }
      return Double(inside) / Double(cutoffs.count)
    }
    let fitted = try #require(
      try Self.fit(panel, rows: 1_400, method: .adaptive) as? FittedConformalForecaster)
    let loaded = try FittedConformalForecaster(record: try fitted.record()) { record throws(Failure) in
      try ModelRegistry.restore(record)
    }
    #expect(loaded.calibration == fitted.calibration)
    let share = try held(loaded)
    #expect(abs(share - 0.8) < 0.07)
    #expect(try abs(share - 0.8) < abs(held(Self.fit(panel, rows: 1_400)) - 0.8))
    // What is forecast does not depend on what else is.
    let asked = SpreadRequest(levels: [80])
    let alone = try loaded.forecast(panel, at: [cutoffs[50]], asking: asked, session: Session())
    #expect(try loaded.forecast(panel, at: cutoffs, asking: asked, session: Session())[50] == alone[0])
  }

  @Test("that the rows cannot support are refused with the number that they need, and a level that they can")
  func refusal() throws {
    let panel = Self.walks(1, rows: 40)
    let failure = #expect(throws: Failure.self) { try Self.fit(panel, rows: 40, level: 95) }
    #expect(failure?.message.contains("39") == true)
    let fix = try #require(failure?.fix)
    let word = try #require(fix.split(separator: " ").drop { $0 != "--level" }.dropFirst().first)
    let level = try #require(Double(word.dropLast()))
    _ = try Self.fit(panel, rows: 40, level: level)
  }

  @Test("of few rows take the errors of all leads together")
  func allLeads() throws {
    let panel = Self.walks(1, rows: 60)
    let fitted = try Self.fit(panel, rows: 60, horizon: 25)
    let found = try fitted.forecast(
      panel, at: [Cutoff(series: 0, index: 60)], asking: SpreadRequest(levels: [80]), session: Session())
    let widths = Self.widths(found[0])
    #expect(widths.allSatisfy { $0 > 0 })
    #expect(widths[20] > widths[0])
  }

  @Test("of several short series are made of the errors of all")
  func pooled() throws {
    let panel = Self.walks(30, rows: 24)
    let fitted = try #require(
      try Self.fit(panel, rows: 24, level: 95, model: "holt") as? FittedConformalForecaster)
    #expect(fitted.calibration.groups.count == 1)
    #expect(fitted.calibration.groups[0].own.isEmpty)
    #expect(fitted.calibration.groups[0].pooled.samples.allSatisfy { $0.errors.count >= 30 * 5 })
    let long = try #require(
      try Self.fit(Self.walks(2, rows: 1_200), rows: 1_200) as? FittedConformalForecaster)
    #expect(long.calibration.groups[0].own.keys.sorted() == ["s0", "s1"])
  }

  @Test("of a series that has never changed are its value, and its events are certain")
  func constant() throws {
    var panel = Self.walks(3, rows: 60)
    panel.series[0].target = Array(repeating: 5, count: 60)
    let fitted = try Self.fit(panel, rows: 60)
    let asked = SpreadRequest(levels: [80], events: [try Event("y<6"), try Event("y>5"), try Event("y>=5")])
    let spread = try #require(
      try fitted.forecast(panel, at: [Cutoff(series: 0, index: 60)], asking: asked, session: Session())[0]
        .spread)
    #expect(spread.quantiles == [[5, 5, 5], [5, 5, 5]])
    #expect(spread.probabilities.map { $0[0] } == [1, 0, 1])
  }

  @Test("are not told by what was fitted without them")
  func without() throws {
    let panel = Self.walks(1, rows: 60)
    let options = ForecasterOptions(horizon: 3)
    let fitted = try ModelRegistry.entry(named: "naive").make(options)
      .fit(TrainingData(panel: panel), session: Session())
    let failure = #expect(throws: Failure.self) {
      try fitted.forecast(
        panel, at: [Cutoff(series: 0, index: 60)], asking: SpreadRequest(levels: [80]), session: Session())
    }
    #expect(failure?.fix?.contains("--level") == true)
  }

  @Test(
    "of naive forecasts of a week know what the day does to them, in a file that begins on another day too")
  func phases() throws {
    let random = CounterRandom(seed: 5)
    func panel(from first: Int) -> Panel {
      let rows = first..<first + 700
      // Saturdays and Sundays are far below other days.
      let target = rows.map { 100 - ($0 % 7 < 2 ? 40 : 0) + Self.normal(random, UInt64($0)) }
      let times = rows.map { Instant(seconds: Int64($0) * 86_400) }
      let series = Series(id: "a", times: times, target: target)
      return Panel(series: [series], timeKind: .local, spacing: .days(1), season: 7)
    }
    let known = panel(from: 0)
    let fitted = try #require(try Self.fit(known, rows: 700) as? FittedConformalForecaster)
    #expect(fitted.calibration.groups[0].pooled.profile != nil)
    let loaded = try FittedConformalForecaster(record: try fitted.record()) { record throws(Failure) in
      try ModelRegistry.restore(record)
    }
    let later = panel(from: 3)
    let asked = SpreadRequest(levels: [80])
    for row in 600..<690 {
      let spread = try loaded.forecast(
        later, at: [Cutoff(series: 0, index: row)], asking: asked, session: Session())[0].spread
      let quantiles = try #require(spread?.quantiles)
      let value = later.series[0].target[row]
      // The noise of two days, whose difference has a deviation of 1.41: 80 % of it lie within 3.6.
      #expect(quantiles[1][0] - quantiles[0][0] < 6)
      #expect(abs((quantiles[0][0] + quantiles[1][0]) / 2 - value) < 6, "row \(row)")
    }
    let plain = try #require(try Self.fit(Self.walks(1, rows: 700), rows: 700) as? FittedConformalForecaster)
    #expect(plain.calibration.groups[0].pooled.profile == nil, "a walk has no days")
  }

  @Test("have the decimals of the values, so that a value at their end lies inside")
  func decimals() throws {
    var panel = Self.walks(1, rows: 300)
    panel.series[0].target = panel.series[0].target.map { $0.rounded() }
    let fitted = try Self.fit(panel, rows: 300, model: "ses")
    let spread = try fitted.forecast(
      panel, at: [Cutoff(series: 0, index: 300)], asking: SpreadRequest(levels: [80]), session: Session())[0]
      .spread
    #expect(try #require(spread).quantiles.joined().allSatisfy { $0 == $0.rounded() })
  }

  @Test("of a history too short for the scale that was chosen are no point")
  func shortHistory() throws {
    let random = CounterRandom(seed: 9)
    var panel = Self.walks(3, rows: 200)
    panel.season = 7
    for series in panel.series.indices {
      for row in panel.series[series].target.indices {
        panel.series[series].target[row] = Double(row % 7 * 50) + Self.normal(random, UInt64(row))
      }
    }
    let fitted = try Self.fit(panel, rows: 200, model: "seasonal-naive")
    for row in [1, 4] {
      let found = try fitted.forecast(
        panel, at: [Cutoff(series: 0, index: row)], asking: SpreadRequest(levels: [80]), session: Session())
      #expect(Self.widths(found[0]).allSatisfy { $0 > 0 }, "after \(row) rows")
    }
  }
}
