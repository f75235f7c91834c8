import Testing

@testable import Backtesting

@Suite("The Diebold-Mariano test")
struct DieboldMarianoTests {
  private let losses = [1.0, 2, 1.5, 3, 2.5, 1, 0.5, 2]
  private let others = [1.5, 1.5, 2, 3.5, 2, 1.5, 1.5, 2.5]

  // d = a - b; g[k] = sum((d[k:] - m) (d[:n-k] - m)) / n; v = g[0] + 2 sum(g[1:]), and for v <= 0 with weights 1 - k/h;
  // s = m / sqrt(v / n) * sqrt((n + 1 - 2 h + h (h - 1) / n) / n); p = 2 scipy.stats.t.sf(abs(s), n - 1)
  @Test(
    "is that of its formula",
    arguments: [
      (1, -1.6666666666666665, 0.13951958313684434), (2, -1.7521916101261563, 0.12319843413655744),
      (3, -1.6770509831248424, 0.13743405286759028),
    ])
  func formula(overlap: Int, statistic: Double, probability: Double) throws {
    let test = try #require(DieboldMariano(losses, against: others, overlap: overlap))
    #expect(abs(test.statistic - statistic) < 1e-12)
    #expect(abs(test.probability - probability) < 1e-12)
    #expect(test.count == 8)
  }

  @Test("takes Bartlett's weights where the plain variance is not positive")
  func bartlett() throws {
    let alternating = [1, 2, 1, 2, 1, 2, 1, 2.5]
    let test = try #require(
      DieboldMariano(alternating, against: Array(repeating: 1.5, count: 8), overlap: 2))
    #expect(abs(test.statistic - 0.47907013758040845) < 1e-12)
    #expect(abs(test.probability - 0.6464923925578091) < 1e-12)
  }

  @Test("is antisymmetric")
  func antisymmetry() throws {
    let there = try #require(DieboldMariano(losses, against: others, overlap: 1))
    let back = try #require(DieboldMariano(others, against: losses, overlap: 1))
    #expect(there.statistic == -back.statistic)
    #expect(there.probability == back.probability)
  }

  @Test("has nothing to say of too few losses or of differences that do not vary")
  func undefined() {
    #expect(DieboldMariano([1], against: [2], overlap: 1) == nil)
    #expect(DieboldMariano([1, 2], against: [2, 4], overlap: 2) == nil)
    #expect(DieboldMariano([1, 2, 3], against: [1.1, 2.1, 3.1], overlap: 1) == nil)
    #expect(DieboldMariano([1, 2, 3], against: [1, 2, 3], overlap: 1) == nil)
  }
}
