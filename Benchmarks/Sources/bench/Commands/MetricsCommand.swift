import ArgumentParser
import Backtesting
import Forecasting
import Registry

/// Measures scoring: a backtest of rules that cost next to nothing, and the metrics file's numbers.
struct MetricsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metrics", abstract: "Scoring: forecasts scored a second and metrics a second.")

  @Option(help: "Series of the panel.")
  var series = 100
  @Option(help: "Seconds to measure each for.")
  var seconds = 1.0
  @Flag(help: "Print lines of JSON.")
  var json = false

  func run() throws {
    let panel = Waves.panel(series: series, rows: 1_000)
    let rules = try ["naive", "seasonal-naive", "drift", "mean"].map {
      try ModelRegistry.entry(named: $0).make(ForecasterOptions(horizon: 10))
    }
    let backtest = Backtest(horizon: 10, folds: 20)
    var result = try backtest.run(rules, on: panel)
    let runs = try rate(during: seconds) { result = try backtest.run(rules, on: panel) }
    let forecasts = result.predictions.rows.count * result.predictions.models.count
    var metrics = 0
    let sweeps = rate(during: seconds) { metrics = result.scores.all.reduce(0) { count, _ in count + 1 } }
    var report = Report(json: json)
    report.add([
      ("series", .integer(series)), ("forecasts", .integer(forecasts)),
      ("made and scored/s", .number(runs * Double(forecasts), decimals: 0)), ("metrics", .integer(metrics)),
      ("metrics/s", .number(sweeps * Double(metrics), decimals: 0)),
    ])
  }
}
