import Forecasting
import TestSupport
import Testing
import TimeSeries

@testable import Backtesting
@testable import Reports

@Suite("Scores of intervals")
struct IntervalMetricsTests {
  // Expected values by utilsforecast.losses 0.2.17 and, of Winkler's score, scoringrules 0.11:
  //
  //     y = {a: [3, -1, 4, 1.5], b: [20, 31, missing, 26]}, g = {a: [2, 0, 1, 3], b: [24, 27, 25, 25]}
  //     w = (1 + k) (1 for a, 4 for b); lo-80 = g - 0.5 w, hi-80 = g + 0.7 w, lo-95 = g - 1.2 w, hi-95 = g + 1.1 w
  //     coverage(df, ["g"], 80), mqloss(df, {"g": [lo-95, lo-80, hi-80, hi-95]}, [.025, .1, .9, .975]), scaled_crps(…)
  //     scoringrules.interval_score(y, lo, hi, 0.2)
  private let asked = SpreadRequest(levels: [80, 95])
  private let scores: Scores

  init() {
    let actual: [[Double]] = [[3, -1, 4, 1.5], [20, 31, .nan, 26]]
    let points: [[Double]] = [[2, 0, 1, 3], [24, 27, 25, 25]]
    var rows: [Predictions.Row] = []
    var column = Predictions.Column(name: "g", values: [], spread: [[], [], [], []])
    for series in 0..<2 {
      for lead in 0..<4 {
        rows.append(
          Predictions.Row(
            series: series, time: Instant(seconds: Int64(lead + 1)), cutoff: Instant(seconds: 0),
            lead: lead + 1))
        let width = Double(lead + 1) * (series == 0 ? 1 : 4)
        column.values.append(points[series][lead])
        for (place, factor) in [-0.5, 0.7, -1.2, 1.1].enumerated() {
          column.spread[place].append(points[series][lead] + factor * width)
        }
      }
    }
    let predictions = Predictions(
      series: ["a", "b"], timeKind: .step, asked: asked, rows: rows, models: [column],
      actual: actual.flatMap { $0 })
    scores = Scores(
      predictions, horizon: 4, scales: [1, 1], metrics: Metric.reported(for: .mase, asked))
  }

  private func expect(
    _ name: String, _ expected: [Double], _ location: SourceLocation = #_sourceLocation
  ) throws {
    let metric = try #require(scores.metrics.first { $0.name == name })
    let found: [Double] = (0..<2).map { scores.value(metric, model: 0, series: $0) ?? .nan }
    #expect(
      zip(found, expected).allSatisfy { abs($0 - $1) <= 1e-14 * abs($1) }, "\(name): \(found)",
      sourceLocation: location)
    let mean: Double = scores.value(metric, model: 0) ?? .nan
    #expect(
      abs(mean - (expected[0] + expected[1]) / 2) < 1e-13, "the mean over series", sourceLocation: location)
  }

  @Test("are utilsforecast's and scoringrules'")
  func references() throws {
    try expect("coverage-80", [0.5, 0.6666666666666666])
    try expect("coverage-95", [1, 1])
    try expect("width-80", [3, 11.200000000000003])
    try expect("winkler-80", [6.000000000000001, 17.86666666666667])
    try expect("winkler-95", [5.75, 21.466666666666665])
    try expect("pinball", [0.1859375, 0.5808333333333334])
    try expect("scaled-crps", [0.15657894736842107, 0.045259740259740264])
  }

  @Test("tell the share of the values below each quantile, of which equal ones are half")
  func below() throws {
    // Of a, one value equals the lower end; of b, one lies below it.
    try expect("below-0.1", [0.125, 1.0 / 3])
    try expect("below-0.9", [0.5, 1])
  }

  @Test("of whole paths count a forecast once, and pass over what was not observed")
  func joint() throws {
    try expect("joint-coverage-80", [0, 0])
    try expect("joint-coverage-95", [1, 1])
  }

  @Test("are in the metrics file with their level in the name")
  func file() throws {
    var text = ""
    try scores.csv { text += $0 }
    #expect(text.contains("\ng,coverage-80,,a,0.5\n"))
    #expect(text.contains("\ng,joint-coverage-95,1,a,1\n"))
    #expect(text.contains("\ng,joint-coverage-95,2,a,\n"), "a path is one forecast")
  }
}

@Suite("Events that were forecast")
struct EventMetricsTests {
  private static func rows(_ text: String, cutoff: Int, leads: Int) throws -> EventRows {
    let target: [Double] = [1, 4, 2, .nan, 8, 3, 9, 2, 7]
    let series = Series(
      id: "a", column: "x", times: target.indices.map { Instant(seconds: Int64($0)) }, target: target)
    var rows = EventRows(try Event(text))
    rows.append(cutoff..<cutoff + leads, of: series)
    return rows
  }

  @Test("happened or did not, and climatology is their share before the cutoff")
  func outcomes() throws {
    let above = try Self.rows("x>2.5", cutoff: 5, leads: 4)
    #expect(above.outcomes == [1, 1, 0, 1])
    // Of 1, 4, 2 and 8 two.
    #expect(above.climatology == [0.5, 0.5, 0.5, 0.5])
    let other = try Self.rows("z>2.5", cutoff: 5, leads: 2)
    #expect(other.outcomes.allSatisfy(\.isNaN) && other.climatology.allSatisfy(\.isNaN))
  }

  @Test("of a change are compared with the last value, and climatology with changes over as many rows")
  func changes() throws {
    let fallen = try Self.rows("x<-10%", cutoff: 5, leads: 3)
    // After 8 come 3, 9 and 2.
    #expect(fallen.outcomes == [1, 0, 1])
    // Over one row 1 to 4 and 4 to 2; over two 1 to 2, and 2 to 8; over three 4 to 8.
    #expect(fallen.climatology == [0.5, 0, 0])
  }

  @Test("have the Brier score of their probabilities, and its skill over climatology")
  func brier() throws {
    let event = try Event("x>2.5")
    let asked = SpreadRequest(events: [event])
    let rows = (0..<4).map {
      Predictions.Row(
        series: 0, time: Instant(seconds: Int64($0 + 5)), cutoff: Instant(seconds: 4), lead: $0 + 1)
    }
    var predictions = Predictions(
      series: ["a"], timeKind: .step, asked: asked, rows: rows,
      models: [
        Predictions.Column(name: "g", values: [3, 3, 3, 3], spread: [[0.9, 0.6, 0.3, 0.5]])
      ], actual: [3, 9, 2, 7])
    predictions.events = [try Self.rows("x>2.5", cutoff: 5, leads: 4)]
    let scores = Scores(
      predictions, horizon: 4, scales: [1], metrics: Metric.reported(for: .mase, asked))
    // ((0.1)² + (0.4)² + (0.3)² + (0.5)²) / 4, over 0.25 of probabilities of a half.
    let brier = try #require(scores.metrics.first { $0.name == "brier-x>2.5" })
    let skill = try #require(scores.metrics.first { $0.name == "brier-skill-x>2.5" })
    // Four squares of differences of numbers up to 1, each known to 1.1e-16; four times that for the skill.
    #expect(abs((scores.value(brier, model: 0) ?? .nan) - 0.1275) < 2.3e-16)
    #expect(abs((scores.value(skill, model: 0) ?? .nan) - 0.49) < 9e-16)
  }
}

@Suite("Where intervals and probabilities hold")
struct ReliabilityTests {
  /// Forecasts of one lead with an interval of so many times its size about 0, and an event.
  private static func predictions(_ actual: [Double], widths: [Double], probabilities: [Double] = [])
    throws -> Predictions
  {
    let event = try Event("x>0")
    let asked = SpreadRequest(levels: [80], events: probabilities.isEmpty ? [] : [event])
    let rows = actual.indices.map {
      Predictions.Row(
        series: 0, time: Instant(seconds: Int64($0 + 1)), cutoff: Instant(seconds: Int64($0)), lead: 1)
    }
    let spread = [widths.map { -$0 }, widths] + (probabilities.isEmpty ? [] : [probabilities])
    var predictions = Predictions(
      series: ["a"], timeKind: .step, asked: asked, rows: rows,
      models: [Predictions.Column(name: "g", values: actual.map { _ in 0 }, spread: spread)], actual: actual)
    let series = Series(id: "a", column: "x", times: rows.map(\.time), target: actual)
    var happened = EventRows(event)
    happened.append(actual.indices, of: series)
    predictions.events = [happened]
    return predictions
  }

  @Test("shares are told by the width of intervals, of each series and lead")
  func thirds() throws {
    // Narrow ones hold one of three, middle ones two, wide ones all.
    let widths: [Double] = [1, 2, 3, 4, 5, 6, 7, 8, 9]
    let held: [Double] = [0, 9, 9, 0, 0, 9, 0, 0, 0]
    let interval = try #require(Interval.all(SpreadRequest(levels: [80])).first)
    let thirds = WidthThirds(try Self.predictions(held, widths: widths), model: 0, interval)
    let shares = try #require(thirds.shares)
    #expect(shares == [1.0 / 3, 2.0 / 3, 1], "one quotient each")
    let equal = WidthThirds(try Self.predictions(held, widths: held.map { _ in 1 }), model: 0, interval)
    #expect(equal.shares == nil, "there is no third of intervals that are all as wide")
    let rounded = WidthThirds(
      try Self.predictions(held, widths: held.indices.map { 1 + 1e-15 * Double($0) }), model: 0, interval)
    #expect(rounded.shares == nil, "nor of such as differ by rounding")
    let one = WidthThirds(
      try Self.predictions(held, widths: held.indices.map { $0 == 0 ? 2 : 1 }), model: 0, interval)
    #expect(one.shares == nil, "nor where nearly all are as wide")
    let few = WidthThirds(try Self.predictions([0, 9, 0], widths: [1, 2, 3]), model: 0, interval)
    #expect(few.shares == nil)
  }

  @Test("events happen as often as was forecast, bin by bin")
  func events() throws {
    let predictions = try Self.predictions(
      [1, -1, 1, 1, .nan], widths: [1, 1, 1, 1, 1], probabilities: [0.12, 0.18, 1, 0.95, 0.5])
    let found = EventReliability.all(of: predictions, model: 0)
    #expect(found.count == 1 && found[0].event == "x>0")
    let bins = found[0].bins
    #expect(bins.map(\.from) == [0.1, 0.9] && bins.map(\.count) == [2, 2])
    #expect(bins.map(\.happened) == [0.5, 1])
    // A sum of two, halved.
    #expect(Distance.ulps(bins[0].forecast, 0.15) <= 1 && Distance.ulps(bins[1].forecast, 0.975) <= 1)
  }
}

@Suite("The band of a coverage")
struct CoverageSharesTests {
  /// The band of forecasts of one row a fold, of which those at `misses` lie outside.
  private static func band(_ count: Int, misses: Set<Int>, overlap: Int = 1) -> MeasuredInterval.Band? {
    let rows = (0..<count).map {
      Predictions.Row(
        series: 0, time: Instant(seconds: Int64($0 + 1)), cutoff: Instant(seconds: Int64($0)), lead: 1)
    }
    let asked = SpreadRequest(levels: [80])
    let column = Predictions.Column(
      name: "g", values: rows.map { _ in 0 }, spread: [rows.map { _ in -1 }, rows.map { _ in 1 }])
    let predictions = Predictions(
      series: ["a"], timeKind: .step, asked: asked, rows: rows, models: [column],
      actual: (0..<count).map { misses.contains($0) ? 2 : 0 })
    return CoverageShares(
      predictions, model: 0, Interval.all(asked)[0], foldOfRow: Array(0..<count), foldCount: count
    ).band(overlap: overlap)
  }

  @Test("of independent folds is about as wide as that of a share")
  func independent() throws {
    let misses = Set((0..<400).filter { ($0 * 7_919 + 13) % 5 == 0 })
    let band = try #require(Self.band(400, misses: misses))
    // 1.645 √(0.8 · 0.2 / 400) on either side, less where misses come so evenly.
    #expect(band.lower > 0.76 && band.lower < 0.8)
    #expect(band.upper < 0.84 && band.upper > 0.8)
  }

  @Test("is wider where intervals fail together")
  func together() throws {
    let apart = try #require(Self.band(400, misses: Set(stride(from: 0, to: 400, by: 5))))
    let runs = try #require(Self.band(400, misses: Set((0..<400).filter { $0 % 100 < 20 })))
    #expect(runs.upper - runs.lower > 1.5 * (apart.upper - apart.lower))
    let overlapping = try #require(
      Self.band(400, misses: Set((0..<400).filter { $0 % 100 < 20 }), overlap: 20))
    #expect(overlapping.upper - overlapping.lower > runs.upper - runs.lower)
  }

  @Test("of fewer than five blocks is not told, and of folds that all hold is that of as many trials")
  func few() throws {
    #expect(Self.band(9, misses: []) == nil)
    #expect(Self.band(100, misses: [], overlap: 21) == nil)
    let all = try #require(Self.band(100, misses: [], overlap: 20))
    // statsmodels.stats.proportion.proportion_confint(5, 5, alpha=0.1, method="wilson")
    #expect(abs(all.lower - 0.6488834992348986) < 1e-12 && all.upper > 1 - 1e-12)
  }
}
