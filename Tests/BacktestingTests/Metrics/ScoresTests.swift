import Testing
import TimeSeries

@testable import Backtesting
@testable import Reports

/// What MASE divides by for one series.
private func scale(
  of target: [Double], season: Int, training: Range<Int>? = nil, segments: [Range<Int>]? = nil
) -> Double? {
  let times = target.indices.map { Instant(seconds: Int64($0)) }
  let series = Series(id: "x", times: times, target: target, segments: segments)
  return Metric.scale(of: series, training: training ?? 0..<target.count, season: season)
}

@Suite("Scores")
struct ScoresTests {
  // Expected values by utilsforecast.losses 0.2.17:
  //
  //     t = np.arange(12)                        # y = t² s mod 11, s = 1 for a and 3 for b; b's row 5 is missing
  //     df = rows 12...15 of both, b's row 14 without y; gru = 0, 1, 2, 3
  //     naive = 2.5 k - 1, but 0 in a's second row
  //     mae(df, models), rmse(df, models), smape(df, models), mase(df, models, 3, train)
  private let predictions: Predictions
  private let scores: Scores

  init() {
    func value(_ row: Int, _ factor: Int) -> Double { Double(row * row * factor % 11) }
    var rows: [Predictions.Row] = []
    var actual: [Double] = []
    for (series, factor) in [1, 3].enumerated() {
      for lead in 0..<4 {
        rows.append(
          Predictions.Row(
            series: series, time: Instant(seconds: Int64(12 + lead)), cutoff: Instant(seconds: 11),
            lead: lead + 1))
        actual.append(series == 1 && lead == 2 ? .nan : value(12 + lead, factor))
      }
    }
    predictions = Predictions(
      series: ["a", "b"], timeKind: .step, rows: rows,
      models: [
        Predictions.Column(name: "gru", values: [0, 1, 2, 3, 0, 1, 2, 3]),
        Predictions.Column(name: "naive", values: [-1, 0, 4, 6.5, -1, 1.5, 4, 6.5]),
      ], actual: actual)
    let scales = [1, 3].map { factor in
      scale(of: (0..<12).map { factor == 3 && $0 == 5 ? .nan : value($0, factor) }, season: 3)
    }
    scores = Scores(predictions, horizon: 4, scales: scales)
  }

  /// Sums of four numbers and one division round by a few units in the last place.
  private func expectClose(_ found: Double?, _ expected: Double, _ name: String) {
    #expect(abs((found ?? .nan) - expected) <= 1e-14 * abs(expected), "\(name): \(found ?? .nan)")
  }

  @Test(
    "over all are utilsforecast's means over series",
    arguments: [
      (Metric.mae, 2.2916666666666665, 2.729166666666667), (.rmse, 2.89718441247372, 3.0877722793713556),
      (.smape, 0.501271645021645, 0.5540638105855498), (.mase, 0.5600694444444444, 0.6918402777777779),
    ])
  func overAll(metric: Metric, gru: Double, naive: Double) {
    expectClose(scores.value(metric, model: 0), gru, "gru")
    expectClose(scores.value(metric, model: 1), naive, "naive")
  }

  @Test("by series are utilsforecast's")
  func bySeries() {
    expectClose(scores.value(.mae, model: 0, series: 0), 3.25, "mae a")
    expectClose(scores.value(.rmse, model: 0, series: 1), 1.8257418583505538, "rmse b")
    expectClose(scores.value(.smape, model: 1, series: 0), 0.6287625418060201, "smape a")
    expectClose(scores.value(.mase, model: 1, series: 1), 0.6805555555555557, "mase b")
  }

  @Test("by lead leave out missing actual values, and are undefined where there are no others")
  func byLead() {
    #expect(scores.value(.mae, model: 0, lead: 1) == 2)
    #expect(scores.value(.mae, model: 0, lead: 3) == 7)
    #expect(scores.value(.mae, model: 0, lead: 3, series: 1) == nil)
  }

  @Test("skill is 1 - MAE over naive's")
  func skill() {
    expectClose(scores.value(.skill, model: 0), 1 - 2.2916666666666665 / 2.729166666666667, "skill")
    #expect(scores.value(.skill, model: 1) == 0)
    expectClose(scores.value(.skill, model: 0, series: 0), 1 - 3.25 / 3.125, "skill of a")
  }

  @Test("a constant training range leaves MASE undefined, and sMAPE of two zeros is 0")
  func undefined() {
    #expect(scale(of: [2, 2, 2], season: 1) == 0)
    #expect(scale(of: [2, 3], season: 2) == nil)
    let row = Predictions.Row(series: 0, time: Instant(seconds: 1), cutoff: Instant(seconds: 0), lead: 1)
    let zeros = Predictions(
      series: ["a"], timeKind: .step, rows: [row], models: [Predictions.Column(name: "naive", values: [0])],
      actual: [0])
    let scores = Scores(zeros, horizon: 1, scales: [0])
    #expect(scores.value(.mase, model: 0) == nil)
    #expect(scores.value(.smape, model: 0) == 0)
    #expect(scores.value(.skill, model: 0) == nil)
    #expect(scores.value(.skill, model: 0, series: 0) == nil)
    #expect(scores.value(.qlike, model: 0) == nil, "it was not asked for")
  }

  @Test("QLIKE passes over truths that are not positive, and is infinite where a forecast is not")
  func quasiLikelihood() {
    func value(_ actual: [Double], _ forecasts: [Double]) -> Double? {
      let rows = actual.indices.map {
        Predictions.Row(
          series: 0, time: Instant(seconds: Int64($0 + 1)), cutoff: Instant(seconds: 0), lead: $0 + 1)
      }
      let predictions = Predictions(
        series: ["a"], timeKind: .step, rows: rows,
        models: [Predictions.Column(name: "gru", values: forecasts)], actual: actual)
      return Scores(predictions, horizon: actual.count, scales: [1], metrics: [.qlike, .mse])
        .value(.qlike, model: 0)
    }
    // python -c "from math import log; print((2-log(2)-1 + .5-log(.5)-1)/2)"
    expectClose(value([2, 1, 0, .nan], [1, 2, 5, 7]), 0.25, "of a double and a half")
    #expect(value([2, 1], [1, 0]) == .infinity)
    #expect(value([0, -1], [1, 1]) == nil)
  }

  @Test("the scale of MASE is that of training rows, and of no difference from one segment to another")
  func segments() {
    let target: [Double] = [1, 2, 4, 7, 100, 103, 107, 200, 300]
    #expect(scale(of: target, season: 2, segments: [0..<4, 4..<7, 7..<9]) == 5.0, "the mean of 3, 5 and 7")
    #expect(
      scale(of: target, season: 2, training: 1..<7, segments: [0..<4, 4..<7, 7..<9]) == 6.0,
      "the mean of 5 and 7")
    #expect(scale(of: target, season: 1, training: 0..<5, segments: [0..<4, 4..<7]) == 2)
    #expect(scale(of: target, season: 5, segments: [0..<4, 4..<9]) == nil)
    #expect(scale(of: target, season: 12) == nil)
  }

  @Test("the metrics file is long, over all first, with empty cells for over all and undefined")
  func file() throws {
    var text = ""
    try scores.csv { text += $0 }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    // 2 models, 5 metrics, 3 series or all, 4 leads or all; a header and the end of the last line.
    #expect(lines.count == 2 * 5 * 3 * 5 + 2)
    #expect(lines[0] == "model,metric,lead,unique_id,value")
    #expect(lines[1] == "gru,mae,,,\(scores.value(.mae, model: 0) ?? .nan)")
    #expect(lines[2] == "gru,mae,1,,2")
    #expect(lines[6] == "gru,mae,,a,3.25")
    #expect(lines[14] == "gru,mae,3,b,")
  }

  @Test("a compensated sum does not lose small terms beside large ones")
  func compensatedSum() {
    var sum = CompensatedSum()
    for term in [1.0, 1e100, 1.0, -1e100] { sum += term }
    #expect(sum.value == 2)
  }
}
