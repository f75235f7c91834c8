import TimeSeries

extension HedgeCase {
  /// 40 panels of 10 to 60 rows: cuts of the sets, and series made up; three rounds, each with its own fit.
  static func shortPanels(_ data: DataFolder) throws -> [Self] {
    try weeklyAndMonthly(data) + daily(data) + quick(data) + classics(data) + madeUp
  }

  private static func short(_ name: String, _ panel: Panel, _ horizon: Int) -> Self {
    Self(name, panel, horizon: horizon, rounds: 3, isRefitted: true)
  }

  private static func weeklyAndMonthly(_ data: DataFolder) throws -> [Self] {
    let ili = try data.wide("ili/national_illness.csv")
    let hospital = try data.wide("hospital/hospital.csv")
    let some = { (start: Int) in stride(from: start, to: hospital.series.count, by: 40) }
    return [
      short("ili 30", ili.cut(0..<7, last: 30, before: 130), 4),
      short("ili 45", ili.cut(0..<7, last: 45, before: 345), 6),
      short("ili 60", ili.cut(0..<7, last: 60, before: 560), 6),
      short("hospital 24", hospital.cut(some(0), last: 24), 3),
      short("hospital 30", hospital.cut(some(8), last: 30), 4),
      short("hospital 36", hospital.cut(some(16), last: 36), 6),
      short("hospital 48", hospital.cut(some(24), last: 48), 6),
      short("hospital 60", hospital.cut(some(32), last: 60), 6),
    ]
  }

  private static func daily(_ data: DataFolder) throws -> [Self] {
    let nn5 = try data.wide("nn5_daily/nn5_daily_with_missing.csv")
    let births = try data.wide("us_births/us_births.csv")
    let exchange = try data.wide("exchange_rate/exchange_rate.csv")
    let variance = try data.panel(["realized_vol/sp500_realized_1997_2013.csv"]) {
      $0.time = "date"
      $0.targets = ["RV"]
    }
    let some = { (start: Int) in stride(from: start, to: nn5.series.count, by: 9) }
    return try [
      short("nn5 28", nn5.cut(some(0), last: 28), 4),
      short("nn5 42", nn5.cut(some(3), last: 42), 7),
      short("nn5 60", nn5.cut(some(6), last: 60, before: 400), 7),
      short("births 35", births.cut(0..<1, last: 35), 5),
      short("births 60", births.cut(0..<1, last: 60, before: 5_000), 7),
      short("exchange 40", exchange.cut(0..<8, last: 40), 5),
      short("exchange 60", exchange.cut(0..<8, last: 60, before: 3_000), 5),
      short("variance 60", variance.cut(0..<1, last: 60), 5),
      short("sp500 60", ticker("sp500", data).cut(0..<1, last: 60), 5),
      short("nasdaq 45", ticker("nasdaq", data).cut(0..<1, last: 45, before: 2_000), 5),
    ]
  }

  private static func quick(_ data: DataFolder) throws -> [Self] {
    let hourly = try data.panel(["m4_hourly/Hourly-train.csv"]) {
      $0.layout = .rows
      $0.season = 24
    }
    let glucose = try data.panel(["cgm/ExampleData5Subjects.csv"]) {
      $0.id = "id"
      $0.time = "time"
      $0.targets = ["gl"]
    }
    let heart = try data.panel(["vitals/bidmc_03_Numerics.csv", "vitals/bidmc_10_Numerics.csv"]) {
      $0.time = "Time [s]"
      $0.targets = ["HR"]
    }
    let loads = try data.wide("ett/ETTh1.csv")
    let some = { (start: Int) in stride(from: start, to: hourly.series.count, by: 30) }
    return [
      short("m4 30", hourly.cut(some(0), rows: 0..<30), 4),
      short("m4 48", hourly.cut(some(10), rows: 0..<48), 6),
      short("m4 60", hourly.cut(some(20), rows: 0..<60), 8),
      short("glucose 60", glucose.cut(glucose.series.indices, rows: 0..<60), 6),
      short("heart 60", heart.cut(0..<2, rows: 0..<60), 5),
      short("etth1 60", loads.cut(0..<7, last: 60, before: 9_000), 8),
    ]
  }

  private static func classics(_ data: DataFolder) throws -> [Self] {
    let air = try data.wide("classics/AirPassengers.csv", time: "Month")
    let beer = try data.wide("classics/ausbeer.csv", time: "date")
    let milk = try data.wide("classics/monthly-milk.csv", time: "Month")
    let wine = try data.wide("classics/wineind.csv", time: "date")
    let wool = try data.wide("classics/woolyrnq.csv", time: "date")
    return [
      short("air 36", air.cut(0..<1, last: 36), 4),
      short("air 60", air.cut(0..<1, last: 60, before: 120), 6),
      short("beer 20", beer.cut(0..<1, last: 20), 2),
      short("beer 40", beer.cut(0..<1, last: 40, before: 150), 4),
      short("milk 48", milk.cut(0..<1, last: 48), 6),
      short("wine 48", wine.cut(0..<1, last: 48), 6),
      short("wool 24", wool.cut(0..<1, last: 24), 3),
      short("wool 10", wool.cut(0..<1, last: 10, before: 80), 1),
    ]
  }

  private static var madeUp: [Self] {
    [
      short("walks", MadeUpPanels.walk, 5),
      short("returning levels", MadeUpPanels.returning, 5),
      short("growth", MadeUpPanels.growing, 4),
      short("trend and season", MadeUpPanels.seasonal, 6),
      short("counts", MadeUpPanels.counts, 6),
      short("shifted levels", MadeUpPanels.shifting, 5),
      short("weeks", MadeUpPanels.weekly, 7),
      short("drift", MadeUpPanels.drifting, 4),
    ]
  }
}
