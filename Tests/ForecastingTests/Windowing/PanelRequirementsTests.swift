import Files
import Forecasting
import Registry
import Testing
import TimeSeries
import Training

@Suite("Covariates known ahead")
struct PanelRequirementsTests {
  /// Every model on a panel with a covariate known ahead, the networks among them being those that read it.
  private static let cases =
    ForecasterCase.networks.flatMap { $0.with(covariates: [.future, .all]) }
    + ForecasterCase.baselines.flatMap { $0.with(covariates: [.future]) }

  private static func readsAhead(_ item: ForecasterCase) -> Bool {
    ModelRegistry.entries.contains { $0.name == item.name && $0.isNetwork }
  }

  private func fitted(_ item: ForecasterCase, _ panel: Panel) throws -> any FittedForecaster {
    try item.make(item.options).fit(LawPanel.training(panel), session: Session())
  }

  @Test("that are empty in the horizon refuse a forecast by every model that reads them", arguments: cases)
  func emptyInTheHorizon(_ item: ForecasterCase) throws {
    var panel = LawPanel.make(for: item)
    let fitted = try fitted(item, panel)
    for lead in [1, 2, item.options.horizon] {
      var broken = panel
      broken.series[1].future[0][LawPanel.cutoff + lead - 1] = .nan
      guard Self.readsAhead(item) else {
        let found = try [broken, panel].map {
          try fitted.forecast($0, at: LawPanel.cutoffs, session: Session())
        }
        #expect(found[0] == found[1])
        continue
      }
      let failure = #expect(throws: Failure.self) {
        try fitted.forecast(broken, at: LawPanel.cutoffs, session: Session())
      }
      let date = "1970-02-2\(LawPanel.cutoff + lead - 1 - 50)"
      #expect(failure?.cause == .data)
      #expect(
        failure?.message
          == "the covariate known ahead \"holiday\" is empty for series series-1 at \(date), lead \(lead)")
      #expect(failure?.fix == "fill the cell in, or leave \"holiday\" out of --future and train again")
    }
    // Beyond the horizon and in the series that is not forecast nothing is asked for.
    panel.series[1].future[0][LawPanel.cutoff + item.options.horizon] = .nan
    panel.series[0].future[0][LawPanel.cutoff + 1] = .nan
    #expect(throws: Never.self) {
      try fitted.forecast(panel, at: [LawPanel.cutoffs[1]], session: Session())
    }
  }

  /// Networks with validation, and thus the forecasts of a validation tail.
  private static let validated = ForecasterCase.networks.flatMap { network in
    var network = network
    network.options.training.patience = 10
    network.options.training.maxEpochs = 2
    return network.with(covariates: [.future])
  }

  @Test("that are empty in training rows are taken for their mean there", arguments: validated)
  func emptyInTraining(_ item: ForecasterCase) throws {
    var panel = LawPanel.make(for: item)
    for row in [5, 20, LawPanel.cutoff - 9, LawPanel.cutoff - 3] { panel.series[0].future[0][row] = .nan }
    let fitted = try fitted(item, panel)
    for forecast in try fitted.forecast(panel, at: LawPanel.cutoffs, session: Session()) {
      #expect(forecast.point.allSatisfy { $0.isFinite })
    }
    // At a cutoff before them they lie in the horizon; a blend may have left its networks out.
    guard item.name != "blend" else { return }
    #expect(throws: Failure.self) {
      try fitted.forecast(
        panel, at: [Cutoff(series: 0, index: LawPanel.cutoff - 5)], session: Session())
    }
  }
}
