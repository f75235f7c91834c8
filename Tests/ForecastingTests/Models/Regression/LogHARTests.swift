import Platform
import TestSupport
import Testing
import TimeSeries

@testable import Forecasting
@testable import Registry

@Suite("log-har")
struct LogHARTests {
  private var variances: [Double] {
    (0..<200).map { row in
      exp(-9 + 0.8 * cos(0.05 * Double(row)) + 0.5 * ClosedForm.cosine(row * row))
    }
  }

  @Test("is the least squares of the formula, lead by lead")
  func reference() throws {
    // numpy.linalg.lstsq on [1, log rv, log mean 5, log mean 22], and exp(μ + s²/2) with s² over n − 4. What
    // the penalty that keeps the equations solvable moves is far below 1e-6.
    let point = try ClassicalSeries.point("log-har", variances)
    let found = [point[0], point[1], point[4]]
    let expected = [6.856538220487978e-05, 7.197221876289947e-05, 8.327328400218843e-05]
    #expect(Distance.relative(found, expected) < 1e-6)
  }

  @Test("reads past covariates: a positive one as a logarithm, another as it is")
  func covariates() throws {
    let rows = variances.indices
    var panel = ClosedFormPanel.make([variances])
    panel.covariates.past = ["half", "return"]
    panel.series[0].past = [
      rows.map { variances[$0] * (0.5 + 0.3 * ClosedForm.cosine($0)) },
      rows.map { 0.01 * ClosedForm.cosine($0, phase: 1) },
    ]
    let fitted = try ModelRegistry.entry(named: "log-har").make(ForecasterOptions(horizon: 5)).fit(
      TrainingData(panel: panel), session: Session())
    let point = try fitted.forecast(panel, at: [Cutoff(series: 0, index: 200)], session: Session())[0].point
    // As above, with the last value and the mean of 5 of each covariate, the first as logarithms, and s² over
    // n − 8.
    let expected = [6.664751448688468e-05, 7.46266874276564e-05, 8.26728856799458e-05]
    #expect(Distance.relative([point[0], point[1], point[4]], expected) < 1e-6)
  }

  @Test("a short history uses its last regression for the leads beyond it")
  func shortHistory() throws {
    let point = try ClassicalSeries.point("log-har", Array(variances[..<36]), horizon: 8)
    // 36 rows give 15 pairs at lead 1... the last lead with twelve is 3.
    #expect(point[0] != point[1])
    #expect(point[3...].allSatisfy { $0 == point[2] })
  }

  @Test("an exact copy among the inputs does not stop it")
  func collinear() throws {
    // Two values in turns, with a period that makes both means constant.
    let values = (0..<110).map { $0 % 2 == 0 ? 1.0 : 2.0 }
    #expect(try ClassicalSeries.point("log-har", values).allSatisfy(\.isFinite))
  }
}
