import Testing

@testable import Forecasting
@testable import TimeSeries
@testable import Windowing

@Suite("The calendar of rows")
struct CalendarRowsTests {
  @Test("what is remembered is what would be computed, and rows beyond it or at other times are computed")
  func remembered() {
    let panel = ClosedFormPanel.make([ClosedFormPanel.noise(40), ClosedFormPanel.noise(30)])
    let features = CalendarFeatures(spacing: panel.spacing, kind: panel.timeKind)
    var rows = CalendarRows(features, panel)
    let times = panel.series[0].times
    func found(_ row: Int) -> [Float] { Array(rows.values(ofRow: row, series: 0)) }
    func ahead(_ lead: Int, _ origin: Int) -> [Float] {
      Array(rows.values(ofLead: lead, at: origin, series: 0))
    }
    let computed = times.indices.map { found($0) }
    #expect(computed.allSatisfy { $0.count == features.count })
    let leads = (1..<35).map { ahead(2, $0) }
    #expect(leads == (1..<35).map { computed[$0 + 2] })
    rows.remember([35, 30])
    #expect(times.indices.map { found($0) } == computed)
    #expect((1..<35).map { ahead(2, $0) } == leads)
    for row in 0..<30 { #expect(Array(rows.values(ofRow: row, series: 1)) == computed[row]) }
  }

  @Test("a lead has the time that is counted on to, though its row came later")
  func gap() {
    var panel = ClosedFormPanel.make([ClosedFormPanel.noise(40)])
    var times = Array(panel.series[0].times)
    for row in 20..<40 { times[row].seconds += 5 * 86_400 }
    panel.series[0].times = TimeAxis(times)
    let features = CalendarFeatures(spacing: panel.spacing, kind: panel.timeKind)
    var rows = CalendarRows(features, panel)
    rows.remember([40])
    let expected = panel.spacing.advanced(panel.series[0].times[18], by: 3, kind: panel.timeKind)
    #expect(
      Array(rows.values(ofLead: 2, at: 19, series: 0)) == features.values(at: expected).map { Float($0) })
  }

  @Test(
    "hours and days are those of the series' zone, and clocks that change are known ahead where it is named")
  func zones() throws {
    // 24 hours from noon UTC on 2024-03-30; clocks in Berlin are put forward at 01:00 UTC on the 31st.
    let start = CivilDate(year: 2024, month: 3, day: 30).daysSinceEpoch * 86_400 + 43_200
    let times = (0..<24).map { Instant(seconds: start + Int64($0) * 3_600) }
    var series = Series(id: "s", times: times, target: times.map { _ in 1 })
    let spacing = Spacing.fixed(nanoseconds: 3_600_000_000_000)
    let features = CalendarFeatures(spacing: spacing, kind: .utc)
    let berlin = try TimeZoneTable(named: "Europe/Berlin")
    let observed = try #require(
      TimeZoneTable(observed: times.map { ($0, berlin.offset(atUTC: $0.seconds)) }))
    for zone in [nil, berlin, observed] {
      series.zone = zone
      let panel = Panel(series: [series], timeKind: .utc, spacing: spacing, season: 24)
      var rows = CalendarRows(features, panel)
      for isRemembered in [false, true] {
        if isRemembered { rows.remember([times.count]) }
        for row in times.indices {
          let offset = zone == nil ? 0 : berlin.offset(atUTC: times[row].seconds)
          let shown = Instant(seconds: times[row].seconds + Int64(offset))
          #expect(
            Array(rows.values(ofRow: row, series: 0)) == features.values(at: shown).map { Float($0) })
          guard row >= 10, row + 3 < times.count else { continue }
          // Offsets that rows have later are not known before they come.
          let last = zone == nil ? 0 : berlin.offset(atUTC: times[row - 1].seconds)
          let ahead = zone == observed ? last : zone == nil ? 0 : berlin.offset(atUTC: times[row + 2].seconds)
          let expected = Instant(seconds: times[row + 2].seconds + Int64(ahead))
          #expect(
            Array(rows.values(ofLead: 2, at: row, series: 0))
              == features.values(at: expected).map { Float($0) })
        }
      }
    }
  }
}
