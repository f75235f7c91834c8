import Files
import Forecasting
import Models
import Testing
import TimeSeries
import Windowing

@Suite("Forecast rules")
struct ForecastRuleTests {
  private func point<Rule: ForecastRule>(
    _ rule: Rule, _ target: [Double], horizon: Int, segments: [Range<Int>]? = nil
  ) throws -> [Double] {
    let series = Series(
      id: "x", times: target.indices.map { Instant(seconds: Int64($0)) }, target: target, segments: segments)
    let panel = Panel(series: [series], timeKind: .step, spacing: .steps, season: 1)
    let history = try History(panel, at: Cutoff(series: 0, index: target.count))
    return rule.point(after: history, horizon: horizon)
  }

  @Test("naive repeats the last observed value")
  func naive() throws {
    #expect(try point(Naive(), [1, 2, 3, .nan], horizon: 2) == [3, 3])
  }

  @Test("seasonal-naive repeats the last observed value of the phase")
  func seasonalNaive() throws {
    #expect(try point(SeasonalNaive(season: 3), [1, 2, 3, 4, 5, 6], horizon: 5) == [4, 5, 6, 4, 5])
    #expect(try point(SeasonalNaive(season: 3), [1, 2, 3, .nan, 5, 6], horizon: 3) == [1, 5, 6])
    #expect(try point(SeasonalNaive(season: 3), [1, 2, 3, 4], horizon: 3) == [2, 3, 4])
  }

  @Test("seasonal-naive falls back to naive without a season, a row or a segment of that phase")
  func seasonalFallback() throws {
    #expect(try point(SeasonalNaive(season: 1), [1, 2], horizon: 2) == [2, 2])
    #expect(try point(SeasonalNaive(season: 4), [1, 2], horizon: 4) == [2, 2, 1, 2])
    #expect(
      try point(SeasonalNaive(season: 2), [1, 2, 3, 4], horizon: 2, segments: [0..<3, 3..<4]) == [4, 4])
  }

  @Test("drift continues the line through the first and last observed values")
  func drift() throws {
    #expect(try point(Drift(), [1, 7, 5], horizon: 2) == [7, 9])
    // The last row is missing: lead 1 is two rows after the value 5.
    #expect(try point(Drift(), [1, 7, 5, .nan], horizon: 1) == [9])
    #expect(try point(Drift(), [4], horizon: 2) == [4, 4])
    #expect(try point(Drift(), [0, 9, 1, 2], horizon: 1, segments: [0..<2, 2..<4]) == [3])
  }

  @Test("mean is that of all observed values before the cutoff")
  func mean() throws {
    #expect(try point(HistoricMean(), [1, .nan, 2, 6], horizon: 2) == [3, 3])
  }

  @Test("a series without any observed value is a failure that names it")
  func nothingObserved() throws {
    let failure = #expect(throws: Failure.self) { try point(Naive(), [.nan, .nan], horizon: 1) }
    #expect(failure?.cause == .data)
    #expect(failure?.message == "series x has no observed value in the 2 rows before the cutoff")
  }

  @Test("a forecast too large for a number is a failure, not an infinity")
  func overflow() throws {
    let target = [-1e308, 1e308]
    let series = Series(id: "x", times: [Instant(seconds: 0), Instant(seconds: 1)], target: target)
    let panel = Panel(series: [series], timeKind: .step, spacing: .steps, season: 1)
    let fitted = try RuleForecaster<Drift>(ForecasterOptions(horizon: 1)).fit(
      TrainingData(panel: panel), session: Session())
    let failure = #expect(throws: Failure.self) {
      try fitted.forecast(panel, at: [Cutoff(series: 0, index: 2)], session: Session())
    }
    #expect(failure?.cause == .notFinite)
  }

  @Test("a record of another model or with a broken configuration is a failure")
  func brokenRecord() throws {
    let record = ModelRecord(model: "naive", configuration: "{", tensors: [])
    #expect(throws: Failure.self) { try FittedRule<Naive>(record: record) }
    #expect(throws: Failure.self) { try FittedRule<Drift>(record: record) }
  }
}
