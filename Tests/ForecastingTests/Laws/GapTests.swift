import Forecasting
import Testing
import TimeSeries

@Suite("A jump over a long gap")
struct GapTests {
  /// What learns from windows of differences.
  private static let cases: [ForecasterCase] = {
    let networks = ForecasterCase.networks.filter { $0.name != "blend" }
    let linear = ForecasterCase.baselines.filter { $0.name == "linear" && $0.options.transform == nil }
    return (networks + linear.prefix(1)).flatMap { $0.with(transforms: [.diff, .logReturn]) }
  }()

  /// The panel of the laws with a gap in which each series changes by `jump`, as far as differences go.
  private static func panel(_ item: ForecasterCase, jump: (Double) -> Double) -> Panel {
    var panel = LawPanel.make(for: item)
    for index in panel.series.indices {
      // Multiples of 2⁻⁶ are exact beside thousands.
      var target = panel.series[index].target.map { ($0 * 64).rounded() / 64 }
      for row in 22..<26 { target[row] = .nan }
      for row in 26..<target.count { target[row] = jump(target[row]) }
      panel.series[index].target = target
      panel.series[index].segments = [0..<22, 26..<target.count]
    }
    return panel
  }

  @Test("is no difference that anything is learnt from", arguments: cases)
  func noDifference(_ item: ForecasterCase) throws {
    let isRatio = item.options.transform == .logReturn
    let jump: (Double) -> Double = isRatio ? { $0 * 1_024 } : { $0 + 65_536 }
    let expected = try forecasts(item, Self.panel(item) { $0 })
    let found = try forecasts(item, Self.panel(item, jump: jump))
    for (found, expected) in zip(found, expected) {
      for (value, other) in zip(found.point, expected.point) {
        // Differences are the same to the last bit, those of logarithms up to a rounding that ten steps may
        // magnify.
        #expect(abs(value - jump(other)) <= (isRatio ? 1e-5 : 1e-10) * abs(jump(other)))
      }
    }
  }

  private func forecasts(_ item: ForecasterCase, _ panel: Panel) throws -> [Forecast] {
    try item.make(item.options).fit(LawPanel.training(panel), session: Session())
      .forecast(panel, at: LawPanel.cutoffs, session: Session())
  }
}
