import Forecasting
import Testing
import TimeSeries

@Suite("Series of a time zone")
struct ZoneTests {
  /// Networks that read the calendar, and all others that may.
  private static let cases = ForecasterCase.networks.flatMap {
    $0.with(covariates: [.all], calendar: [true])
  }

  @Test("are forecast as those that the same clocks wrote without a zone, to the last bit", arguments: cases)
  func civil(_ item: ForecasterCase) throws {
    let zone = try TimeZoneTable(named: "America/New_York")
    // Clocks are put forward on 2024-03-10: in the lookback, at the cutoff and in the horizon.
    for rowOfChange in [48, LawPanel.cutoff, LawPanel.cutoff + 3] {
      let first = CivilDate(year: 2024, month: 3, day: 10).daysSinceEpoch - Int64(rowOfChange)
      var local = LawPanel.make(for: item)
      for index in local.series.indices {
        local.series[index].times = TimeAxis(
          local.series[index].times.map { Instant(seconds: $0.seconds + first * 86_400) })
      }
      var zoned = local
      zoned.timeKind = .utc
      for index in zoned.series.indices {
        zoned.series[index].times = TimeAxis(
          local.series[index].times.map { zone.instant(ofCivil: $0) })
        zoned.series[index].zone = zone
      }
      #expect(zoned.series[0].times != local.series[0].times)
      let found = try [local, zoned].map { panel in
        try item.make(item.options).fit(LawPanel.training(panel), session: Session())
          .forecast(panel, at: LawPanel.cutoffs, session: Session())
      }
      #expect(found[0] == found[1])
    }
  }
}
