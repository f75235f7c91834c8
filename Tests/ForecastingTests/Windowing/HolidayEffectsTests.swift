import Platform
import Testing
import TimeSeries

@testable import Combining
@testable import Forecasting
@testable import Models
@testable import Registry
@testable import Windowing

@Suite("Holidays found in the series itself")
struct HolidayEffectsTests {
  private static let start = CivilDate(year: 2001, month: 1, day: 1).daysSinceEpoch
  private static let days = (0..<6 * 365).map { start + Int64($0) }

  /// Christmas, Thanksgiving (the fourth Thursday of November) and Memorial Day (the last Monday of May).
  private static func isHoliday(_ day: Int64) -> Bool {
    let date = CivilDate(daysSinceEpoch: day)
    let weekday = CivilDate.weekday(ofDay: day)
    return (date.month == 12 && date.day == 25)
      || (date.month == 11 && weekday == 3 && (22...28).contains(date.day))
      || (date.month == 5 && weekday == 0 && date.day > 24)
  }

  /// A week's season with noise, and half of it missing on holidays.
  private static let values: [Double] = {
    let noise = ClosedFormPanel.noise(days.count)
    return days.indices.map { row in
      20 + 2 * ClosedFormPanel.season(row, 7) + 0.5 * noise[row] - (isHoliday(days[row]) ? 10 : 0)
    }
  }()

  private static let effects = effects(of: values)

  private static func effects(of values: [Double], on days: [Int64] = days) -> [Double] {
    let effects = HolidayEffects(of: values, on: days, ahead: 0)
    return days.map { effects[$0] }
  }

  @Test("a day's effect is what its counterparts in two or more earlier years were off")
  func finds() {
    for (day, effect) in zip(Self.days, Self.effects) where Self.isHoliday(day) {
      let year = CivilDate(daysSinceEpoch: day).year
      #expect(year < 2003 ? effect == 0 : abs(effect + 10) < 1, "\(CivilDate(daysSinceEpoch: day))")
    }
  }

  @Test("on other days chance leaves next to nothing")
  func ordinary() {
    let others = zip(Self.days, Self.effects).filter { !Self.isHoliday($0.0) }.map(\.1)
    #expect(others.reduce(0) { $0 + abs($1) } / Double(others.count) < 0.05)
  }

  @Test("an effect is the same whatever came in the 330 days before, and whatever follows")
  func age() {
    let cut = 1_500
    let later = Self.values.indices.map { $0 > cut ? 1e6 * Double($0 % 7) : Self.values[$0] }
    let found = Self.effects(of: later)
    let last = cut + 330
    #expect(found[...last] == Self.effects[...last])
    #expect(found != Self.effects)
  }

  @Test("missing values leave other years' effects")
  func missing() {
    var values = Self.values
    for row in 700..<800 { values[row] = .nan }
    let found = Self.effects(of: values)
    #expect(found.allSatisfy { $0.isFinite })
    let christmas = CivilDate(year: 2005, month: 12, day: 25).daysSinceEpoch
    #expect(abs(found[Int(christmas - Self.start)] + 10) < 1)
  }

  @Test("two rows on one day stop nothing")
  func sameDay() {
    var days = Self.days
    days[900] = days[899]
    let found = Self.effects(of: Self.values, on: days)
    #expect(found.count == days.count && found.allSatisfy { $0.isFinite })
  }

  @Test("a midnight that clocks move into the day before stays its day")
  func clocks() {
    let times = (0..<300).map { row in
      Instant(seconds: Int64(row) * Instant.day - ((80..<290).contains(row) ? 3_600 : 0))
    }
    let series = Series(id: "s", times: times, target: times.map { _ in 1 })
    #expect(times.indices.allSatisfy { series.day(ofRow: $0) == Int64($0) })
  }

  @Test("days are those of the series' zone")
  func zone() throws {
    let zone = try TimeZoneTable(named: "Europe/Berlin")
    let start = CivilDate(year: 2024, month: 3, day: 1).daysSinceEpoch
    let times = (0..<300).map { zone.instant(ofCivil: Instant(seconds: (start + $0) * Instant.day)) }
    var series = Series(id: "s", times: times, target: times.map { _ in 1 })
    series.zone = zone
    #expect(times.indices.allSatisfy { series.day(ofRow: $0) == start + Int64($0) })
  }

  @Test("holidays are left where they are, or taken off, as the user says")
  func asked() throws {
    let data = TrainingData(panel: Self.panel(Self.values), rows: [0..<Self.cutoff])
    for asked in [true, false] {
      var options = Self.options
      options.patches.holidays = asked
      options.calendar = false
      let network = PatchForecaster(branch: .correction, options: options)
      let choice = try FrameChoice(
        data, split: try network.split(data), options: options, lookback: network.lookback(data))
      #expect(choice.framed.frame.usesHolidays == asked)
      #expect(!choice.decisions.contains { $0.subject.hasPrefix("holidays") })
    }
  }

  private static func panel(_ values: [Double]) -> Panel {
    Panel(
      series: [
        Series(id: "s", times: days.map { Instant(seconds: $0 * Instant.day) }, target: values)
      ], timeKind: .local, spacing: .days(1), season: 7)
  }

  @Test("days of three years and leads of less than one are asked for")
  func admits() {
    let panel = Self.panel(Self.values)
    let long = TrainingData(panel: panel, rows: [0..<1_200])
    #expect(HolidayEffects.admits(long, horizon: 30))
    #expect(!HolidayEffects.admits(long, horizon: 330))
    #expect(!HolidayEffects.admits(TrainingData(panel: panel, rows: [0..<900]), horizon: 30))
    var weeks = panel
    weeks.spacing = .days(7)
    #expect(!HolidayEffects.admits(TrainingData(panel: weeks, rows: [0..<1_200]), horizon: 30))
  }

  private static var options: ForecasterOptions {
    var options = ForecasterOptions(horizon: 10, lookback: 28)
    options.patches.units = 4
    options.patches.batch = 16
    options.patches.steps = 10
    return options
  }

  @Test(
    "ordinary days are the same whatever comes later, and whatever else is asked for",
    arguments: [
      HolidayScale.absolute, .relative,
    ])
  func ordinaryDays(_ scale: HolidayScale) {
    var values = Self.values
    values[600] = .nan
    values[601] = -1
    let panel = Self.panel(values)
    let all = OrdinaryDays(panel, before: [values.count], scale: scale, horizon: 10)
    let first = OrdinaryDays(panel, before: [Self.cutoff], scale: scale, horizon: 10)
    #expect(
      first.panel.series[0].target[..<Self.cutoff].map(\.bitPattern)
        == all.panel.series[0].target[..<Self.cutoff].map(\.bitPattern))
    #expect(first.panel.series[0].target[Self.cutoff] == values[Self.cutoff])
    let forecast = Forecast(point: Array(repeating: 20, count: 10))
    let cutoff = Cutoff(series: 0, index: Self.cutoff)
    let found = first.withHolidays(forecast, at: cutoff)
    #expect(found == all.withHolidays(forecast, at: cutoff))
    #expect(abs(found.point[5] - 10) < 1.5, "five days after the cutoff is Christmas")
    #expect(all.withHolidays(forecast, at: Cutoff(series: 0, index: 0)) == forecast)
  }

  @Test("what is above zero stays there on a relative scale, however far it has come down")
  func relative() {
    let falling = Self.days.indices.map { row in
      let level = 100 * exp(-Double(row) / 900)
      return level * (Self.isHoliday(Self.days[row]) ? 1.8 : 1) * (1 + 0.01 * ClosedFormPanel.season(row, 7))
    }
    let panel = Self.panel(falling)
    let days = OrdinaryDays(panel, before: [falling.count], scale: .relative, horizon: 10)
    #expect(days.panel.series[0].target.allSatisfy { $0 > 0 })
    let christmas = Int(CivilDate(year: 2006, month: 12, day: 25).daysSinceEpoch - Self.start)
    let ordinary = days.panel.series[0].target
    #expect(abs(ordinary[christmas] / ordinary[christmas - 7] - 1) < 0.1)
    var frame = WindowFrame()
    #expect(HolidayScale(frame) == .absolute)
    frame.objective = .qlike
    #expect(HolidayScale(frame) == .relative, "variances stay above zero")
  }

  @Test("a panel that is not of days, and one without rows, have no holidays")
  func none() {
    var hours = Self.panel(Self.values)
    hours.spacing = .fixed(nanoseconds: 3_600_000_000_000)
    #expect(
      OrdinaryDays(hours, before: [1_500], scale: .absolute, horizon: 10).panel == hours)
    let empty = Panel(
      series: [Series(id: "s", times: [], target: [])], timeKind: .local, spacing: .days(1), season: 7)
    let found = OrdinaryDays(empty, before: [0], scale: .absolute, horizon: 10)
    #expect(found.panel == empty)
    let forecast = Forecast(point: [1])
    #expect(found.withHolidays(forecast, at: Cutoff(series: 0, index: 0)) == forecast)
  }

  @Test(
    "a blend is within 2 % of a simple forecast that is told of the holidays, in years that nobody has seen")
  func blend() throws {
    var options = ForecasterOptions(horizon: 10, lookback: 28)
    options.patches.units = 8
    options.patches.batch = 32
    options.patches.steps = 50
    let cutoffs = stride(from: Self.cutoff, through: Self.days.count - options.horizon, by: options.horizon)
      .map { Cutoff(series: 0, index: $0) }
    func errors(_ forecaster: any Forecaster, _ values: [Double]) throws -> (holidays: Double, all: Double) {
      let panel = Self.panel(values)
      let fitted = try forecaster.fit(
        TrainingData(panel: panel, rows: [0..<Self.cutoff]), session: Session())
      var (holidays, all): ([Double], [Double]) = ([], [])
      for (cutoff, forecast) in zip(cutoffs, try fitted.forecast(panel, at: cutoffs, session: Session())) {
        for (lead, value) in forecast.point.enumerated() {
          let row = cutoff.index + lead
          all.append(abs(value - values[row]))
          if Self.isHoliday(Self.days[row]) { holidays.append(all[all.count - 1]) }
        }
      }
      return (holidays.reduce(0, +) / Double(holidays.count), all.reduce(0, +) / Double(all.count))
    }
    let ordinary = zip(Self.values, Self.days).map { $0 + (Self.isHoliday($1) ? 10 : 0) }
    let blend = try errors(Blend(options: options), Self.values)
    let told = try errors(Linear(options), ordinary)
    let untold = try errors(Linear(options), Self.values)
    #expect(blend.all <= 1.02 * told.all && untold.all > 1.3 * told.all)
    #expect(blend.holidays < 1 && untold.holidays > 8)
  }

  /// Five days before the fourth Christmas.
  private static let cutoff = Int(CivilDate(year: 2004, month: 12, day: 20).daysSinceEpoch - start)

  @Test(
    "they are used where they validate, and stored, and nothing after the cutoff is read",
    arguments: ["linear-gru", "segment-gru", "blend"])
  func forecasts(_ model: String) throws {
    func fit(_ values: [Double]) throws -> (fitted: any FittedForecaster, forecast: Forecast) {
      let panel = Self.panel(values)
      let data = TrainingData(panel: panel, rows: [0..<Self.cutoff])
      let fitted = try ModelRegistry.entry(named: model).make(Self.options).fit(data, session: Session())
      let cutoffs = [Cutoff(series: 0, index: Self.cutoff)]
      return (fitted, try fitted.forecast(panel, at: cutoffs, session: Session())[0])
    }
    let (fitted, forecast) = try fit(Self.values)
    #expect(abs(forecast.point[5] - Self.values[Self.cutoff + 5]) < 3)
    let later = Self.values.indices.map { $0 < Self.cutoff ? Self.values[$0] : 1e6 * Double($0 % 5) }
    #expect(try fit(later).forecast == forecast)
    if let blend = fitted as? FittedCombination {
      #expect(blend.members.contains { $0.ordinaryDays == .absolute })
    }
    let restored = try ModelRegistry.restore(fitted.record())
    let short = Self.panel(Array(Self.values[..<Self.cutoff]))
    let cutoffs = [Cutoff(series: 0, index: Self.cutoff)]
    #expect(try restored.forecast(short, at: cutoffs, session: Session())[0] == forecast)
  }
}
