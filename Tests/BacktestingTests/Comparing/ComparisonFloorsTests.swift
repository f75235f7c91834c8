import Forecasting
import TestSupport
import Testing
import TimeSeries

@testable import Backtesting

@Suite("The floors beside forecasts of files")
struct ComparisonFloorsTests {
  /// A panel of two series of daily rows, whose values from `row` on are those of another world.
  private func panel(changedFrom row: Int) -> Panel {
    let series = (0..<2).map { index in
      Series(
        id: "s\(index)", times: (0..<80).map { Instant(seconds: Int64($0) * 86_400) },
        target: (0..<80).map { Double(($0 * $0 * 7 + index) % 23 + ($0 < row ? 0 : 500 * ($0 % 3))) })
    }
    return Panel(series: series, timeKind: .local, spacing: .days(1), season: 7)
  }

  /// Forecasts at rows 59, 69 and 74 of both series, 4 rows each, with an interval.
  private func forecasts() -> String {
    var text = "unique_id,ds,cutoff,M,M-lo-80,M-hi-80\n"
    let time = TimeText(kind: .local)
    for index in 0..<2 {
      for cutoff in [59, 69, 74] {
        for row in cutoff + 1...cutoff + 4 {
          let times = [row, cutoff].map { time.text(of: Instant(seconds: Int64($0) * 86_400)) }
          text += "s\(index),\(times[0]),\(times[1]),\(row % 9),\(row % 9 - 3),\(row % 9 + 3)\n"
        }
      }
    }
    return text
  }

  @Test("know nothing after their cutoffs, to the last bit")
  func noPeeking() throws {
    let folder = try TemporaryDirectory()
    try folder.write(forecasts(), to: "m.csv")
    func floors(changedFrom row: Int) throws -> [Predictions.Column] {
      let comparison = try FileComparison(
        of: [folder.file("m.csv")], options: ComparisonOptions(), truth: panel(changedFrom: row))
      return Array(comparison.evaluation.predictions.models.dropFirst())
    }
    let whole = try floors(changedFrom: 80)
    #expect(whole.map(\.name) == ["naive", "seasonal-naive"])
    #expect(whole.allSatisfy { $0.spread.allSatisfy { $0.count == 24 } })
    for (cutoff, known) in [(60, 4), (70, 8), (75, 12)] {
      let other = try floors(changedFrom: cutoff)
      for (left, right) in zip(whole, other) {
        for start in [0, 12] {
          let rows = start..<start + known
          #expect(left.values[rows] == right.values[rows])
          for (left, right) in zip(left.spread, right.spread) { #expect(left[rows] == right[rows]) }
        }
      }
      #expect(cutoff == 75 || whole != other)
    }
  }

  @Test("are those of a backtest at the same cutoffs")
  func backtest() throws {
    let folder = try TemporaryDirectory()
    try folder.write(forecasts(), to: "m.csv")
    let panel = panel(changedFrom: 80)
    let found = try FileComparison(
      of: [folder.file("m.csv")], options: ComparisonOptions(), truth: panel
    ).evaluation.predictions
    for (index, row) in found.rows.enumerated() {
      let target = panel.series[row.series].target
      let cutoff = Int(row.cutoff.seconds / 86_400)
      #expect(found.models[1].values[index] == target[cutoff])
      #expect(found.models[2].values[index] == target[cutoff - 7 + row.lead])
    }
  }
}
