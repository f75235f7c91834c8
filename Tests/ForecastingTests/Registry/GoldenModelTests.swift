import Forecasting
import Registry
import TestSupport
import Testing
import TimeSeries

@Suite("Model files of earlier versions")
struct GoldenModelTests {
  /// Written by the version of commit f17dc60, of the closing prices of `datasets/ticker.csv`, three steps
  /// ahead.
  @Test("are read by this one, and forecast", arguments: ["ets", "linear", "gru", "blend"])
  func formatSeven(_ model: String) throws {
    let file = try ModelFile(path: Fixture.path("models/format-7-\(model).foresee"))
    #expect(file.reading.targets == ["Close"])
    let fitted = try file.forecaster()
    #expect(fitted.horizon == 3 && fitted.name == model)
    let panel = try PanelReader(file.reading).read([Fixture.dataset("ticker.csv")]).panel
    let cutoff = Cutoff(series: 0, index: panel.series[0].count)
    let forecast = try #require(try fitted.forecast(panel, at: [cutoff], session: Session()).first)
    let last = try #require(panel.series[0].target.last)
    // Prices move by a few cents a day.
    #expect(forecast.point.allSatisfy { abs($0 - last) < 2 }, "\(forecast.point) after \(last)")
  }
}
