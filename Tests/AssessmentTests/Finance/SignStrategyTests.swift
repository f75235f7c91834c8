import Assessment
import TestSupport
import Testing
import TimeSeries

@Suite("A strategy by the sign of forecasts")
struct SignStrategyTests {
  // j = arange(120); r = 0.01 cos(1.7 j) + 0.0005 sin(0.3 j); f = cos(1.7 j + 0.9)
  static let returns = (0..<120).map {
    0.01 * ClosedForm.cosine($0) + 0.0005 * ClosedForm.sine(0.3 * Double($0))
  }
  static let forecasts = ClosedForm.cosines(120, phase: 0.9)

  // pos = sign(f); to = abs(diff(r_[0, pos])); g = pos * r; net = g - 5e-4 * to; then of each with
  // annualization=252 empyrical.sharpe_ratio, cum_returns_final, annual_return, annual_volatility,
  // max_drawdown; empyrical-reloaded 0.7.1
  @Test("has empyrical's figures, before and after costs, and beside what was only held")
  func reference() throws {
    let strategy = try SignStrategy(forecasts: Self.forecasts, returns: Self.returns)
    let expected: [(Performance, [Double])] = [
      (
        strategy.gross,
        [
          10.64489880862515, 0.6022249812281564, 1.6910350072264975, 0.09358557113537805,
          0.007924343680190968,
        ]
      ),
      (
        strategy.net,
        [8.580204317438008, 0.5005566625586493, 1.3449308426064137, 0.100074415819958, 0.008924343680190983]
      ),
      (
        strategy.buyAndHold,
        [
          0.23098051213174914, 0.009442203148442907, 0.01993163320959157, 0.11272185620290572,
          0.0178578277508231,
        ]
      ),
    ]
    for (found, values) in expected {
      let figures = [
        try #require(found.sharpe), found.total, found.annualReturn, try #require(found.annualDeviation),
        try #require(found.drawdown.deepest).depth,
      ]
      // Products of 120 rows are off by up to 120 roundings of 1.1e-16, and a year's power of them by 252 / 120
      // times that; the largest figure is 8.6.
      for (figure, value) in zip(figures, values) { #expect(abs(figure - value) < 3e-13) }
    }
    // to.mean(), g.sum() / to.sum() * 1e4
    // Sums of 120 rows: of whole numbers exactly, of returns up to 0.01 with up to 120 roundings.
    #expect(Distance.ulps(strategy.meanTurnover, 1.0916666666666666) <= 1)
    #expect(abs(try #require(strategy.breakEvenBps) - 36.2126112207739) < 120 * (36.0).ulp)
    // w = r_[1, cumprod(1 + hold)]; the last place of the highest w before the lowest w /
    // maximum.accumulate(w), and that place
    let deepest = try #require(strategy.buyAndHold.drawdown.deepest)
    #expect((deepest.start, deepest.trough, deepest.recovery) == (9, 103, nil))
  }

  // pandas 3.1.1: (1 + Series(net, date_range('2023-11-20', periods=120))).resample('ME').prod() - 1, and
  // 'YE'
  @Test("has pandas' returns by month and year")
  func months() throws {
    let strategy = try SignStrategy(forecasts: Self.forecasts, returns: Self.returns)
    let first = CivilDate(year: 2023, month: 11, day: 20).daysSinceEpoch
    let times = strategy.rows.map { Instant(seconds: (first + Int64($0)) * 86_400) }
    let table = MonthlyReturns(times: times, returns: strategy.net.returns)
    let expected = [
      0.035690812550057016, 0.13058916182411062, 0.09536117302426494, 0.11458411917598332,
      0.049656657164914186,
    ]
    // Products of 31 rows, and of 101 of a year, near 1.3: less than 101 roundings of 2.2e-16.
    let tolerance = 101 * Double.ulpOfOne
    for (month, value) in zip(table.months, expected) { #expect(abs(month.value - value) < tolerance) }
    #expect(table.months.map(\.month) == [11, 12, 1, 2, 3])
    #expect(table.months.map(\.count) == [11, 31, 31, 29, 18])
    #expect(table.years.map(\.year) == [2023, 2024])
    for (year, value) in zip(table.years, [0.1709408076699006, 0.28149659891404966]) {
      #expect(abs(year.value - value) < tolerance)
    }
    #expect(MonthlyReturns(times: [], returns: [0.1]).months.isEmpty)
  }

  @Test("pays at every change of side, and holds nothing where nothing is said")
  func positions() throws {
    var rules = SignStrategy.Rules()
    rules.costBps = 10
    let strategy = try SignStrategy(
      forecasts: [1, -1, .nan, 0, 2, 2], returns: [0.1, 0.1, 0.5, 0.1, .nan, -0.1], rules: rules)
    #expect(strategy.rows == [0, 1, 3, 5])
    #expect(strategy.positions == [1, -1, 0, 1])
    #expect(strategy.turnover == [1, 2, 1, 1])
    for (found, value) in zip(strategy.net.returns, [0.099, -0.102, -0.001, -0.101]) {
      // A cost is subtracted from a product near 0.1, whose ulp is 1.4e-17.
      #expect(abs(found - value) < 2 * (0.1).ulp)
    }
    rules.sellsShort = false
    let long = try SignStrategy(forecasts: [1, -1, 1], returns: [0.1, 0.1, 0.1], rules: rules)
    #expect(long.positions == [1, 0, 1])
  }

  @Test("of prices is that of their changes, and of returns times a number that of the signs")
  func invariance() throws {
    let last = (0..<40).map { 100 + 5 * ClosedForm.cosine($0) }
    let actual = (0..<40).map { 100 + 5 * ClosedForm.cosine($0 + 1) }
    let prices = (0..<40).map { 100 + 5 * ClosedForm.cosine($0, phase: 0.4) }
    let ofPrices = try SignStrategy(prices: prices, last: last, actual: actual)
    let ofReturns = try SignStrategy(
      forecasts: zip(prices, last).map { 3 * ($0 / $1 - 1) }, returns: zip(actual, last).map { $0 / $1 - 1 })
    #expect(ofPrices.positions == ofReturns.positions)
    #expect(ofPrices.net == ofReturns.net)
    let dearer = try SignStrategy(
      prices: prices.map { 4 * $0 }, last: last.map { 4 * $0 }, actual: actual.map { 4 * $0 })
    #expect(dearer == ofPrices)
  }

  @Test("does not look ahead: later rows change nothing before them")
  func prefixes() throws {
    let whole = try SignStrategy(forecasts: Self.forecasts, returns: Self.returns)
    for count in [1, 2, 17, 119] {
      let part = try SignStrategy(
        forecasts: Array(Self.forecasts.prefix(count)), returns: Array(Self.returns.prefix(count)))
      #expect(part.positions == Array(whole.positions.prefix(count)))
      #expect(part.net.returns == Array(whole.net.returns.prefix(count)))
      #expect(part.net.wealth == Array(whole.net.wealth.prefix(count + 1)))
      #expect(part.net.drawdown.curve == Array(whole.net.drawdown.curve.prefix(count + 1)))
    }
  }

  @Test("has no figure of nothing, and finite ones of little")
  func degenerate() throws {
    #expect(throws: NoFigure.tooFew(found: 0, needed: 1)) { try SignStrategy(forecasts: [], returns: []) }
    #expect(throws: NoFigure.tooFew(found: 0, needed: 1)) {
      try SignStrategy(forecasts: [.nan, 1], returns: [1, .nan])
    }
    let single = try SignStrategy(forecasts: [1], returns: [0.1])
    #expect(single.net.sharpe == nil && single.net.deviation == nil)
    let flat = try SignStrategy(forecasts: [0, 0, 0], returns: [0.1, 0.2, 0.3])
    #expect(flat.net.sharpe == nil && flat.breakEvenBps == nil && flat.net.drawdown.deepest == nil)
    let constant = try Performance(returns: [0.1, 0.1, 0.1], periodsPerYear: 12)
    #expect(constant.sharpe == nil && constant.annualDeviation == 0)
    let ruined = try Performance(returns: [0.1, -1.5, 0.2], periodsPerYear: 12)
    #expect(ruined.wealth.suffix(2) == [0, 0])
    #expect(ruined.drawdown.deepest?.depth == 1)
    var rules = SignStrategy.Rules()
    rules.periodsPerYear = 0
    #expect(throws: NoFigure.notPositive(0)) { try SignStrategy(forecasts: [1], returns: [1], rules: rules) }
  }

  @Test("draws down from the highest wealth to the lowest, and recovers there again")
  func drawdown() throws {
    let found = Drawdown(wealth: [1, 2, 2, 1, 0.5, 1, 2, 1.5])
    #expect(found.curve == [0, 0, 0, -0.5, -0.75, -0.5, 0, -0.25])
    let deepest = try #require(found.deepest)
    #expect((deepest.start, deepest.trough, deepest.recovery, deepest.depth) == (2, 4, 6, 0.75))
    #expect(Drawdown(wealth: []).curve.isEmpty)
    #expect(Drawdown(wealth: [1]).deepest == nil)
    #expect(Drawdown(wealth: [1, 2, 3]).deepest == nil)
  }

  @Test("takes periods that share no row")
  func apart() {
    func instants(_ seconds: [Int64]) -> [Instant] { seconds.map { Instant(seconds: $0) } }
    let starts = instants([0, 1, 2, 3, 4, 5, 6])
    #expect(HoldingPeriods.apart(starts: starts, ends: instants([3, 4, 5, 6, 7, 8, 9])) == [0, 3, 6])
    #expect(HoldingPeriods.apart(starts: starts, ends: instants([1, 2, 3, 4, 5, 6, 7])) == Array(0..<7))
    let turned = HoldingPeriods.apart(starts: instants([6, 3, 0]), ends: instants([9, 6, 3]))
    #expect(turned == [2, 1, 0])
    #expect(HoldingPeriods.apart(starts: instants([5, 1]), ends: instants([5, 0])).isEmpty)
    #expect(HoldingPeriods.apart(starts: [], ends: starts).isEmpty)
  }

  @Test("guesses the periods of a year of common spacings")
  func periods() {
    #expect(PeriodsPerYear.usual(.businessDays) == 252)
    #expect(PeriodsPerYear.usual(.businessDays, stride: 5) == 50.4)
    #expect(PeriodsPerYear.usual(.days(1)) == 365)
    #expect(PeriodsPerYear.usual(.days(7)) == 52)
    #expect(PeriodsPerYear.usual(.months(1)) == 12)
    #expect(PeriodsPerYear.usual(.months(3)) == 4)
    #expect(PeriodsPerYear.usual(.fixed(nanoseconds: 3_600_000_000_000), market: .aroundTheClock) == 8760)
    #expect(PeriodsPerYear.usual(.fixed(nanoseconds: 300_000_000_000)) == 19_656)
    #expect(PeriodsPerYear.usual(.steps) == nil)
    #expect(PeriodsPerYear.usual(.fixed(nanoseconds: 0)) == nil)
    #expect(PeriodsPerYear.usual(.days(1), stride: 0) == nil)
  }
}
