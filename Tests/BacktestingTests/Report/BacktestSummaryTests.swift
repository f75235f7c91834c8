import Forecasting
import FoundationEssentials
import Testing
import TimeSeries

@testable import Backtesting

@Suite("The report of a backtest")
struct BacktestSummaryTests {
  /// Forecasts `factor` times the last value: a network in name only.
  private struct Scaled: Forecaster, FittedForecaster {
    let name: String
    let horizon: Int
    let factor: Double
    func fit(_ data: TrainingData, session: Session) throws -> any FittedForecaster { self }
    func forecast(_ panel: Panel, at cutoffs: [Cutoff], session: Session) throws -> [Forecast] {
      cutoffs.map {
        Forecast(
          point: Array(repeating: factor * panel.series[$0.series].target[$0.index - 1], count: horizon))
      }
    }
    func record() throws -> ModelRecord { ModelRecord(model: name, configuration: "{}", tensors: []) }
  }

  /// Grows by 1 % a row: the forecast 2 % above the last value is the better for a horizon of 3.
  private func result(horizon: Int = 3, folds: Int = 10) throws -> BacktestResult {
    var target = [100.0]
    for row in 1..<300 { target.append(target[row - 1] * (row % 3 == 0 ? 1.012 : 1.009)) }
    let series = Series(id: "x", times: target.indices.map { Instant(seconds: Int64($0)) }, target: target)
    let panel = Panel(series: [series], timeKind: .step, spacing: .steps, season: 1)
    let networks = [
      Scaled(name: "gru", horizon: horizon, factor: 1.02),
      Scaled(name: "lstm", horizon: horizon, factor: 0.999),
    ]
    return try Backtest(horizon: horizon, folds: folds).run(networks, on: panel)
  }

  @Test("shows metrics, errors by lead and a sentence on each network")
  func text() throws {
    let text = try result().summary.text
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(
      lines[0] == "10 folds of horizon 3, cutoffs 269 to 296, 3 rows apart; fitted once, before the first")
    #expect(lines[2].hasPrefix("model"))
    #expect(lines[2].hasSuffix("skill"))
    #expect(lines[3].hasPrefix("gru"))
    #expect(lines[9].split(separator: " ") == ["MAE", "at", "lead", "1", "2", "3"])
    #expect(text.contains("gru beats naive: its MAE is "))
    #expect(text.contains(" % lower (p < 0.001); linear has a lower MAE.\n"))
    #expect(text.contains("lstm does not beat naive: its MAE is "))
    #expect(text.contains(" % higher (p < 0.001); seasonal-naive and linear have a lower MAE.\n"))
    #expect(!lines.contains { $0.hasSuffix(" ") })
  }

  @Test("shows ten leads of a long horizon, the first and last among them")
  func longHorizon() throws {
    let text = try result(horizon: 24, folds: 3).summary.text
    let header = text.split(separator: "\n").first { $0.hasPrefix("MAE at lead") }
    #expect(
      header?.split(separator: " ").dropFirst(3) == ["1", "4", "6", "9", "11", "14", "16", "19", "21", "24"])
  }

  @Test("does not take for a defeat what may be chance")
  func chance() throws {
    // Of ten steps six go up as forecast, four down.
    var target = [Double](repeating: 100, count: 50)
    for up in [true, true, false, true, false, true, true, false, true, false] {
      target.append(target[target.count - 1] + (up ? 1 : -1))
    }
    let series = Series(id: "x", times: target.indices.map { Instant(seconds: Int64($0)) }, target: target)
    let panel = Panel(series: [series], timeKind: .step, spacing: .steps, season: 1)
    let network = Scaled(name: "gru", horizon: 1, factor: 1.01)
    let text = try Backtest(horizon: 1, folds: 10).run([network], on: panel).summary.text
    #expect(text.contains("gru is not proven to beat naive: its MAE is "))
    #expect(text.contains(" % lower, maybe by chance (p = 0."))
  }

  @Test("says so when there are too few cutoffs for a test")
  func oneFold() throws {
    let text = try result(folds: 1).summary.text
    #expect(text.contains("gru is not tested against naive, there are too few cutoffs: its MAE is "))
    #expect(text.hasPrefix("1 fold of horizon 3, cutoff 296; fitted once, before the first\n"))
  }

  @Test("survives JSON")
  func json() throws {
    let summary = try result().summary
    let data = try JSONEncoder().encode(summary)
    #expect(try JSONDecoder().decode(BacktestSummary.self, from: data) == summary)
  }
}
