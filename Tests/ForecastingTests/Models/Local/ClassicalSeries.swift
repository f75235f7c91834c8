import Platform
import TestSupport
import TimeSeries

@testable import Forecasting
@testable import Registry

/// Series in closed form that another program can compute too, and the forecast of a model by its name.
enum ClassicalSeries {
  private static let rows = 72

  /// cos(1.7 row²): like noise, and the same everywhere.
  private static func noise(_ row: Int) -> Double { ClosedForm.cosine(row * row) }

  /// A level with noise around it.
  static var flat: [Double] { (0..<rows).map { 50 + 5 * noise($0) + 2 * cos(0.3 * Double($0)) } }

  /// A level that never moves, with noise around it.
  static var steady: [Double] { (0..<rows).map { 50 + noise($0) } }

  /// Something like a random walk.
  static var walk: [Double] {
    var level = 100.0
    return (0..<rows).map { row in
      level += 3 * noise(row)
      return level
    }
  }

  /// What comes ever nearer to 100, with noise of about 1.
  static var approach: [Double] { (0..<rows).map { approaching($0) + noise($0) } }

  /// The same times a season of four, times noise.
  static var seasonalApproach: [Double] {
    (0..<rows).map { row in
      approaching(row) * (1 + 0.2 * cos(2 * Double.pi * Double(row) / 4)) * (1 + 0.01 * noise(row))
    }
  }

  private static func approaching(_ row: Int) -> Double { 100 - 60 * exp(-Double(row) / 20) }

  /// A line times a season times noise.
  static func seasonal(_ season: Int, rows: Int = rows) -> [Double] {
    (0..<rows).map { row in
      (100 + 1.5 * Double(row)) * (1 + 0.2 * cos(2 * Double.pi * Double(row) / Double(season)))
        * (1 + 0.04 * noise(row))
    }
  }

  /// The forecast after `values` by the zoo's model `name`.
  static func point(
    _ name: String, _ values: [Double], season: Int = 1, horizon: Int = 5, segments: [Range<Int>]? = nil
  ) throws -> [Double] {
    var panel = ClosedFormPanel.make([values], season: season)
    if let segments { panel.series[0].segments = segments }
    let fitted = try ModelRegistry.entry(named: name).make(ForecasterOptions(horizon: horizon)).fit(
      TrainingData(panel: panel), session: Session())
    return try fitted.forecast(panel, at: [Cutoff(series: 0, index: values.count)], session: Session())[0]
      .point
  }

  /// The names of the models that are estimated on each series.
  static let names = ["ses", "holt", "theta", "ets", "responsive-ets", "log-har", "ewma", "garch"]
}
