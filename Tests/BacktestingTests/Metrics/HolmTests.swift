import TestSupport
import Testing

@testable import Backtesting
@testable import Reports

@Suite("Holm's method")
struct HolmTests {
  // statsmodels 0.15: multipletests(p, method="holm")[1]
  @Test(
    "is statsmodels'",
    arguments: [
      ([0.01, 0.04, 0.03, 0.005], [0.03, 0.06, 0.06, 0.02]), ([0.5, 0.9, 0.02], [1, 1, 0.06]),
      ([0.2, 0.2], [0.4, 0.4]), ([0.03], [0.03]), ([], []),
    ])
  func reference(_ probabilities: [Double], _ expected: [Double]) {
    let found = Holm.adjusted(probabilities)
    #expect(found.count == expected.count)
    // A whole number times a probability is rounded once, in statsmodels as here.
    #expect(zip(found, expected).allSatisfy { Distance.ulps($0, $1) <= 1 })
  }

  @Test("leaves out what was not tested")
  func missing() {
    let found = Comparison.adjusted([0.01, nil, 0.04])
    #expect(found[1] == nil)
    #expect(found.compactMap(\.self) == [0.02, 0.04], "doubled, and as it is")
  }

  @Test(
    "findings name their leads with neighbours together",
    arguments: [
      ([1], "1"), ([1, 2], "1 and 2"), ([1, 2, 3], "1 to 3"), ([1, 3, 4, 5, 9], "1, 3 to 5 and 9"),
    ])
  func ranges(_ leads: [Int], _ expected: String) { #expect(Evaluation.ranges(leads) == expected) }
}
