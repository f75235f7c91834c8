import Files
import Forecasting
import Testing
import TimeSeries

@testable import Backtesting
@testable import Reports

@Suite("Predictions")
struct PredictionsCSVTests {
  private func text(_ predictions: Predictions) throws -> String {
    var bytes: [UInt8] = []
    try predictions.csv { piece, _ in bytes += piece }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func day(_ number: Int64) -> Instant { Instant(seconds: number * 86_400) }

  @Test("of a backtest are written with their cutoff, lead, models and actual value")
  func backtestFile() throws {
    let rows = (0..<2).map {
      Predictions.Row(series: $0, time: day(19_000), cutoff: day(18_999), lead: 1)
    }
    let predictions = Predictions(
      series: ["a, \"b\"", "c"], timeKind: .local, rows: rows,
      models: [
        Predictions.Column(name: "gru", values: [0.1 + 0.2, -5]),
        Predictions.Column(name: "naive", values: [1e-7, 12_345_678]),
      ], actual: [3, .nan])
    #expect(
      try text(predictions) == #"""
        unique_id,ds,cutoff,lead,gru,naive,y
        "a, ""b""",2022-01-08,2022-01-07,1,0.30000000000000004,1e-07,3
        c,2022-01-08,2022-01-07,1,-5,12345678,

        """#)
  }

  private func panel(_ spacing: Spacing, times: [Instant], known: Int) -> Panel {
    Panel(
      series: [Series(id: "x", times: times, target: (0..<known).map { Double($0) })], timeKind: .local,
      spacing: spacing, season: 1)
  }

  @Test("past the end have no actual value and go on by the spacing, after the rows known ahead")
  func pastTheEnd() throws {
    // 2024-01-04 is a Thursday; Friday is known ahead, and Monday and Tuesday follow.
    let panel = panel(.businessDays, times: [day(19_725), day(19_726), day(19_727)], known: 2)
    let cutoffs = Predictions.cutoffs(afterTheEndOf: panel)
    #expect(cutoffs == [Cutoff(series: 0, index: 2)])
    let predictions = try Predictions(
      after: panel, horizon: 3, models: [("naive", [Forecast(point: [1, 1, 1])])])
    #expect(
      try text(predictions) == """
        unique_id,ds,cutoff,lead,naive
        x,2024-01-05,2024-01-04,1,1
        x,2024-01-08,2024-01-04,2,1
        x,2024-01-09,2024-01-04,3,1

        """)
  }

  @Test("past the end are finite and of different models")
  func failures() {
    let panel = panel(.days(1), times: [day(0), day(1)], known: 2)
    let notFinite = #expect(throws: Failure.self) {
      try Predictions(after: panel, horizon: 1, models: [("gru", [Forecast(point: [.nan])])])
    }
    #expect(notFinite?.cause == .notFinite)
    let twice = #expect(throws: Failure.self) {
      let forecast = Forecast(point: [1])
      return try Predictions(after: panel, horizon: 1, models: [("gru", [forecast]), ("gru", [forecast])])
    }
    #expect(twice?.cause == .arguments)
  }
}
