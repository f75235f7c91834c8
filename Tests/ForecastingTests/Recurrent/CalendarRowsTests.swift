@testable import Forecasting
import Testing
import TimeSeries

@Suite("The calendar of rows")
struct CalendarRowsTests {
  @Test("what is remembered is what would be computed, and rows beyond it or at other times are computed")
  func remembered() {
    let panel = ClosedFormPanel.make([ClosedFormPanel.noise(40), ClosedFormPanel.noise(30)])
    let features = CalendarFeatures(spacing: panel.spacing, kind: panel.timeKind)
    var rows = CalendarRows(features, panel)
    let times = panel.series[0].times
    func found(_ row: Int, at time: Int) -> [Float] {
      Array(rows.values(at: times[time], row: row, series: 0))
    }
    let computed = times.indices.map { found($0, at: $0) }
    #expect(computed.allSatisfy { $0.count == features.count })
    rows.remember([35, 30])
    #expect(times.indices.map { found($0, at: $0) } == computed)
    for row in 0..<30 {
      #expect(Array(rows.values(at: panel.series[1].times[row], row: row, series: 1)) == computed[row])
    }
    #expect(Array(rows.values(at: times[35], row: 35, series: 1)) == computed[35])
    // A gap before the row: its time is later than counting on from the last one says.
    #expect(found(10, at: 13) == computed[13])
  }
}
