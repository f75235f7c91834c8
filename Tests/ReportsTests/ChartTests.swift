import Charts
import Forecasting
import Testing
import TimeSeries

@testable import Backtesting
@testable import Reports

@Suite("Charts of forecasts")
struct ChartTests {
  /// A series of `count` rows, a day apart, that counts up; with a segment that starts at row 90.
  private func panel(_ count: Int = 100, missing: Set<Int> = [], ids: [String] = ["flow"]) -> Panel {
    let series = ids.map { id in
      Series(
        id: id, column: "y", times: (0..<count).map { Instant(seconds: Int64($0) * 86_400) },
        target: (0..<count).map { missing.contains($0) ? .nan : Double($0) },
        segments: count > 90 ? [0..<90, 90..<count] : [0..<count])
    }
    return Panel(series: series, timeKind: .local, spacing: .days(1), season: 1)
  }

  private func predictions(_ panel: Panel, horizon: Int, asked: SpreadRequest, names: [String]) throws
    -> Predictions
  {
    let places = asked.quantileLevels
    let forecast = Forecast(
      point: (1...horizon).map(Double.init),
      spread: Spread(quantiles: places.map { level in (1...horizon).map { Double($0) + level } }))
    return try Predictions(
      after: panel, horizon: horizon, asked: asked,
      models: names.map { (name: $0, forecasts: panel.series.map { _ in forecast }) })
  }

  private func lines(_ chart: Chart) -> [String: [Point]] {
    var lines: [String: [Point]] = [:]
    for case .line(let line) in chart.marks { lines[line.name ?? ""] = line.points }
    return lines
  }

  @Test(
    "Of the past four times as many rows are shown as are forecast, at least 60, with a gap between segments",
    arguments: [(1, 60), (15, 60), (20, 80), (30, 100)])
  func history(horizon: Int, rows: Int) throws {
    let panel = panel()
    let chart = try predictions(panel, horizon: horizon, asked: .none, names: ["gru"]).chart(
      ofForecastsOf: 0, of: panel)
    let observed = try #require(lines(chart)["observed"])
    #expect(observed.filter(\.y.isFinite).map(\.y) == (100 - rows..<100).map(Double.init))
    #expect(observed.count { $0.y.isNaN } == (rows == 100 ? 2 : 1))
    #expect(chart.title == "flow: \(horizon) step\(horizon == 1 ? "" : "s") after 1970-04-10")
    #expect(chart.alternative.hasPrefix("The chart shows ") && chart.alternative.hasSuffix("."))
  }

  @Test("A forecast continues the last observed value, if that is known")
  func anchor() throws {
    for (missing, first) in [([], 99.0), ([99], 1.0)] as [(Set<Int>, Double)] {
      let panel = panel(missing: missing)
      let chart = try predictions(panel, horizon: 3, asked: .none, names: ["gru", "lstm"]).chart(
        ofForecastsOf: 0, of: panel)
      for name in ["gru", "lstm"] {
        let points = try #require(lines(chart)[name]).filter(\.y.isFinite)
        #expect(points.first?.y == first && points.suffix(3).map(\.y) == [1, 2, 3])
        #expect(points.last?.x == 8_812_800.0)
      }
    }
  }

  @Test(
    "Intervals are bands of the first model, the widest first, also those between quantiles",
    arguments: [
      (SpreadRequest(levels: [50, 90]), ["gru"], ["90 %", "50 %"]),
      (SpreadRequest(levels: [50, 90]), ["gru", "lstm"], ["gru 90 %", "gru 50 %"]),
      (SpreadRequest(quantiles: [0.1, 0.25, 0.5, 0.9]), ["gru"], ["80 %"]),
      (SpreadRequest(quantiles: [0.5]), ["gru"], []), (.none, ["gru"], []),
    ] as [(SpreadRequest, [String], [String])])
  func bands(asked: SpreadRequest, names: [String], expected: [String]) throws {
    let panel = panel()
    let chart = try predictions(panel, horizon: 2, asked: asked, names: names).chart(
      ofForecastsOf: 0, of: panel)
    var bands: [String] = []
    for case .band(let band) in chart.marks {
      bands.append(band.name ?? "")
      #expect(band.rows.last.map { $0.upper - $0.lower >= 0.5 - 1e-9 } == true)
    }
    #expect(bands == expected)
    #expect(chart.alternative.contains("intervals") == !expected.isEmpty)
  }

  @Test("The title says which series of how many it is")
  func several() throws {
    let panel = panel(ids: ["north", "south"])
    let chart = try predictions(panel, horizon: 2, asked: .none, names: ["gru"]).chart(
      ofForecastsOf: 1, of: panel)
    #expect(chart.title.hasPrefix("south (series 2 of 2): 2 steps after "))
  }

  @Test("A series without a row is a chart without a value")
  func nothing() throws {
    let panel = Panel(
      series: [Series(id: "empty", times: [], target: [])], timeKind: .step, spacing: .steps, season: 1)
    let chart = try predictions(panel, horizon: 2, asked: .none, names: ["gru"]).chart(
      ofForecastsOf: 0, of: panel)
    #expect(SVG().text(of: chart).contains("no values to draw"))
  }

  @Test(
    "A backtest shows its last folds, joined where each has one row",
    arguments: [(3, 10, 10, 10), (3, 90, 66, 66), (1, 20, 20, 1), (250, 1, 1, 1)])
  func backtest(horizon: Int, folds: Int, shown: Int, runs: Int) throws {
    let panel = panel(600)
    let result = try Backtest(horizon: horizon, folds: folds).run([], on: panel)
    let charted = result.chart(ofSeries: 0, of: panel)
    let words =
      shown < folds ? "the last \(shown) of \(folds) folds" : "\(folds) fold\(folds == 1 ? "" : "s")"
    #expect(charted.title == "flow: \(words) of horizon \(horizon)")
    let observed = try #require(lines(charted)["observed"]).filter(\.y.isFinite)
    #expect(observed.last?.y == 599)
    #expect(observed.count == shown * horizon + max(horizon, shown * horizon / 10))
    let model = result.predictions.marks(
      of: Array(result.predictions.runs(of: result.predictions.rowsOfSeries[0]).suffix(shown)),
      models: ["naive"],
      of: ChartedSeries(panel: panel, place: 0), anchors: Array(repeating: nil, count: shown))
    guard case .line(let line)? = model.first else { return #expect(Bool(false)) }
    #expect(line.points.split { $0.y.isNaN }.count == runs)
  }
}
