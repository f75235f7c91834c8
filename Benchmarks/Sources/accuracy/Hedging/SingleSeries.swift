import TimeSeries

extension HedgeCase {
  /// 87 series, each on its own: five rounds after one fit.
  static func singleSeries(_ data: DataFolder) throws -> [Self] {
    let hourly = try data.panel(["m4_hourly/Hourly-train.csv"]) {
      $0.layout = .rows
      $0.season = 24
    }
    let nn5 = try data.wide("nn5_daily/nn5_daily_with_missing.csv")
    return try single("hospital", data.wide("hospital/hospital.csv"), 32, 6)
      + single("nn5", nn5, 11, 14)
      + single("m4", hourly, 11, 24)
      + single("ili", data.wide("ili/national_illness.csv"), 7, 12)
      + single("exchange", data.wide("exchange_rate/exchange_rate.csv"), 8, 10)
      + classicSeries(data)
  }

  /// Some series of a panel, evenly spread over it.
  private static func single(_ name: String, _ panel: Panel, _ count: Int, _ horizon: Int) -> [Self] {
    (0..<count).map { number in
      let place = number * panel.series.count / count
      return Self(
        "\(name) \(place + 1)", panel.cut([place]), horizon: horizon, rounds: 5, isRefitted: false)
    }
  }

  private static func classicSeries(_ data: DataFolder) throws -> [Self] {
    let monthly = [("AirPassengers", "Month"), ("monthly-milk", "Month"), ("wineind", "date")]
    let quarterly = [("ausbeer", "date"), ("woolyrnq", "date")]
    let glucose = try data.panel(["cgm/ExampleData5Subjects.csv"]) {
      $0.id = "id"
      $0.time = "time"
      $0.targets = ["gl"]
    }
    let variance = try data.panel(["realized_vol/sp500_realized_1997_2013.csv"]) {
      $0.time = "date"
      $0.targets = ["RV"]
    }
    func file(_ name: String, _ time: String?, _ horizon: Int, season: Int? = nil) throws -> Self {
      let panel = try data.panel(["\(name).csv"]) {
        $0.layout = .wide
        $0.time = time
        $0.season = season
      }
      return Self(name, panel.cut(0..<1), horizon: horizon, rounds: 5, isRefitted: false)
    }
    return try monthly.map { try file("classics/\($0)", $1, 12) }
      + quarterly.map { try file("classics/\($0)", $1, 8) }
      + ["sp500", "nasdaq", "finance-charts-apple"].map {
        try Self($0, ticker($0, data).cut(0..<1), horizon: 5, rounds: 5, isRefitted: false)
      }
      + [
        file("classics/monthly-sunspots", "Month", 24), file("classics/temps", "Date", 14),
        file("classics/us_gasoline", "Week", 13), file("classics/taylor", nil, 48, season: 48),
        file("heart/darts_heart_rate", nil, 20), file("us_births/us_births", "date", 30),
      ]
      + [0, 1].map {
        Self("glucose \($0 + 1)", glucose.cut([$0]), horizon: 12, rounds: 5, isRefitted: false)
      }
      + [0, 6].map {
        try Self(
          "etth1 \($0 + 1)", data.wide("ett/ETTh1.csv").cut([$0]), horizon: 24, rounds: 5, isRefitted: false)
      }
      + [Self("variance", variance.cut(0..<1), horizon: 5, rounds: 5, isRefitted: false)]
  }

  /// The closing prices of a ticker.
  static func ticker(_ name: String, _ data: DataFolder) throws -> Panel {
    try data.panel(["tickers/\(name).csv"]) {
      $0.time = "Date"
      $0.targets = [name == "finance-charts-apple" ? "AAPL.Close" : "Close"]
    }
  }
}
