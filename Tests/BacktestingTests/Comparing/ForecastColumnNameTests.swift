import Testing

@testable import Backtesting

@Suite("The name of a column of forecasts")
struct ForecastColumnNameTests {
  @Test(
    "says what it holds, whoever wrote it",
    arguments: [
      ("lstm", "lstm", ForecastColumnName.Content.point), ("seasonal-naive", "seasonal-naive", .point),
      ("AutoETS-lo-80", "AutoETS", .lower(80)), ("AutoETS-hi-97.5", "AutoETS", .upper(97.5)),
      ("seasonal-naive-lo-95", "seasonal-naive", .lower(95)), ("NHITS-lo-90.0", "NHITS", .lower(90)),
      ("ets-q-0.1", "ets", .quantile(0.1)), ("TimeGPT-q-10", "TimeGPT", .quantile(0.1)),
      ("NHITS_ql0.1", "NHITS", .quantile(0.1)), ("y_q0.050", "y", .quantile(0.05)),
      ("yhat_p90", "yhat", .quantile(0.9)),
      ("NHITS-median", "NHITS", .median), ("0.9", "", .quantile(0.9)), ("0.025", "", .quantile(0.025)),
      ("yhat_lower", "yhat", .lower(nil)), ("yhat_upper", "yhat", .upper(nil)),
      ("mean_ci_lower", "mean", .lower(nil)), ("lwr", "", .lower(nil)),
      ("Lo 80", "", .lower(80)), ("Hi.95", "", .upper(95)), ("Lo 80%", "", .lower(80)),
      ("M-lo-120", "M", .outOfRange(120)), ("M-hi-0", "M", .outOfRange(0)), ("M-q-0", "M", .outOfRange(0)),
      ("M-lo--5", "M", .outOfRange(-5)), ("1.5", "", .outOfRange(1.5)),
      // What only looks alike.
      ("0", "0", .point), ("GRU2", "GRU2", .point), ("step-3", "step-3", .point),
      ("ARIMA_1", "ARIMA_1", .point),
      ("echo-2", "echo-2", .point), ("median", "median", .point), ("v1.5", "v1.5", .point),
    ])
  func contents(name: String, model: String, content: ForecastColumnName.Content) {
    let found = ForecastColumnName(name)
    #expect(found.model == model && found.content == content, "\(found)")
  }

  @Test(
    "may end with a level alone",
    arguments: [
      ("prediction_5", "prediction", 0.05), ("yhat1 10.0%", "yhat1", 0.1), ("M_0.9", "M", 0.9),
      ("M-50", "M", 0.5),
    ])
  func bareLevels(name: String, base: String, level: Double) throws {
    let found = try #require(ForecastColumnName.bareLevel(name))
    #expect(found.base == base && found.level == level)
  }

  @Test("may end with a number that is none", arguments: ["GRU2", "M_100", "M-0", "0.5", "M", "v1.5"])
  func otherNumbers(name: String) {
    #expect(ForecastColumnName.bareLevel(name) == nil)
  }
}
