@testable import Forecasting
import Testing
import TimeSeries

/// Series whose best simple forecast is known: a blend may not lose more than 2 % to it.
@Suite("What blend does on series with a known answer")
struct BlendSafeguardTests {
  /// A panel, the rows that are trained on, and the simple forecast that is right for it.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let panel: Panel
    let right: String
    var trainingRows = 260
    var horizon = 5
  }

  private static let rows = 340

  private static func walk(_ seed: UInt64) -> [Double] {
    var level = 100.0
    return ClosedFormPanel.noise(rows, seed: seed).map { step in
      level += step
      return level
    }
  }

  private static func rows(_ value: (Int) -> Double) -> [Double] { (0..<rows).map(value) }

  private static let noise = ClosedFormPanel.noise(rows, seed: 5)

  private static func single(
    _ name: String, season: Int = 1, right: String, _ target: [Double]
  ) -> Case {
    Case(testDescription: name, panel: ClosedFormPanel.make([target], season: season), right: right)
  }

  private static var walks: [Case] {
    let shared = walk(4)
    let together: [[Double]] = [20, 21, 22].map { (seed: UInt64) in
      let own = walk(seed)
      return shared.indices.map { 3 * shared[$0] + 0.1 * own[$0] }
    }
    return [
      single("a random walk", right: "naive", walk(1)),
      single("another random walk", right: "naive", walk(2)),
      single("a random walk said to have a season", season: 7, right: "naive", walk(3)),
      Case(
        testDescription: "walks that move together", panel: ClosedFormPanel.make(together), right: "naive"),
    ]
  }

  private static var levels: [Case] {
    let sizes = ClosedFormPanel.noise(rows, seed: 6)
    let counts = rows { noise[$0] > 0.5 ? (1 + 4 * abs(sizes[$0])).rounded() : 0 }
    return [
      single("a trend with noise", right: "linear", rows { 5 + 0.3 * Double($0) + noise[$0] }),
      single("a level shift in training", right: "linear", rows { ($0 < 150 ? 10 : 30) + noise[$0] }),
      single("a level shift after the cutoff", right: "linear", rows { ($0 < 300 ? 10 : 20) + noise[$0] }),
      single("noise around a constant", right: "mean", rows { 10 + noise[$0] }),
      single("intermittent counts", right: "mean", counts),
    ]
  }

  private static var seasons: [Case] {
    let short: [[Double]] = (0..<12).map { (index: Int) in
      let own = ClosedFormPanel.noise(60, seed: UInt64(index + 1))
      return own.indices.map { (row: Int) in
        let shape: Double = 3 + ClosedFormPanel.season(row, 7) + 0.3 * own[row]
        return Double(10 + index) * shape
      }
    }
    return [
      single(
        "a season with noise", season: 7, right: "linear",
        rows { 10 + 5 * ClosedFormPanel.season($0, 7) + noise[$0] }),
      Case(
        testDescription: "a short panel with a season", panel: ClosedFormPanel.make(short, season: 7),
        right: "linear", trainingRows: 45),
    ]
  }

  static let cases = walks + levels + seasons

  private var options: ForecasterOptions {
    var options = ForecasterOptions(horizon: 5)
    options.segments.units = 8
    options.segments.batch = 32
    options.segments.steps = 50
    return options
  }

  @Test("it is within 2 % of the right simple forecast", arguments: cases)
  func safeguard(_ item: Case) throws {
    let blend = try error(of: Blend(options: options), item)
    let right = try error(of: Zoo.entry(named: item.right).make(options), item)
    #expect(blend <= 1.02 * right, "blend \(blend), \(item.right) \(right)")
  }

  @Test("a pure season is the seasonal forecast, nearly to the last digit")
  func pureSeason() throws {
    let item = Case(
      testDescription: "a pure season",
      panel: ClosedFormPanel.make([Self.rows { 10 + 5 * ClosedFormPanel.season($0, 7) }], season: 7),
      right: "seasonal-naive")
    #expect(try error(of: Blend(options: options), item) < 1e-9)
  }

  @Test("a tail without any observed value leaves the mean of the networks")
  func missingTail() throws {
    var target = Self.rows { 10 + Self.noise[$0] }
    for row in 180..<260 { target[row] = .nan }
    let panel = ClosedFormPanel.make([target])
    let fitted = try Blend(options: options).fit(
      TrainingData(panel: panel, rows: [0..<260]), session: Session())
    let found = try fitted.forecast(panel, at: [Cutoff(series: 0, index: 320)], session: Session())
    #expect(found[0].point.allSatisfy { abs($0 - 10) < 3 })
  }

  /// The mean absolute error at every cutoff after the training rows, of one fit before them.
  private func error(of forecaster: any Forecaster, _ item: Case) throws -> Double {
    let rows = item.panel.series.map { _ in 0..<item.trainingRows }
    let fitted = try forecaster.fit(TrainingData(panel: item.panel, rows: rows), session: Session())
    let cutoffs = item.panel.series.indices.flatMap { series in
      (item.trainingRows...(item.panel.series[series].count - item.horizon)).map {
        Cutoff(series: series, index: $0)
      }
    }
    let found = try fitted.forecast(item.panel, at: cutoffs, session: Session())
    var sum = 0.0
    for (cutoff, forecast) in zip(cutoffs, found) {
      for (lead, value) in forecast.point.enumerated() {
        sum += abs(value - item.panel.series[cutoff.series].target[cutoff.index + lead])
      }
    }
    return sum / Double(cutoffs.count * item.horizon)
  }
}
