import Forecasting
import Models
import Registry
import Testing
import TimeSeries

/// What lets a panel be spread over many processes, each with some of its series.
@Suite("Forecasts of a series")
struct SeriesAloneLaws {
  /// Models whose forecasts depend on one series, as the registry says, under all options that it makes them
  /// with.
  private static let perSeries = ModelRegistry.entries.filter(\.isPerSeries).flatMap { entry in
    let plain = ForecasterCase(
      name: entry.name, options: ForecasterOptions(horizon: 5), make: entry.make,
      load: { try ModelRegistry.restore($0) })
    var (positive, bounded, recordings, targets) = (plain, plain, plain, plain)
    positive.options.objective = .qlike
    bounded.options.bounds = [TargetBounds(lower: 20, upper: 10_000)]
    recordings.isOfRecordings = true
    targets.hasTwoTargets = true
    return [plain, positive, bounded, recordings, targets] + plain.with(covariates: [.past, .all])
  }

  @Test("need no other series, where the registry says so", arguments: perSeries)
  func fittedAlone(_ item: ForecasterCase) throws {
    let panel = LawPanel.make(for: item)
    let session = Session()
    let together = try item.make(item.options).fit(LawPanel.training(panel), session: session)
    for series in panel.series.indices {
      let own = Self.alone(series, of: panel)
      let alone = try item.make(item.options).fit(LawPanel.training(own), session: session)
      for index in [LawPanel.cutoff, LawPanel.rows - 5] {
        #expect(
          try alone.forecast(own, at: [Cutoff(series: 0, index: index)], session: session)
            == together.forecast(panel, at: [Cutoff(series: series, index: index)], session: session))
      }
    }
  }

  @Test("of a fitted model are the same without the other series", arguments: ForecasterCase.typical)
  func forecastAlone(_ item: ForecasterCase) throws {
    let panel = LawPanel.make(for: item)
    let session = Session()
    let fitted = try item.make(item.options).fit(LawPanel.training(panel), session: session)
    let cutoffs = panel.series.indices.map { Cutoff(series: $0, index: LawPanel.cutoff) }
    let together = try fitted.forecast(panel, at: cutoffs, asking: item.asked, session: session)
    for series in panel.series.indices {
      let alone = try fitted.forecast(
        Self.alone(series, of: panel), at: [Cutoff(series: 0, index: LawPanel.cutoff)], asking: item.asked,
        session: session)
      #expect(alone == [together[series]])
    }
  }

  @Test("depend on one series for rules and smoothing, and on all for what learns from windows")
  func claims() {
    let others = ModelRegistry.entries.filter { !$0.isPerSeries }
    #expect(others.allSatisfy { $0.readsWindows })
    #expect(ModelRegistry.entries.filter(\.isPerSeries).allSatisfy { !$0.readsWindows })
  }

  /// The panel with one of its series, and all that was recognised of the others.
  private static func alone(_ series: Int, of panel: Panel) -> Panel {
    var own = panel
    own.series = [panel.series[series]]
    return own
  }
}
