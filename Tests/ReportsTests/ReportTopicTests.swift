import Backtesting
import Forecasting
import Registry
import Testing
import TimeSeries

@testable import Reports

@Suite("What a report adds for finance and health")
struct ReportTopicTests {
  private static let origin = ReportOrigin(version: "1", arguments: [], files: [])

  /// A backtest of one column, every row a cutoff.
  private static func result(
    column: String, spacing: Spacing, target: [Double], horizon: Int, event: String? = nil
  ) throws -> (BacktestResult, Panel) {
    let step: Int64 = spacing == .businessDays ? 86_400 : 300
    let series = Series(
      id: "one", column: column,
      times: target.indices.map { Instant(seconds: 1_704_067_200 + step * Int64($0)) }, target: target)
    let panel = Panel(series: [series], timeKind: .local, spacing: spacing, season: 1)
    var backtest = Backtest(horizon: horizon, folds: 120, step: 1)
    backtest.refit = .never
    backtest.spread = SpreadRequest(levels: [80], events: try event.map { [try Event($0)] } ?? [])
    var options = ForecasterOptions(horizon: horizon)
    options.intervals = IntervalOptions(quantileLevels: backtest.spread.quantileLevels)
    let linear = try ModelRegistry.entry(named: "linear").make(options)
    return (try backtest.run([linear], on: panel, baselines: options), panel)
  }

  private static func wave(_ row: Int) -> Double {
    140 + 60 * ClosedWave.value(row, every: 40) + 8 * ClosedWave.value(row * row, every: 17)
  }

  private static func table(_ caption: String, in report: Report) -> ReportTable? {
    report.sections.flatMap(\.blocks).lazy.compactMap { block -> ReportTable? in
      guard case .table(let table) = block, table.caption.hasPrefix(caption) else { return nil }
      return table
    }.first
  }

  @Test("a strategy, values at risk and the months, of prices")
  func finance() throws {
    let (result, panel) = try Self.result(
      column: "Close", spacing: .businessDays, target: (0..<300).map(Self.wave), horizon: 1)
    #expect(ReportTopic.isFinance(panel) && !ReportTopic.isHealth(panel))
    let report = result.report(
      on: panel, from: Self.origin, in: ReportContext(topic: .finance(costBps: 0, trials: nil)))
    let table = try #require(Self.table("Following the sign", in: report))
    // Without costs the return is that of the signs, period by period.
    let predictions = result.predictions
    let last = try #require(predictions.last)
    let actual = try #require(predictions.actual)
    let model = try #require(predictions.models.first { $0.name == "linear" })
    let wealth = predictions.rows.indices.reduce(1.0) { wealth, row in
      let sign = model.values[row] > last[row] ? 1.0 : model.values[row] < last[row] ? -1 : 0
      return wealth * (1 + sign * (actual[row] / last[row] - 1))
    }
    guard case .number(_, let value?) = table.rows[0][3] else {
      Issue.record("no return")
      return
    }
    #expect(abs(value - (wealth - 1)) < 1e-9 * wealth)
    #expect(Self.table("Exceedances", in: report)?.rows.count == 1)
    #expect(Self.table("Returns after costs by month", in: report)?.header.count == 14)
    #expect(result.signRatios(on: panel, costBps: 0).map(\.model) == ["linear"])
  }

  @Test(
    "whether prices are named as adjusted, and a halving that looks like a split",
    arguments: [("Close", true), ("Adj Close", true), ("Close", false)])
  func prices(column: String, isSplit: Bool) throws {
    let target = (0..<300).map { 100 + 0.01 * Self.wave($0) }
    let (result, panel) = try Self.result(
      column: column, spacing: .businessDays,
      target: target.enumerated().map { $0 < 150 || !isSplit ? $1 : $1 / 2 }, horizon: 1)
    let report = result.report(
      on: panel, from: Self.origin, in: ReportContext(topic: .finance(costBps: 5, trials: nil)))
    let section = try #require(report.sections.first { $0.heading == "Prices" })
    guard case .paragraph(let naming) = section.blocks[0] else {
      Issue.record("no sentence on names")
      return
    }
    #expect(naming.contains(column == "Close" ? "No price is named as adjusted" : "All prices are named"))
    let table = Self.table("Changes that look like splits", in: report)
    #expect(table?.rows.count == (isSplit ? 1 : nil))
    #expect(table?.rows[0][5] == (isSplit ? .words("2 for 1") : nil))
  }

  @Test("the time gained, none by naive, with alarms, zones and a profile of glucose")
  func health() throws {
    let (result, panel) = try Self.result(
      column: "gl", spacing: .fixed(nanoseconds: 300_000_000_000), target: (0..<600).map(Self.wave),
      horizon: 6,
      event: "gl<90")
    #expect(ReportTopic.isHealth(panel))
    let report = result.report(
      on: panel, from: Self.origin, in: ReportContext(topic: .health, hasAppendix: true))
    let gained = try #require(Self.table("Rows gained", in: report))
    let naive = try #require(gained.rows.first { $0[0] == .name("naive") })
    #expect(naive.dropFirst(2).allSatisfy { $0 == .number("0", value: 0) })
    let alarms = try #require(Self.table("Alarms", in: report))
    guard case .number(_, let episodes?) = alarms.rows[0][1] else {
      Issue.record("no episodes")
      return
    }
    #expect(episodes > 0)
    let zones = try #require(Self.table("Shares of the forecasts in the zones", in: report))
    for row in zones.rows {
      let shares = row.dropFirst(3).map { cell in if case .number(_, let value?) = cell { value } else { 0.0 }
      }
      #expect(abs(shares.reduce(0, +) - 1) < 1e-12)
    }
    // The cutoffs lie within ten hours, which are no day.
    #expect(report.sections.map(\.heading).contains("Time in ranges"))
    #expect(!report.sections.map(\.heading).contains("Ambulatory glucose profile"))
    let appendix = try #require(report.sections.first { $0.heading.contains("TRIPOD+AI") })
    let questions = appendix.blocks.flatMap { block in
      if case .questions(let questions) = block { questions } else { [] as [Question] }
    }
    #expect(questions.contains { $0.answer == nil } && questions.contains { $0.answer != nil })
    #expect(ReportPage(report).source.contains("class=\"blank\""))
  }

  @Test("nothing where nothing is asked for")
  func none() throws {
    let (result, panel) = try Self.result(
      column: "x", spacing: .businessDays, target: (0..<300).map(Self.wave), horizon: 1)
    let headings = result.report(on: panel, from: Self.origin).sections.map(\.heading)
    #expect(!headings.contains("Value at risk") && !headings.contains("Time gained"))
  }
}

/// A triangle wave between -1 and 1.
private enum ClosedWave {
  static func value(_ row: Int, every length: Int) -> Double {
    let phase = Double(row % length) / Double(length)
    return phase < 0.5 ? 4 * phase - 1 : 3 - 4 * phase
  }
}
