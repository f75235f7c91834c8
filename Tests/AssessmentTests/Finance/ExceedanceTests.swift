import Assessment
import Testing

@Suite("Exceedances of a value at risk")
struct ExceedanceTests {
  /// Exceedances where `hits` says, in rows whose forecast is 0.
  static func exceedances(_ hits: [Bool], level: Double = 0.05) throws -> Exceedances {
    try Exceedances(
      actual: hits.map { $0 ? -1 : 1 }, forecast: hits.map { _ in 0 }, level: level)
  }

  static let clustered = (0..<300).map { $0 % 40 < 3 || $0 % 23 == 5 }

  @Test("are below low quantiles and above high ones, with row and depth")
  func tails() throws {
    let low = try Exceedances(actual: [-3, -1, .nan, -2.5], forecast: [-2, -2, -2, -2], level: 0.01)
    #expect(low.hits == [true, false, nil, true])
    #expect(low.timeline.map(\.row) == [0, 3])
    #expect(low.timeline.map(\.depth) == [1, 0.5])
    #expect(low.count == 3 && low.exceeded == 2 && low.expected == 0.03)
    let high = try Exceedances(actual: [3, 1, 2], forecast: [2, 2, .nan], level: 0.75)
    #expect(high.hits == [true, false, nil])
    #expect(high.probability == 0.25)
    #expect(
      try Exceedances(actual: [2], forecast: [2], level: 0.9).exceeded == 0, "a bound that is met is kept")
  }

  @Test("of no level there are none", arguments: [0, 1, -0.1, 1.5, Double.nan])
  func level(_ level: Double) {
    #expect(throws: NoFigure.self) { try Exceedances(actual: [1], forecast: [0], level: level) }
  }

  // vartests.kupiec_test(x=x, n=n, risk_conf_level=1 - p), vartests 0.4.1; the last by hand, 500 ln 100.
  @Test(
    "Kupiec's ratio is that of vartests",
    arguments: [
      (25, 300, 0.05, 5.896335757155924, 0.015172417758881193),
      (0, 250, 0.01, 5.025167926750726, 0.02498150305344973),
      (7, 250, 0.01, 5.496990447792683, 0.019049230890526535),
      (3, 1000, 0.05, 79.40737372173999, 5.053714343413487e-19),
      (250, 250, 0.01, 2302.5850929940457, 0),
    ])
  func kupiec(exceeded: Int, count: Int, probability: Double, ratio: Double, p: Double) throws {
    let found = try UnconditionalCoverage(exceeded: exceeded, of: count, probability: probability)
    #expect(abs(found.statistic - ratio) < 1e-11 * ratio)
    #expect(abs(found.probability - p) <= 1e-9 * p)
  }

  // h = ((i % 40 < 3) | (i % 23 == 5)) of 300 rows: twice the difference of the log-likelihoods of
  // statsmodels.api.Logit(h[1:], add_constant(h[:-1])) and Logit(h[1:], ones), statsmodels 0.15.0; Kupiec's
  // is added.
  @Test("Christoffersen's ratios are those of a logistic regression on the row before")
  func christoffersen() throws {
    let found = try ConditionalCoverage(Self.exceedances(Self.clustered))
    #expect(found.calmAfterCalm == 246 && found.exceededAfterCalm == 18)
    #expect(found.calmAfterExceeded == 19 && found.exceededAfterExceeded == 16)
    // Twice a difference of log-likelihoods near 100. Newton's method of statsmodels ends where a step changes
    // coefficients by less than 1e-8, which leaves them off the maximum by the square of that; what is seen is
    // the rounding of 299 logarithms. Far out a tail changes by half the statistic's error, relatively.
    #expect(abs(found.independenceStatistic - 32.128461958501845) < 1e-9)
    #expect(abs(found.independenceProbability / 1.4430763947665412e-08 - 1) < 1e-7)
    #expect(abs(found.statistic - 52.8768544159191) < 1e-9)
    #expect(abs(found.probability / 3.2956186614198084e-12 - 1) < 1e-7)
  }

  @Test("are not tested where nothing can be said, and the reason is told")
  func untested() throws {
    #expect(throws: NoFigure.tooFew(found: 0, needed: 1)) { try UnconditionalCoverage(Self.exceedances([])) }
    #expect(throws: NoFigure.tooFew(found: 1, needed: 2)) {
      try ConditionalCoverage(Self.exceedances([true]))
    }
    #expect(throws: NoFigure.noneHappened) {
      try ConditionalCoverage(Self.exceedances([false, false, false]))
    }
    #expect(throws: NoFigure.constant) { try ConditionalCoverage(Self.exceedances([true, true, true])) }
    let gaps = try Exceedances(actual: [-1, .nan, -1, .nan], forecast: [0, 0, 0, 0], level: 0.05)
    #expect(throws: NoFigure.tooFew(found: 2, needed: 2)) { try ConditionalCoverage(gaps) }
    #expect(NoFigure.tooFew(found: 1, needed: 2).description == "it needs 2 observations and there is 1")
  }

  @Test("are the same in any units, and earlier rows do not change when rows are added")
  func invariance() throws {
    let actual = (0..<200).map { Double(($0 * 37) % 101) - 50 }
    let forecast = actual.indices.map { -45 - Double($0 % 5) }
    let whole = try Exceedances(actual: actual, forecast: forecast, level: 0.05)
    let scaled = try Exceedances(
      actual: actual.map { 8 * $0 }, forecast: forecast.map { 8 * $0 }, level: 0.05)
    #expect(scaled.hits == whole.hits)
    #expect(try ConditionalCoverage(scaled) == ConditionalCoverage(whole))
    let part = try Exceedances(
      actual: Array(actual.prefix(90)), forecast: Array(forecast.prefix(90)), level: 0.05)
    #expect(part.hits == Array(whole.hits.prefix(90)))
    #expect(part.timeline == whole.timeline.filter { $0.row < 90 })
  }
}

@Suite("The traffic light")
struct TrafficLightTests {
  // Basel Committee (1996), table 2: exceedances of 250 days at 99 %, zone and increase of the multiplier.
  @Test("has the zones and factors of the Committee's table")
  func table() throws {
    for exceeded in 0...15 {
      let light = try TrafficLight(exceeded: exceeded, of: 250, probability: 0.01)
      let zone: TrafficLight.Zone = exceeded < 5 ? .green : exceeded < 10 ? .yellow : .red
      #expect(light.zone == zone)
      #expect(
        light.plusFactor == [5: 0.4, 6: 0.5, 7: 0.65, 8: 0.75, 9: 0.85][exceeded] ?? (exceeded < 5 ? 0 : 1))
    }
    // The table's cumulative probabilities, in percent.
    for (exceeded, percent) in [0: 8.11, 1: 28.58, 2: 54.32, 3: 75.81, 4: 89.22, 5: 95.88, 6: 98.63] {
      let light = try TrafficLight(exceeded: exceeded, of: 250, probability: 0.01)
      #expect(abs(100 * light.cumulative - percent) < 0.006)
    }
  }

  // scipy.stats.binom.ppf(0.95, n, p), scipy.stats.binom.ppf(0.9999, n, p)
  @Test(
    "has the binomial's zones of any rows and level",
    arguments: [
      (500, 0.01, 9, 15), (250, 0.025, 11, 17), (1000, 0.05, 62, 77), (6, 0.01, 1, 2),
    ])
  func zones(count: Int, probability: Double, yellow: Int, red: Int) throws {
    let light = try TrafficLight(exceeded: yellow - 1, of: count, probability: probability)
    #expect((light.yellowFrom, light.redFrom, light.zone) == (yellow, red, .green))
    #expect(try TrafficLight(exceeded: yellow, of: count, probability: probability).zone == .yellow)
    #expect(try TrafficLight(exceeded: red, of: count, probability: probability).zone == .red)
    #expect(light.plusFactor == nil)
  }

  @Test("needs so many rows that none exceeded is green")
  func few() {
    #expect(throws: NoFigure.tooFew(found: 5, needed: 6)) {
      try TrafficLight(exceeded: 0, of: 5, probability: 0.01)
    }
    #expect(throws: NoFigure.notAShare(0)) { try TrafficLight(exceeded: 0, of: 5, probability: 0) }
  }

  @Test("slides along the time line, over rows that are missing")
  func windows() throws {
    var hits = [Bool](repeating: false, count: 60)
    for row in [3, 4, 5, 40] { hits[row] = true }
    let windows = try TrafficLight.windows(of: ExceedanceTests.exceedances(hits), length: 20)
    #expect(windows.map(\.row) == Array(19..<60))
    #expect(windows.map(\.exceeded).prefix(6) == [3, 3, 3, 3, 2, 1])
    #expect(windows[0].zone == .yellow && windows[10].zone == .green)
    let gap = try Exceedances(actual: [-1, .nan, 1], forecast: [0, 0, 0], level: 0.3)
    #expect(try TrafficLight.windows(of: gap, length: 2).map(\.row) == [2])
    #expect(throws: NoFigure.tooFew(found: 2, needed: 3)) { try TrafficLight.windows(of: gap, length: 3) }
  }
}
