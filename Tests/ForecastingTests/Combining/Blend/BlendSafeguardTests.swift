import Platform
import Testing
import TimeSeries

@testable import Combining
@testable import Forecasting
@testable import Registry
@testable import Windowing

/// Series whose best simple forecast is known: the error of a blend may be larger than that forecast's by
/// 2 %, and by 3 % where the simple forecasts that are right differ by as much themselves.
@Suite("What blend does on series with a known answer")
struct BlendSafeguardTests {
  /// A panel, the rows that are trained on, and the simple forecasts that are right for it.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let panel: Panel
    /// Those of which the best is not to be lost to.
    let right: [String]
    var trainingRows = 260
    var horizon = 5
    /// Whether what comes after the training rows is as what was before: otherwise no tail can rank
    /// candidates.
    var isSteady = true
    /// Whether a tail may tell no candidate from another, as where levels move by chance.
    var mayBeTies = false
    /// The error that a blend may have, relative to the best of those that are right.
    var most = 1.02

    /// The rows of each series that are trained on: of a short one all but two horizons.
    var training: TrainingData {
      TrainingData(
        panel: panel, rows: panel.series.map { 0..<min(trainingRows, $0.count - 2 * horizon) })
    }
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
    _ name: String, season: Int = 1, right: [String], isSteady: Bool = true, mayBeTies: Bool = false,
    most: Double = 1.02, _ target: [Double]
  ) -> Case {
    Case(
      testDescription: name, panel: ClosedFormPanel.make([target], season: season), right: right,
      isSteady: isSteady, mayBeTies: mayBeTies, most: most)
  }

  private static var walks: [Case] {
    let shared = walk(4)
    let together: [[Double]] = [20, 21, 22].map { (seed: UInt64) in
      let own = walk(seed)
      return shared.indices.map { 3 * shared[$0] + 0.1 * own[$0] }
    }
    return [
      single("a random walk", right: ["naive"], mayBeTies: true, walk(1)),
      single("another random walk", right: ["naive"], mayBeTies: true, walk(2)),
      single("a random walk said to have a season", season: 7, right: ["naive"], mayBeTies: true, walk(3)),
      Case(
        testDescription: "walks that move together", panel: ClosedFormPanel.make(together), right: ["naive"],
        mayBeTies: true),
    ]
  }

  private static var levels: [Case] {
    let sizes = ClosedFormPanel.noise(rows, seed: 6)
    let steps = walk(7)
    let moving = rows { 0.5 * steps[$0] + 1.5 * noise[$0] }
    let counts = rows { noise[$0] > 0.5 ? (1 + 4 * abs(sizes[$0])).rounded() : 0 }
    // Of no regular length: that would be a season.
    let ends = [23, 64, 94, 151, 170, 218, 254, 281, 340]
    let stretches = rows { row in
      (ends.firstIndex { row < $0 } ?? 0) % 2 == 0 ? 0 : 20 + 3 * noise[row]
    }
    return [
      single(
        "a trend with noise", right: ["linear", "theta"],
        rows { 5 + 0.3 * Double($0) + noise[$0] }),
      // The two that are right differ by 3 % themselves.
      single("a level that moves by chance", right: ["ses", "ets"], mayBeTies: true, most: 1.03, moving),
      single(
        "a level shift in training", right: ["linear", "ses", "theta", "ets"],
        rows { ($0 < 150 ? 10 : 30) + noise[$0] }),
      single(
        "a level shift after the cutoff", right: ["linear"], isSteady: false,
        rows { ($0 < 300 ? 10 : 20) + noise[$0] }),
      single("noise around a constant", right: ["mean", "ses"], rows { 10 + noise[$0] }),
      single("intermittent counts", right: ["mean", "seasonal-median", "holt", "theta"], counts),
      single("stretches of zeros", right: ["naive", "linear", "ses"], mayBeTies: true, stretches),
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
        "a season with noise", season: 7, right: ["linear"],
        rows { 10 + 5 * ClosedFormPanel.season($0, 7) + noise[$0] }),
      single(
        "a season whose level moved in training", season: 7, right: ["linear", "seasonal-median", "ets"],
        rows { ($0 < 180 ? 10 : 30) + 5 * ClosedFormPanel.season($0, 7) + noise[$0] }),
      Case(
        testDescription: "a short panel with a season", panel: ClosedFormPanel.make(short, season: 7),
        right: ["linear", "theta", "ets"], trainingRows: 45),
    ]
  }

  private static var panels: [Case] {
    // Shops of different sizes that sell nothing on every fourth day or so, and now and then ten times as
    // much.
    let skewed: [[Double]] = (0..<8).map { (index: Int) in
      let own = ClosedFormPanel.noise(120, seed: UInt64(30 + index))
      return own.map { $0 < -0.5 ? 0 : (Double(1 + index) * 3 * exp(2.5 * $0)).rounded() }
    }
    // Of two of ten series less than a season of twelve months was seen.
    let short: [[Double]] = (0..<10).map { (index: Int) in
      let own = ClosedFormPanel.noise(72, seed: UInt64(50 + index))
      let all = own.indices.map { (row: Int) in
        Double(20 + 3 * index) * (3 + ClosedFormPanel.season(row, 12) + 0.2 * own[row])
      }
      return index < 8 ? all : Array(all[..<21])
    }
    return [
      Case(
        testDescription: "a skewed panel with zeros", panel: ClosedFormPanel.make(skewed, season: 7),
        right: ["mean", "seasonal-median", "holt", "theta", "ets"], trainingRows: 95),
      Case(
        testDescription: "a panel with series shorter than a season",
        panel: ClosedFormPanel.make(short, season: 12), right: ["linear", "theta", "ets"], trainingRows: 60),
    ]
  }

  static let cases = walks + levels + seasons + panels

  private var options: ForecasterOptions {
    var options = ForecasterOptions(horizon: 5)
    options.patches.units = 8
    options.patches.batch = 32
    options.patches.steps = 50
    return options
  }

  @Test(
    "it is at most 3 % worse than the right simple forecast, and its tail ranks candidates as the test does",
    arguments: cases)
  func safeguard(_ item: Case) throws {
    let trial = try Blend(options: options).trial(item.training, session: Session())
    let cells = try #require(trial.cells)
    let weights = trial.decision().weights
    let blend = FittedCombination(
      name: Blend.name, options: options, members: try trial.parts(weights, session: Session()))
    let right = try item.right.map {
      try error(of: ModelRegistry.entry(named: $0).make(options).fit(item.training, session: Session()), item)
    }
    let (found, simple) = (try error(of: blend, item), try #require(right.min()))
    #expect(found <= item.most * simple, "blend \(found), \(item.right) \(right), weights \(weights)")
    // As they were judged, before the tail.
    let known = try #require(trial.rounds.first).known
    let tests = try trial.names.enumerated().map { index, name in
      let fitted: any FittedForecaster =
        index < trial.networks.count
        ? trial.networks[index]
        : try ModelRegistry.entry(named: name).make(options).fit(known, session: Session())
      return try error(of: fitted, item)
    }
    var clear = 0
    for better in weights.indices {
      for worse in weights.indices where item.isSteady && isClear(cells, better, worse) {
        clear += 1
        let names = "\(trial.names[better]) and \(trial.names[worse])"
        #expect(tests[better] <= 1.02 * tests[worse], "\(names)")
      }
    }
    #expect(clear > 0 || !item.isSteady || item.mayBeTies)
  }

  /// Whether the tail leaves no doubt that one candidate is better than another.
  private func isClear(_ cells: ValidationCells, _ better: Int, _ worse: Int) -> Bool {
    func alone(_ candidate: Int) -> [Double] {
      cells.forecasts.indices.map { $0 == candidate ? 1 : 0 }
    }
    let paired = cells.paired(before: alone(worse), after: alone(better))
    return paired.gain > 2.8 * paired.variance.squareRoot()
  }

  @Test("a pure season is the seasonal forecast, nearly to the last digit")
  func pureSeason() throws {
    let item = Case(
      testDescription: "a pure season",
      panel: ClosedFormPanel.make([Self.rows { 10 + 5 * ClosedFormPanel.season($0, 7) }], season: 7),
      right: ["seasonal-naive"])
    let fitted = try Blend(options: options).fit(item.training, session: Session())
    #expect(try error(of: fitted, item) < 1e-9)
  }

  @Test("a tail without any observed value proves nothing")
  func missingTail() throws {
    var target = Self.rows { 10 + Self.noise[$0] }
    for row in 180..<260 { target[row] = .nan }
    let panel = ClosedFormPanel.make([target])
    let fitted = try Blend(options: options).fit(
      TrainingData(panel: panel, rows: [0..<260]), session: Session())
    let found = try fitted.forecast(panel, at: [Cutoff(series: 0, index: 320)], session: Session())
    #expect(found[0].point.allSatisfy { abs($0 - 10) < 3 })
  }

  /// The mean absolute error at every cutoff after the training rows, each series in units of its typical
  /// change.
  private func error(of fitted: any FittedForecaster, _ item: Case) throws -> Double {
    let (panel, rows) = (item.panel, item.training.rows)
    let units = ErrorUnits(item.training, .mase).values
    let cutoffs = panel.series.indices.flatMap { series in
      (rows[series].upperBound...(panel.series[series].count - item.horizon)).map {
        Cutoff(series: series, index: $0)
      }
    }
    var sum = 0.0
    for (cutoff, forecast) in zip(cutoffs, try fitted.forecast(panel, at: cutoffs, session: Session())) {
      for (lead, value) in forecast.point.enumerated() {
        sum += abs(value - panel.series[cutoff.series].target[cutoff.index + lead]) / units[cutoff.series]
      }
    }
    return sum / Double(cutoffs.count * item.horizon)
  }
}
