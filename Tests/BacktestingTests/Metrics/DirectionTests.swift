import Forecasting
import Testing
import TimeSeries

@testable import Backtesting
@testable import Reports

@Suite("Calls of direction")
struct DirectionTests {
  // The formula of Pesaran and Timmermann (1992) in numpy 2:
  //
  //     p = mean(x == y); e = px py + (1 - px)(1 - py); v = e (1 - e) / n
  //     w = ((2 py - 1)² px (1 - px) + (2 px - 1)² py (1 - py)) / n + 4 px py (1 - px)(1 - py) / n²
  //     s = (p - e) / sqrt(v - w); scipy.stats.norm.sf(s)
  @Test("are tested as the formula says")
  func reference() throws {
    let short = try #require(
      PesaranTimmermann(
        called: [1, 0, 1, 0, 0, 1, 1, 0, 1, 1, 0, 0].map { $0 == 1 },
        came: [1, 0, 1, 1, 0, 1, 0, 0, 1, 1, 1, 0].map { $0 == 1 }))
    // Some thirty roundings of numbers up to 1, of which a difference of variances near 0.02 keeps two decimals
    // less, and its root the half of that.
    #expect(abs(short.statistic - 1.8347298891754518) < 1e-12)
    #expect(abs(short.probability - 0.03327286067185807) < 1e-12)
    #expect(short.share == 0.75)
    let long = try #require(
      PesaranTimmermann(
        called: (0..<40).map { $0 * 11 % 6 < 4 }, came: (0..<40).map { $0 * 7 % 5 < 3 }))
    #expect(abs(long.statistic - 0.27411409426915345) < 1e-12)
    #expect(abs(long.probability - 0.39199847143292) < 1e-12)
  }

  @Test("all of one sign, or too few, are not tested")
  func untested() {
    let came = (0..<20).map { $0 % 3 == 0 }
    #expect(PesaranTimmermann(called: came.map { _ in true }, came: came) == nil)
    #expect(PesaranTimmermann(called: came, came: came.map { _ in false }) == nil)
    #expect(PesaranTimmermann(called: Array(came.prefix(9)), came: Array(came.prefix(9))) == nil)
  }

  /// Calls the direction of the next change wrongly wherever it ends in a row that four divides.
  private struct Caller: Forecaster, FittedForecaster {
    let name = "gru"
    let horizon = 1
    func fit(_ data: TrainingData, session: Session) throws -> any FittedForecaster { self }
    func forecast(_ panel: Panel, at cutoffs: [Cutoff], session: Session) throws -> [Forecast] {
      cutoffs.map {
        let target = panel.series[$0.series].target
        let change = target[$0.index] - target[$0.index - 1]
        return Forecast(point: [target[$0.index - 1] + ($0.index % 4 == 0 ? -1 : 1) * change])
      }
    }
    func record() throws -> ModelRecord { ModelRecord(model: name, configuration: "{}", tensors: []) }
  }

  @Test("are a share of those that call one, in table, file and sentence, where they are asked for")
  func backtest() throws {
    let target = (0..<101).map { Double($0 % 2 == 0 ? $0 : -$0) }
    let series = Series(id: "x", times: target.indices.map { Instant(seconds: Int64($0)) }, target: target)
    let panel = Panel(series: [series], timeKind: .step, spacing: .steps, season: 1)
    var backtest = Backtest(horizon: 1, folds: 40)
    #expect(try !backtest.run([Caller()], on: panel).scores.metrics.contains(.direction))
    backtest.scoresDirection = true
    let result = try backtest.run([Caller()], on: panel)
    #expect(result.scores.value(.direction, model: 0) == 0.75)
    let naive = try #require(result.scores.models.firstIndex(of: "naive"))
    #expect(result.scores.value(.direction, model: naive) == nil, "it calls no direction")
    let text = result.summary.text
    #expect(text.contains("direction"))
    #expect(text.contains("Of the changes to the next row it calls 75.0 % right (one-sided p"))
    var csv = ""
    try result.scores.csv { csv += $0 }
    #expect(csv.contains("gru,direction,,,0.75\n"))
  }
}
