import LinearAlgebra
import Platform
import TestSupport
import Testing

@Suite("Quantiles and their loss")
struct QuantilesTests {
  private static let levels = [0.1, 0.5, 0.9]
  private static let targets = [1.0, -0.5, 2.25, 0.3]
  private static let quantiles = [-0.3, 0.2, 1.7, -1.0, -0.5, 0.4, 0.5, 1.5, 2.0, 0.4, 0.6, 0.9]

  private func loss(weights: [Double], scale: Double = 1) -> (total: Double, gradient: [Double]) {
    var scratch = Scratch<Double>()
    let output = scratch.matrix(2, 6, Self.quantiles, gradient: Array(repeating: 9, count: 12))
    let target = scratch.matrix(2, 2, Self.targets)
    let weight = scratch.matrix(2, 2, weights)
    var pass = scratch.pass()
    let total = pass.loss(
      .quantile, of: output, target: target, weight: weight, levels: Self.levels, scale: scale)
    return (total, pass.elements(of: output.gradient))
  }

  /// scoringrules 0.10.0: `[mean(quantile_score(y[i], q[i, k], levels[k]) for k in range(3)) for i in
  /// range(4)]`.
  ///
  /// The mean of utilsforecast's `quantile_loss` of each level, 0.11125, 0.23125 and 0.11125, is that of all
  /// four.
  @Test("the mean pinball loss is that of others")
  func reference() {
    // Means of three products of numbers up to 1, which are rounded by 1.1e-16 at most, and so are the sums.
    let tolerance = 5e-16
    let expected = [0.2, 0.04666666666666666, 0.25833333333333336, 0.1]
    for (place, value) in expected.enumerated() {
      let weights = expected.indices.map { $0 == place ? 1.0 : 0 }
      #expect(abs(loss(weights: weights).total - value) < tolerance)
    }
    let all = loss(weights: [1, 1, 1, 1]).total / 4
    #expect(abs(all - (0.11125 + 0.23125 + 0.11125) / 3) < tolerance)
  }

  @Test("its gradient says which way each quantile errs, and nothing of a cell of weight 0")
  func gradient() {
    let found = loss(weights: [3, 0, 6, 1.5], scale: 0.5).gradient
    // Of 1: above the first two quantiles, below the third. Of 0.3: below all.
    let expected: [Double] =
      [-0.05, -0.25, 0.05] + [0, 0, 0] + [-0.1, -0.5, -0.9] + [0.225, 0.125, 0.025]
    #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-15 }, "\(found)")
  }

  @Test("a quantile at its target has no gradient")
  func kink() {
    #expect(loss(weights: [0, 1, 0, 0]).gradient[4] == 0)
  }

  @Test("quantiles never cross, and lie where softplus puts them", arguments: 0...4)
  func order(median: Int) {
    let raw: [Double] = [0.3, -80, 80, 0, -1, 2, 500, -500, 0.1, 1]
    let offsets: [Double] = [0.5, -2, 1, 0, 3]
    var scratch = Scratch<Double>()
    let input = scratch.matrix(2, 5, raw)
    let output = scratch.matrix(2, 5)
    var pass = scratch.pass()
    pass.quantiles(input, offsets: offsets, median: median, into: output)
    let found = pass.elements(of: output)
    func step(_ place: Int) -> Double {
      let x = raw[place] + offsets[place % 5]
      return max(x, 0) + log1p(exp(-abs(x)))
    }
    for row in 0..<2 {
      let own = Array(found[5 * row..<5 * row + 5])
      #expect(own[median] == raw[5 * row + median])
      #expect(own == own.sorted())
      for k in 1..<5 {
        let expected = step(5 * row + (k > median ? k : k - 1))
        // Quantiles are added up from the median: up to four sums, each rounded by half an ulp.
        #expect(abs(own[k] - own[k - 1] - expected) <= 4 * max(1, abs(own[k]), abs(own[k - 1])).ulp)
      }
    }
  }

  @Test("quantiles do not cross in single precision either, however small the steps")
  func single() {
    let raw = ClosedForm.cosines(7 * 50, scale: 60)
    var scratch = Scratch<Float>()
    let input = scratch.matrix(50, 7, raw)
    let output = scratch.matrix(50, 7)
    var pass = scratch.pass()
    pass.quantiles(input, offsets: Array(repeating: -3, count: 7), median: 3, into: output)
    let found = pass.elements(of: output)
    for row in 0..<50 {
      let own = Array(found[7 * row..<7 * row + 7])
      #expect(own == own.sorted() && own.allSatisfy(\.isFinite))
    }
  }
}
