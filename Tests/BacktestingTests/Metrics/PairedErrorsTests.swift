import TestSupport
import Testing
import TimeSeries

@testable import Backtesting

@Suite("Errors by fold")
struct PairedErrorsTests {
  /// Forecasts of zeros for the actual values of some series, `[series][fold][row]`.
  private func predictions(_ actual: [[[Double]]], models: Int = 2) -> (Predictions, foldOfRow: [Int]) {
    var rows: [Predictions.Row] = []
    var foldOfRow: [Int] = []
    for (series, folds) in actual.enumerated() {
      for (fold, values) in folds.enumerated() {
        for lead in values.indices {
          let cutoff = Instant(seconds: Int64(100 * fold))
          let time = Instant(seconds: Int64(100 * fold + lead + 1))
          rows.append(.init(series: series, time: time, cutoff: cutoff, lead: lead + 1))
          foldOfRow.append(fold)
        }
      }
    }
    let values = actual.flatMap { $0.flatMap { $0 } }
    let columns = (0..<models).map { model in
      Predictions.Column(name: "m\(model)", values: values.indices.map { Double($0 * model % 5) })
    }
    let ids = actual.indices.map { "s\($0)" }
    return (
      Predictions(series: ids, timeKind: .step, rows: rows, models: columns, actual: values), foldOfRow
    )
  }

  private func errors(_ actual: [[[Double]]], scales: [Double?]) -> (PairedErrors, Scores) {
    let (predictions, foldOfRow) = predictions(actual)
    let folds = actual.map(\.count).max() ?? 0
    return (
      PairedErrors(predictions, foldOfRow: foldOfRow, foldCount: folds, scales: scales),
      Scores(predictions, horizon: 3, scales: scales)
    )
  }

  @Test("are those of MASE where there are several series, so that the largest decides nothing")
  func scaled() {
    let (errors, _) = errors([[[1, 3], [2, 2]], [[100, 300], [500, 700]]], scales: [2, 100])
    #expect(errors.metric == .mase)
    #expect(errors.losses[0] == [1.5, 3.5], "the means of 1 and 2, and of 1 and 6")
  }

  @Test("of one lead are those of its rows alone")
  func byLead() {
    let (errors, scores) = errors([[[1, 3], [2, 6]], [[4, 8], [2]]], scales: [1, 2])
    #expect(errors.byLead.map { $0[0] } == [[1.5, 1.5], [5.5, 3]])
    for lead in 1...2 {
      let losses = errors.byLead[lead - 1][0]
      let mean = losses.reduce(0, +) / Double(losses.count)
      #expect(scores.value(.mase, model: 0, lead: lead) == mean, "halves are exact")
    }
  }

  @Test("are those of MAE of one series, whatever its scale", arguments: [nil, 0, 4])
  func single(scale: Double?) {
    let (errors, _) = errors([[[1, 3], [2, 6]]], scales: [scale])
    #expect(errors.metric == .mae)
    #expect(errors.losses[0] == [2, 4])
  }

  @Test("leave out series without a scale, unless none has one")
  func unscaled() {
    let actual: [[[Double]]] = [[[1, 3], [2, 2]], [[100, 300], [500, 700]], [[5], [7]]]
    let (some, _) = errors(actual, scales: [2, 0, nil])
    #expect(some.metric == .mase)
    #expect(some.losses[0] == [1, 1])
    let (none, _) = errors(actual, scales: [nil, 0, nil])
    #expect(none.metric == .mae)
    let means = [69.0, 203]  // Of 2, 200 and 5, and of 2, 600 and 7.
    // Sums of whole numbers over three.
    #expect(zip(none.losses[0], means).allSatisfy { Distance.ulps($0, $1) <= 2 })
  }

  @Test("have the metric as their mean, however unevenly series and folds are observed")
  func mean() throws {
    let actual: [[[Double]]] = [
      [[1, 3], [.nan, 2], [.nan, .nan], [4]], [[], [], [.nan], [900]],
      [[7, 2, 5], [], [.nan], [1, .nan, 3]],
    ]
    for scales in [[2, 50, 3], [nil, 50, 3], [nil, nil, nil]] as [[Double?]] {
      let (errors, scores) = errors(actual, scales: scales)
      for model in 0..<2 {
        let losses = errors.losses[model]
        #expect(losses.map(\.isNaN) == [false, scales[0] == nil && scales[1] != nil, true, false])
        let found = try #require(losses.filter { !$0.isNaN }.mean())
        let expected = try #require(scores.value(errors.metric, model: model))
        #expect(abs(found - expected) < 1e-14 * expected)
      }
    }
  }
}
