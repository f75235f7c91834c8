import TestSupport
import Testing

@testable import Assessment

@Suite("Distributions")
struct DistributionTests {
  // scipy.stats.norm.ppf(p), scipy 1.17.1
  @Test(
    "the normal quantile is scipy's",
    arguments: [
      (0.95, 1.6448536269514722), (0.01, -2.3263478740408408), (1e-10, -6.361340902404056),
      (0.999, 3.090232306167813), (0.5, 0),
    ])
  func quantile(probability: Double, expected: Double) {
    #expect(abs(Normal.quantile(probability) - expected) < 1e-13 * max(1, abs(expected)))
    #expect(abs(Normal.cumulative(expected) - probability) < 1e-14)
  }

  @Test("outside of 0...1 there is no quantile, and at the ends it is infinite")
  func ends() {
    #expect(Normal.quantile(0) == -.infinity)
    #expect(Normal.quantile(1) == .infinity)
    #expect(Normal.quantile(-0.1).isNaN)
    #expect(Normal.quantile(1.1).isNaN)
    #expect(Normal.quantile(.nan).isNaN)
  }

  // scipy.stats.chi2.sf(x, 1), scipy.stats.chi2.sf(x, 2)
  @Test("the tails of chi-squared are scipy's")
  func chiSquared() {
    #expect(abs(ChiSquared.survival1(3.841458820694124) - 0.05) < 1e-14)
    #expect(abs(ChiSquared.survival2(5.991464547107979) - 0.05) < 1e-14)
    #expect(ChiSquared.survival1(-1) == 1 && ChiSquared.survival2(0) == 1)
  }

  // scipy.stats.binom.cdf(k, n, p)
  @Test(
    "the binomial distribution is scipy's",
    arguments: [
      (4, 250, 0.01, 0.8921876269036251), (9, 250, 0.01, 0.9997498099312595), (0, 1, 0.3, 0.7),
      (50, 1000, 0.05, 0.5375290408014273), (-1, 10, 0.5, 0), (10, 10, 0.5, 1), (3, 10, 0, 1), (3, 10, 1, 0),
    ])
  func binomial(number: Int, count: Int, probability: Double, expected: Double) {
    let found = Binomial(count: count, probability: probability).cumulative(number)
    // Probabilities are made of logarithms of factorials, of which that of 1000! is 5912 with an ulp of 9e-13:
    // three of them, and the exponential makes the error of a logarithm a relative one.
    #expect(abs(found - expected) < 3e-12)
  }

  // numpy.percentile(x, 100 * share); scipy.stats.skew(x), scipy.stats.kurtosis(x, fisher=False) of [1, 2, 4,
  // 8, 16]
  @Test("percentiles are numpy's and moments scipy's")
  func samples() throws {
    let values: [Double] = [16, 1, .nan, 4, 8, 2]
    let percentiles = Percentiles(of: values)
    #expect(percentiles.count == 5)
    #expect(percentiles.value(at: 0.1) == 1.4)
    #expect(percentiles.value(at: 0.5) == 4)
    #expect(percentiles.value(at: 0.9) == 12.8)
    #expect(percentiles.value(at: 1) == 16)
    #expect(Percentiles(of: []).value(at: 0.5) == nil)
    #expect(percentiles.value(at: .nan) == nil)
    let moments = Moments([1, 2, 4, 8, 16])
    // Sums of five powers up to the fourth of distances from 6.2, and their quotient: a few roundings each.
    #expect(Distance.ulps(try #require(moments.skewness), 0.8890481348169542) <= 16)
    #expect(Distance.ulps(try #require(moments.kurtosis), 2.3259408602150526) <= 16)
    #expect(Moments([0.1, 0.1, 0.1]).skewness == nil)
    #expect(Moments([]).deviation == nil)
  }
}
