import Forecasting
import Registry
import TestSupport
import Testing
import TimeSeries

@testable import foresee

@Suite("The time that a command will take")
struct ExpectedTimeTests {
  @Test("is told in words, with one digit that means something")
  func words() {
    let texts = [0.2, 7.4, 12, 47, 89, 100, 1_700, 6_000, 360_000].map(ExpectedTime.text(of:))
    #expect(
      texts == [
        "1 s", "7 s", "10 s", "50 s", "90 s", "2 minutes", "30 minutes", "2 hours", "100 hours",
      ])
  }

  @Test("and the options that take less are in the plan of a long file")
  func plan() throws {
    let folder = try TemporaryDirectory()
    let rows = (0..<30_000).map { "\(1_704_067_200 + 300 * $0),\($0 % 288)\n" }.joined()
    try folder.write("time,y\n" + rows, to: "a.csv")
    let plan = try foresee(["inspect", "a.csv", "--target", "y"], in: folder).output
      .split(separator: "\n").first { $0.hasPrefix("plan: ") }
    #expect(plan?.hasPrefix("plan: 30000 rows of 1 series in ") == true, "\(plan ?? "")")
    #expect(plan?.contains(" minutes on 2 threads") == true || plan?.contains("0 s on 2 threads") == true)
    #expect(plan?.contains("; --lookback 96 takes about ") == true, "\(plan ?? "")")
    #expect(plan?.contains(" --model linear takes about ") == true, "\(plan ?? "")")
  }

  /// The cost of a fit of `model` to `count` rows.
  private func cost(_ model: String, rows count: Int, horizon: Int = 5) throws -> FitCost? {
    let series = Series(
      id: "y", times: (0..<count).map { Instant(seconds: Int64($0) * 86_400) },
      target: (0..<count).map { Double($0 % 7) })
    let panel = Panel(series: [series], timeKind: .local, spacing: .days(1), season: 7)
    return try ModelRegistry.entry(named: model).cost(
      ofFitting: TrainingData(panel: panel), ForecasterOptions(horizon: horizon))
  }

  @Test("grows with rows and the horizon, is longest of a blend, and none of a rule")
  func order() throws {
    let blend = try #require(try cost("blend", rows: 8_000))
    #expect(
      try cost("blend", rows: 20_000).map { $0.seconds > blend.seconds && $0.bytes > blend.bytes } == true)
    #expect(try cost("blend", rows: 8_000, horizon: 300).map { $0.seconds > blend.seconds } == true)
    #expect(try cost("linear-gru", rows: 8_000).map { $0.seconds < blend.seconds } == true)
    #expect(try cost("linear", rows: 8_000).map { 2 * $0.seconds < blend.seconds } == true)
    #expect(try cost("naive", rows: 8_000) == nil)
  }
}
