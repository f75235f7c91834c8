import Testing

@testable import Backtesting

@Suite("Student's t")
struct StudentTTests {
  // scipy.stats.t.sf(abs(t), nu) * 2, scipy 1.17.1. The logarithms of gamma functions of size 1e3 leave an
  // error of 1e3 units in the last place.
  @Test(
    "two-sided probabilities are scipy's",
    arguments: [
      (0.5, 1.0, 0.7048327646991335), (2, 3, 0.13932596855884305), (-1.3, 19, 0.20915150029732793),
      (4.2, 249, 3.719925075685639e-05), (30, 5, 7.718648620496053e-07), (1e-3, 7, 0.9992300172449988),
      (250, 2, 1.5999616010239716e-05),
    ])
  func probability(t: Double, degreesOfFreedom: Double, expected: Double) {
    let found = StudentT.twoSidedProbability(t, degreesOfFreedom: degreesOfFreedom)
    #expect(abs(found - expected) < 1e-12 * expected)
  }

  // scipy.special.betainc(a, b, x)
  @Test(
    "the incomplete beta function is scipy's",
    arguments: [
      (0.1, 2.0, 3.0, 0.0523), (0.9, 0.5, 0.5, 0.7951672353008665),
      (0.5, 10, 0.5, 0.00023344743474862207), (0.999, 50, 0.5, 0.7523690199653766),
    ])
  func incompleteBeta(x: Double, a: Double, b: Double, expected: Double) {
    #expect(abs(StudentT.incompleteBeta(x, a, b) - expected) < 1e-12 * expected)
  }

  @Test("the ends are exact")
  func ends() {
    #expect(StudentT.twoSidedProbability(0, degreesOfFreedom: 4) == 1)
    #expect(StudentT.twoSidedProbability(.infinity, degreesOfFreedom: 4) == 0)
  }
}
