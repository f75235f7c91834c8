import Testing

@testable import Backtesting

@Suite("The Diebold-Mariano test")
struct DieboldMarianoTests {
  private let losses = (0..<40).map { Double($0 * $0 * 7 % 13) / 4 }
  private let others = (0..<40).map { Double($0 * $0 * 5 % 11) / 4 + 0.5 }

  // By numpy and scipy, with d = losses - others without gaps, m its mean, n its length and places p of N:
  //
  //     overlap 1: v = sum((d - m)²) / (n - 1), B = n - 1
  //     else:      B = min(64, n // (2 overlap)); w[j] = pi j / N
  //                Q = qr([1, cos(w[1] (p + 1/2)), ..., cos(w[B] (p + 1/2))])
  //                v = mean((Q[:, 1:].T (d - m) / (sin(overlap w / 2) / (overlap sin(w / 2))))²)
  //     s = m / sqrt(v / n); p = 2 scipy.stats.t.sf(abs(s), B)
  //
  // With overlap 1 it is the statistic of Harvey, Leybourne and Newbold for one step.
  @Test(
    "is that of its formula",
    arguments: [
      (1, -0.13796258537515446, 0.8909798521981409), (2, -0.2935012274493591, 0.7751399618326832),
      (3, -0.2527049551555452, 0.8089309680046778), (5, -0.7647964443111538, 0.48702144842323675),
    ])
  func formula(overlap: Int, statistic: Double, probability: Double) throws {
    let test = try DieboldMariano(losses, against: others, overlap: overlap)
    #expect(abs(test.statistic - statistic) < 1e-12)
    #expect(abs(test.probability - probability) < 1e-12)
    #expect(test.count == 40)
  }

  @Test("takes no more than 64 waves")
  func manyFolds() throws {
    let losses = (0..<400).map { Double($0 * $0 * 7 % 13) / 4 }
    let others = (0..<400).map { Double($0 * $0 * 5 % 11) / 4 + 0.5 }
    let test = try DieboldMariano(losses, against: others, overlap: 2)
    #expect(abs(test.statistic + 0.02579670425834402) < 1e-12)
    #expect(abs(test.probability - 0.9794997586576762) < 1e-12)
  }

  @Test(
    "leaves folds without a loss in their places",
    arguments: [
      (1, -0.8171257889072809, 0.4195456997099892), (2, -1.6739597401707038, 0.13267295448885483),
      (4, -1.61261637887861, 0.18212300775342932),
    ])
  func gaps(overlap: Int, statistic: Double, probability: Double) throws {
    var losses = losses
    for place in [3, 4, 5, 17, 30] { losses[place] = .nan }
    let test = try DieboldMariano(losses, against: others, overlap: overlap)
    #expect(abs(test.statistic - statistic) < 1e-12)
    #expect(abs(test.probability - probability) < 1e-12)
    #expect(test.count == 35)
  }

  @Test("is antisymmetric, and the same in any unit", arguments: [1, 3])
  func invariance(overlap: Int) throws {
    let there = try DieboldMariano(losses, against: others, overlap: overlap)
    let back = try DieboldMariano(others, against: losses, overlap: overlap)
    #expect(there.statistic == -back.statistic)
    #expect(there.probability == back.probability)
    for unit in [0x1p-700, 0x1p900] {
      let scaled = try DieboldMariano(
        losses.map { unit * $0 }, against: others.map { unit * $0 }, overlap: overlap)
      #expect(scaled == there)
    }
  }

  @Test(
    "takes ten folds, and eight disjoint runs of folds that overlap",
    arguments: [(9, 1, 10), (15, 2, 16), (39, 5, 40), (191, 24, 192), (0, 1, 10), (2, 1, 10)])
  func tooFew(count: Int, overlap: Int, needed: Int) {
    func values(_ count: Int, _ factor: Int) -> [Double] { (0..<count).map { Double($0 * $0 * factor % 17) } }
    #expect(throws: DieboldMariano.Untested.tooFew(count: count, needed: needed)) {
      try DieboldMariano(values(count, 3), against: values(count, 5), overlap: overlap)
    }
    #expect(throws: Never.self) {
      try DieboldMariano(values(needed, 3), against: values(needed, 5), overlap: overlap)
    }
    // Folds without a loss do not count.
    #expect(throws: DieboldMariano.Untested.tooFew(count: count, needed: needed)) {
      try DieboldMariano(
        values(count, 3) + [.nan, .nan], against: values(count + 2, 5), overlap: overlap)
    }
  }

  @Test("has nothing to say of differences that do not vary, but for rounding")
  func constant() {
    for (offset, overlap) in [(0, 1), (0.1, 1), (1e-3, 2), (1e8, 1)] {
      #expect(throws: DieboldMariano.Untested.constantDifference) {
        try DieboldMariano(losses, against: losses.map { $0 + offset }, overlap: overlap)
      }
    }
  }
}
