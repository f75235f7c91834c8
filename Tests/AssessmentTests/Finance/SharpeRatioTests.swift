import Assessment
import Testing

@Suite("How sure a Sharpe ratio is")
struct SharpeRatioTests {
  /// The example of Bailey and López de Prado (2014): a yearly ratio of 2.5 in 1250 of 250 days a year,
  /// variance of trials 1/2 a year.
  private static func example(skewness: Double = -3, kurtosis: Double = 10) -> SharpeRatio {
    SharpeRatio(value: 2.5 / 250.0.squareRoot(), skewness: skewness, kurtosis: kurtosis, count: 1250)
  }

  @Test("the deflated ratio is that of the paper's example")
  func deflated() throws {
    let hundred = SharpeTrials(count: 100, variance: 0.5 / 250)
    #expect(abs(hundred.expectedMaximum - 0.1132) < 5e-5)
    #expect(abs(try #require(Self.example().deflated(by: hundred)) - 0.9004) < 5e-5)
    // "Should the strategist have made his discovery after running only N = 46 trials": 0.9505; and of normal
    // returns N = 88.
    let fewer = SharpeTrials(count: 46, variance: 0.5 / 250)
    #expect(abs(try #require(Self.example().deflated(by: fewer)) - 0.9505) < 5e-5)
    let normal = Self.example(skewness: 0, kurtosis: 3)
    #expect(
      abs(try #require(normal.deflated(by: SharpeTrials(count: 88, variance: 0.5 / 250))) - 0.9505) < 5e-5)
    // scipy.stats.norm in the paper's formula
    #expect(abs(try #require(Self.example().deflated(by: hundred)) - 0.9003968344493903) < 1e-12)
  }

  // Bailey and López de Prado (2012), section 7: years until a yearly ratio of 2 is above 1 with 95 %.
  @Test(
    "the least track record is that of the paper",
    arguments: [(250.0, 0.0, 3.0, 2.73), (52, 0, 3, 2.83), (12, 0, 3, 3.24), (12, -0.72, 5.78, 4.99)])
  func trackRecord(periods: Double, skewness: Double, kurtosis: Double, years: Double) throws {
    let ratio = SharpeRatio(
      value: 2 / periods.squareRoot(), skewness: skewness, kurtosis: kurtosis, count: 100)
    let count = try #require(ratio.leastCount(above: 1 / periods.squareRoot()))
    #expect(abs(count / periods - years) < 0.005)
  }

  // g of SignStrategyTests: mean / std(ddof=1), scipy.stats.skew, kurtosis(fisher=False), and the formulas
  // with scipy.stats.norm
  @Test("of returns has scipy's moments")
  func ofReturns() throws {
    let gross = try SignStrategy(
      forecasts: SignStrategyTests.forecasts, returns: SignStrategyTests.returns
    ).gross.returns
    let ratio = try SharpeRatio(returns: gross)
    #expect(abs(ratio.value - 0.6705655947397592) < 1e-12)
    #expect(abs(ratio.skewness - -0.623316244265086) < 1e-11)
    #expect(abs(ratio.kurtosis - 1.924294070093089) < 1e-11)
    #expect(abs(try #require(ratio.probability(above: 0.1)) - 0.9999997736233124) < 1e-12)
    #expect(abs(try #require(ratio.leastCount()) - 10.15697378815837) < 1e-9)
    let scaled = try SharpeRatio(returns: gross.map { $0 * 1024 })
    #expect(abs(scaled.value - ratio.value) < 1e-12, "a ratio has no units")
  }

  @Test("has no figure of too little, and none above its threshold")
  func degenerate() throws {
    #expect(throws: NoFigure.tooFew(found: 2, needed: 3)) { try SharpeRatio(returns: [1, 2]) }
    #expect(throws: NoFigure.constant) { try SharpeRatio(returns: [0.1, 0.1, 0.1, 0.1]) }
    #expect(throws: NoFigure.notFinite(row: 1)) { try SharpeRatio(returns: [1, .infinity, 2]) }
    #expect(Self.example().leastCount(above: 1) == nil)
    #expect(Self.example().leastCount(confidence: 1) == nil)
    #expect(SharpeRatio(value: 1, skewness: 9, kurtosis: 1, count: 50).probability() == nil)
    #expect(SharpeRatio(value: 1, skewness: 0, kurtosis: 3, count: 1).probability() == nil)
    #expect(SharpeTrials(ratios: []).expectedMaximum == 0)
    #expect(SharpeTrials(ratios: [0.2]).expectedMaximum == 0)
    #expect(SharpeTrials(ratios: [0.2, 0.2]).expectedMaximum == 0)
    #expect(SharpeTrials(ratios: [0.2, .nan, 0.4]).count == 2)
  }

  @Test("more trials deflate more")
  func monotone() throws {
    let ratio = Self.example()
    let found = try [1, 2, 10, 1000, 1_000_000].map {
      try #require(ratio.deflated(by: SharpeTrials(count: $0, variance: 0.002)))
    }
    #expect(found == found.sorted(by: >))
    #expect(found.first == ratio.probability())
  }
}
