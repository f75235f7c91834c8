import Files
import Forecasting
import Registry
import TestSupport
import Testing
import TimeSeries
import Training

@testable import Backtesting

@Suite("A split of the series")
struct SplitTests {
  private static func panel(_ count: Int = 5, rows: Int = 90, moving moved: Set<String> = []) -> Panel {
    let series = (0..<count).map { index in
      let id = "s\(index)"
      let target = (0..<rows).map { row in
        let value = Double(10 * (index + 1)) + Double((row * row * (7 + index)) % 53) / 5 + Double(row % 7)
        return moved.contains(id) ? 1e4 + 3 * value * value : value
      }
      return Series(
        id: id, times: (0..<rows).map { Instant(seconds: Int64($0) * 86_400) }, target: target)
    }
    return Panel(series: series, timeKind: .local, spacing: .days(1), season: 7)
  }

  /// Models as small as they can be.
  private static func options() -> ForecasterOptions {
    var options = ForecasterOptions(horizon: 3, lookback: 8)
    options.network.layers = [NetworkOptions.Layer(units: 3)]
    options.network.head = []
    options.network.attentionHeads = 1
    options.patches.units = 4
    options.patches.batch = 16
    options.patches.steps = 4
    options.patches.embedding = true
    options.training.maxEpochs = 1
    return options
  }

  private static let names = ModelRegistry.entries.map(\.name)

  @Test("scores calls of direction on each side")
  func direction() throws {
    let panel = Self.panel()
    var backtest = Backtest(horizon: 3, folds: 4)
    backtest.split = try SeriesSplit(leavingOut: ["s1"], of: panel)
    backtest.scoresDirection = true
    let result = try backtest.run([try ModelRegistry.entry(named: "drift").make(Self.options())], on: panel)
    let shares = result.groups.map { $0.evaluation.scores.value(.direction, model: 0) }
    #expect(shares.count == 2 && shares.allSatisfy { $0 != nil }, "\(shares)")
  }

  @Test("lets no row of an unseen series into what is learnt", arguments: names)
  func nothingIsLearnt(_ name: String) throws {
    let entry = try ModelRegistry.entry(named: name)
    var options = Self.options()
    let asked = SpreadRequest(levels: [80])
    options.intervals = IntervalOptions(quantileLevels: asked.quantileLevels)
    var backtest = Backtest(horizon: 3, folds: 2, refit: .everyFold)
    backtest.spread = asked
    let found = try [[], ["s1", "s3"]].map { moved in
      let panel = Self.panel(moving: Set(moved))
      let split = try SeriesSplit(leavingOut: ["s1", "s3"], of: panel)
      backtest.split = split
      let result = try backtest.run(
        exactly: [entry.make(options)], asked: [], on: panel, metrics: [.mae], session: Session())
      let fitted = try entry.make(options).fit(TrainingData(panel: split.seen(of: panel)), session: Session())
      let seen = result.predictions.rows.indices.filter {
        [0, 2, 4].contains(result.predictions.rows[$0].series)
      }
      let columns = [result.predictions.models[0].values] + result.predictions.models[0].spread
      return (columns.map { column in seen.map { column[$0] } }, try fitted.record(), result.predictions)
    }
    #expect(found[0].0 == found[1].0)
    #expect(found[0].1 == found[1].1)
    #expect(found[0].2.models != found[1].2.models, "unseen series are forecast from their own rows")
  }

  @Test("scores its sides apart, as each would be alone, and the worst tenth of each")
  func sides() throws {
    let panel = Self.panel(12)
    var backtest = Backtest(horizon: 3, folds: 4)
    let plain = try backtest.run([], on: panel)
    backtest.split = try SeriesSplit(leavingOut: ["s1", "s11"], of: panel)
    let result = try backtest.run([], on: panel)
    #expect(result.groups.map(\.name) == ["seen", "unseen"])
    #expect(result.groups.map(\.series.count) == [10, 2])
    // Naive learns nothing: the mean over the sides is that over all.
    let all = try #require(plain.scores.value(.mae, model: 0))
    let means = result.groups.map { $0.evaluation.scores.value(.mae, model: 0) ?? .nan }
    // Means of 144 errors added up in two orders, and four roundings more.
    #expect(Distance.ulps((10 * means[0] + 2 * means[1]) / 12, all) <= 144)
    let own = (0..<12).compactMap { plain.scores.value(.mae, model: 0, series: $0) }
    #expect(result.groups[1].worst(.mae, model: 0) == max(own[1], own[11]))
    #expect(result.groups[0].worstCount == 1)
    #expect(result.scores.value(.mase, model: 0) == plain.scores.value(.mase, model: 0))
    #expect(result.folds.map(\.trainingRowCount) == plain.folds.map { $0.trainingRowCount / 12 * 10 })
  }

  @Test("draws a share by the seed and the names, at least one and not all")
  func draws() throws {
    let panel = Self.panel(20, rows: 5)
    let one = try SeriesSplit(share: 0.2, of: panel, seed: 1)
    #expect(one.unseen.count == 4)
    #expect(try SeriesSplit(share: 0.2, of: panel, seed: 1) == one)
    #expect(try SeriesSplit(share: 0.2, of: panel, seed: 2) != one)
    var reversed = panel
    reversed.series.reverse()
    #expect(try SeriesSplit(share: 0.2, of: reversed, seed: 1) == one)
    #expect(try SeriesSplit(share: 0.001, of: panel, seed: 1).unseen.count == 1)
    #expect(try SeriesSplit(share: 0.999, of: panel, seed: 1).unseen.count == 19)
    #expect(throws: Failure.self) { try SeriesSplit(share: 0.5, of: Self.panel(1), seed: 1) }
  }

  @Test("keeps the targets of a recording together")
  func recordings() throws {
    var panel = Self.panel(4)
    for index in 0..<4 { panel.series[index].recording = "p\(index / 2)" }
    let split = try SeriesSplit(leavingOut: ["s3"], of: panel)
    #expect(split.unseen == ["p1"])
    #expect(split.seen(of: panel).series.map(\.id) == ["s0", "s1"])
    #expect(try SeriesSplit(share: 0.5, of: panel, seed: 3).seen(of: panel).series.count == 2)
  }

  @Test("names that are no series are refused, and so is leaving all out")
  func refused() {
    let typo = #expect(throws: Failure.self) { try SeriesSplit(leavingOut: ["series-1"], of: Self.panel()) }
    #expect(typo?.message == "there is no series \"series-1\" to leave unseen")
    let all = #expect(throws: Failure.self) {
      try SeriesSplit(leavingOut: ["s0", "s1", "s2", "s3", "s4"], of: Self.panel())
    }
    #expect(all?.message == "all 5 series are to be unseen, and none is left to learn from")
  }
}
