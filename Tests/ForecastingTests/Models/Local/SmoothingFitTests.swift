import TestSupport
import Testing
import TimeSeries

@testable import Forecasting
@testable import Models
@testable import Registry

@Suite("Estimating exponential smoothing")
struct SmoothingFitTests {
  private typealias Data = ClassicalSeries

  private func fit(
    _ values: [Double], _ error: SmoothingForm.ErrorKind, _ trend: SmoothingForm.Trend,
    _ season: SmoothingForm.Season = .none, length: Int = 1
  ) throws -> SmoothingFit {
    let form = SmoothingForm(error: error, trend: trend, season: season)
    return try #require(SmoothingFit.best(of: [form], for: values, season: length))
  }

  // The references are those of AutoETS(model:) of statsforecast 2.1.1, where its search has converged: AICc,
  // then the forecast. The likelihood is flat around its maximum, so that 0.01 of AICc is 3e-4 of a forecast.

  @Test("agrees with statsforecast on simple smoothing and on a trend")
  func reference() throws {
    let flat = try fit(Data.flat, .additive, .none)
    #expect(abs(flat.criterion - 508.9205) < 0.01)
    #expect(Distance.relative(flat.state.point(horizon: 1), [51.46083]) < 3e-4)
    let walk = try fit(Data.walk, .additive, .none)
    #expect(abs(walk.criterion - 418.9542) < 0.01)
    #expect(Distance.relative(walk.state.point(horizon: 1), [121.02302]) < 1e-5)
    #expect(abs(try fit(Data.walk, .multiplicative, .none).criterion - 418.8613) < 0.01)
    #expect(abs(try fit(Data.walk, .additive, .additive).criterion - 422.4414) < 0.01)
  }

  @Test("finds a likelihood at least as high as statsforecast for every damped form, and its forecasts")
  func dampedReference() throws {
    let references: [(SmoothingForm.ErrorKind, SmoothingForm.Season, Double, [Double])] = [
      (.additive, .none, 267.9477, [98.43883, 98.52361, 98.60428, 98.68102]),
      (.multiplicative, .none, 272.7077, [98.44261, 98.52744, 98.60815, 98.68495]),
      (.additive, .additive, 336.8248, [118.91103, 98.99957, 78.89582, 99.33197]),
      (.multiplicative, .additive, 344.6335, [118.88053, 98.96834, 78.86641, 99.30477]),
      (.multiplicative, .multiplicative, 246.2945, [118.21944, 98.53663, 78.84838, 98.50243]),
    ]
    for (error, season, criterion, forecast) in references {
      let values = season == .none ? Data.approach : Data.seasonalApproach
      let found = try fit(values, error, .damped, season, length: season == .none ? 1 : 4)
      #expect(found.criterion < criterion + 0.01, "\(error) \(season)")
      #expect(Distance.relative(found.state.point(horizon: 4), forecast) < 3e-3, "\(error) \(season)")
    }
    let forms = SmoothingForm.candidates(positive: true, seasonal: false)
    let best = try #require(SmoothingFit.best(of: forms, for: Data.approach, season: 1))
    #expect(best.state.form == SmoothingForm(error: .additive, trend: .damped, season: .none))
  }

  @Test("responsive-ets follows a level that first moves after the fit, and is ets where levels move")
  func responsive() throws {
    let rows = Data.steady
    for (name, distance) in [("responsive-ets", 0.0...4.0), ("ets", 8.0...10.0)] {
      var panel = ClosedFormPanel.make([rows])
      let fitted = try ModelRegistry.entry(named: name).make(ForecasterOptions(horizon: 3)).fit(
        TrainingData(panel: panel, rows: [0..<60]), session: Session())
      for row in 60..<72 { panel.series[0].target[row] += 10 }
      let point = try fitted.forecast(panel, at: [Cutoff(series: 0, index: 72)], session: Session())[0].point
      for value in point { #expect(distance.contains(60 - value), "\(name) \(value)") }
    }
    let walk = try Data.point("responsive-ets", Data.walk)
    #expect(try Distance.relative(walk, Data.point("ets", Data.walk)) < 1e-5)
  }

  @Test("finds a likelihood at least as high as statsforecast for every seasonal form")
  func seasonalReference() throws {
    let values = Data.seasonal(4)
    let references: [(SmoothingForm.ErrorKind, SmoothingForm.Trend, SmoothingForm.Season, Double)] = [
      (.additive, .none, .additive, 595.2313), (.additive, .additive, .additive, 571.7009),
      (.multiplicative, .none, .additive, 581.5222), (.multiplicative, .none, .multiplicative, 561.4199),
      (.multiplicative, .additive, .multiplicative, 530.7616),
      (.multiplicative, .additive, .additive, 559.8882),
    ]
    for (error, trend, season, reference) in references {
      #expect(try fit(values, error, trend, season, length: 4).criterion < reference + 0.01)
    }
  }

  @Test("ets chooses the form that made the series, and agrees with statsforecast")
  func automatic() throws {
    let forms = SmoothingForm.candidates(positive: true, seasonal: true)
    let best = try #require(SmoothingFit.best(of: forms, for: Data.seasonal(4), season: 4))
    #expect(
      best.state.form == SmoothingForm(error: .multiplicative, trend: .additive, season: .multiplicative))
    let quarters = try Data.point("ets", Data.seasonal(4), season: 4)
    #expect(Distance.relative(quarters, [250.98113, 210.39845, 169.37702, 211.37173, 258.19688]) < 2e-3)
    // A walk with errors as large at every level: additive or multiplicative, it is its last value.
    let walk = try Data.point("ets", Data.walk)
    #expect(Distance.relative(walk, Array(repeating: 121.02302, count: 5)) < 1e-5)
  }

  @Test("relative forms are left out where rows come close to zero")
  func closeToZero() throws {
    let values = (0..<96).map { row in
      (1 + 0.01 * ClosedForm.cosine(row * row)) * (row % 12 == 0 ? 0.1 : 1 + 0.1 * Double(row % 12))
    }
    let forms = SmoothingForm.candidates(positive: true, seasonal: true)
    let best = try #require(SmoothingFit.best(of: forms, for: values, season: 12))
    #expect(!best.state.form.needsPositive)
  }

  @Test("a season and a line without noise are continued exactly")
  func exact() throws {
    let season = (0..<40).map { 5 + Double($0 % 4) }
    let point = try Data.point("ets", season, season: 4, horizon: 8)
    for (lead, value) in point.enumerated() { #expect(abs(value - season[lead]) < 1e-3) }
    for name in ["holt", "ets"] {
      let line = try Data.point(name, (0..<40).map { 10 + 2 * Double($0) }, horizon: 3)
      #expect(Distance.relative(line, [90, 92, 94]) < 1e-4)
    }
  }

  @Test("too few rows for a form are no fit")
  func tooFew() {
    let form = SmoothingForm(error: .additive, trend: .none, season: .none)
    #expect(SmoothingFit(form, to: [1, 2, 1, 2], nil) == nil)
    #expect(SmoothingFit(form, to: [1, 2, .nan, 1, 2, 1], nil) != nil)
  }
}
