import Forecasting
import FoundationEssentials
import Testing
import TimeSeries

@testable import Backtesting
@testable import Reports

@Suite("The report of a backtest")
struct BacktestSummaryTests {
  /// Forecasts `factor` times the last value, and a term: a network in name only.
  private struct Scaled: Forecaster, FittedForecaster {
    let name: String
    let horizon: Int
    let factor: Double
    var term = 0.0
    /// Other factors, by series.
    var factors: [String: Double] = [:]
    func fit(_ data: TrainingData, session: Session) throws -> any FittedForecaster { self }
    func forecast(_ panel: Panel, at cutoffs: [Cutoff], session: Session) throws -> [Forecast] {
      cutoffs.map {
        let series = panel.series[$0.series]
        let value = (factors[series.id] ?? factor) * series.target[$0.index - 1] + term
        return Forecast(point: Array(repeating: value, count: horizon))
      }
    }
    func record() throws -> ModelRecord { ModelRecord(model: name, configuration: "{}", tensors: []) }
  }

  /// Grows by 1 % a row: the forecast 2 % above the last value is the better for a horizon of 3.
  private func result(horizon: Int = 3, folds: Int = 10, step: Int? = nil) throws -> BacktestResult {
    var target = [100.0]
    for row in 1..<300 { target.append(target[row - 1] * (row % 3 == 0 ? 1.012 : 1.009)) }
    let series = Series(id: "x", times: target.indices.map { Instant(seconds: Int64($0)) }, target: target)
    let panel = Panel(series: [series], timeKind: .step, spacing: .steps, season: 1)
    let networks = [
      Scaled(name: "gru", horizon: horizon, factor: 1.02),
      Scaled(name: "lstm", horizon: horizon, factor: 0.999),
    ]
    return try Backtest(horizon: horizon, folds: folds, step: step).run(networks, on: panel)
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
    #expect(
      text.contains(
        " % lower (p < 0.001 by Holm's method over 2 models); linear has a lower MAE. At single leads, by Holm's method "
          + "over 6 tests, it is better at 1 to 3.\n"))
    #expect(text.contains("lstm does not beat naive: its MAE is "))
    #expect(
      text.contains(
        " % higher (p < 0.001 by Holm's method over 2 models); seasonal-naive and linear have a lower MAE. At single "
      ))
    #expect(text.contains(" it is worse at 1 to 3.\n"))
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

  @Test("says how many folds a test takes where there are fewer")
  func tooFewFolds() throws {
    let text = try result(folds: 1).summary.text
    #expect(
      text.contains(
        "gru is not tested against naive, which takes at least 10 folds, and there are 1: its MAE is "))
    #expect(text.hasPrefix("1 fold of horizon 3, cutoff 296; fitted once, before the first\n"))
    #expect(try result(folds: 9).summary.text.contains(" takes at least 10 folds, and there are 9: "))
    let close = try result(folds: 20, step: 1).summary
    #expect(
      close.text.contains(
        "gru is not tested against naive, which takes at least 24 folds less than a horizon apart, and there are 20: "
      ))
    #expect(close.models.allSatisfy { $0.test == nil })
    #expect(try result(folds: 24, step: 1).summary.text.contains("gru beats naive: "))
  }

  @Test("does not blame the number of folds where errors differ by a constant")
  func constantDifference() throws {
    let target = (0..<60).map { Double(3 * $0) }
    let series = Series(id: "x", times: target.indices.map { Instant(seconds: Int64($0)) }, target: target)
    let panel = Panel(series: [series], timeKind: .step, spacing: .steps, season: 1)
    let text = try Backtest(horizon: 2, folds: 20).run(
      [Scaled(name: "gru", horizon: 2, factor: 1, term: 3)], on: panel
    ).summary.text
    #expect(
      text.contains(
        "gru is not tested against naive, from which its errors differ by the same in every fold: "
          + "its MAE is 66.7 % lower; linear has a lower MAE.\n"))
  }

  /// A panel of `a`, which has rows for all folds and moves by 2 or so, and `b`, with rows for some and a
  /// thousand times larger.
  private func uneven(_ rowsOfB: Int) -> Panel {
    func series(_ id: String, _ rows: Range<Int>, size: Double) -> Series {
      Series(
        id: id, times: rows.map { Instant(seconds: Int64($0)) },
        target: rows.map { row in
          let wild = row * row * 7 % 13
          return size * (100 + Double(wild) / 4)
        })
    }
    let series = [series("a", 0..<300, size: 1), series("b", 300 - rowsOfB..<300, size: 1000)]
    return Panel(series: series, timeKind: .step, spacing: .steps, season: 1)
  }

  @Test("tests the metric that it reports, whatever series and folds weigh in it", arguments: [8, 40, 300])
  func direction(rows: Int) throws {
    let panel = uneven(rows)
    for (first, second) in [(1.004, 0.9), (0.9, 1.004), (1.002, 0.998), (1.05, 1)] {
      let network = Scaled(name: "gru", horizon: 3, factor: first, factors: ["b": second])
      let result = try Backtest(horizon: 3, folds: 20).run([network], on: panel)
      let test = try #require(try result.evaluation.comparisons[0]?.overall.get())
      let model = try #require(result.scores.value(.mase, model: 0))
      let naive = try #require(result.scores.value(.mase, model: 1))
      #expect((test.statistic < 0) == (model < naive))
      let verdict = try #require(result.summary.models[0].verdict)
      let difference = NumberText(decimals: 1).text(abs(1 - model / naive) * 100)
      #expect(verdict.contains("its MASE is \(difference) % \(model < naive ? "lower" : "higher")"))
      #expect(verdict.hasPrefix("gru does not beat naive: ") == (model >= naive))
      // Where the skill of the table points the other way, the sentence says so.
      let skill = try #require(result.summary.models[0].value(.skill))
      #expect(verdict.contains(", though its MAE is ") == ((skill > 0) != (model < naive)))
    }
  }

  @Test("is a JSON object for each model, with a key for each metric")
  func json() throws {
    struct Found: Decodable {
      struct Model: Decodable {
        var name: String
        var mae: Double
        var skill: Double
        var qlike: Double?
        var maeByLead: [Double?]
      }
      var comparedMetric: String
      var models: [Model]
    }
    let summary = try result().summary
    let found = try JSONDecoder().decode(Found.self, from: try JSONEncoder().encode(summary))
    #expect(found.comparedMetric == "mae")
    #expect(found.models.map(\.name) == summary.models.map(\.name))
    #expect(found.models.map(\.mae) == summary.models.map { $0.value(.mae) })
    #expect(found.models.map(\.skill) == summary.models.map { $0.value(.skill) })
    #expect(found.models.map(\.maeByLead) == summary.models.map(\.maeByLead))
    #expect(found.models.allSatisfy { $0.qlike == nil }, "the objective is no QLIKE")
  }
}
