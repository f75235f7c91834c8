import TestSupport
import Testing

@testable import Models

@Suite("Normal equations")
struct NormalEquationsTests {
  /// The sums of the rows of a closed form: inputs cos(1.7 r² (c + 1)), outputs of them and of another
  /// cosine, and weights of five sizes.
  private static func sums(_ rows: some Sequence<Int>) -> NormalEquations {
    var sums = NormalEquations(inputCount: 3, outputCount: 2)
    for row in rows {
      let input = (1...3).map { ClosedForm.cosine(row * row * $0) }
      let output = (0..<2).map { input[$0] - input[$0 + 1] + ClosedForm.cosine(row, phase: Double($0)) }
      sums.add(input: input, output: output, weight: 1 + Double(row % 5) / 4)
    }
    sums.addWaitingRows()
    return sums
  }

  @Test("have the penalised solution that numpy has, of more rows than a block holds")
  func reference() throws {
    // python3 Tests/Fixtures/ridge.py: numpy.linalg.solve(XᵀX + diag(penalty), XᵀY).
    let expected = [
      0.8338276527265, -1.088553900910738, 0.09669914497575402,
      -0.09895404286077795, 0.9490812694833206, -0.9544045411563457,
    ]
    let found = try #require(Self.sums(0..<300).solution(penalty: [0.5, 1, 2]))
    // Sums of 300 products are off by up to 300 roundings of 1.1e-16, typically by the root of that, and a
    // matrix of nearly uncorrelated columns magnifies them by less than 10.
    #expect(Distance.relative(found, expected) < 1e-12)
  }

  @Test("of parts add up to those of all rows", arguments: [0, 1, 137, 256, 300])
  func parts(_ count: Int) {
    var sums = Self.sums(0..<count)
    sums.add(Self.sums(count..<300))
    let whole = Self.sums(0..<300)
    // As above: the same 300 products in another order.
    #expect(Distance.relative(sums.products, whole.products) < 1e-13)
    // Sixteenths, whose sums are exact.
    #expect(sums.weight == whole.weight)
    #expect(whole.weight == 60 * (1 + 25.0 / 16 + 36.0 / 16 + 49.0 / 16 + 4))
  }

  @Test("do not depend on the order of the columns but for that of the coefficients")
  func order() throws {
    var (plain, turned) = (
      NormalEquations(inputCount: 2, outputCount: 1), NormalEquations(inputCount: 2, outputCount: 1)
    )
    for (one, other, output) in [(1.0, 2.0, 3.0), (2, -1, 1), (0, 1, 5)] {
      plain.add(input: [one, other], output: [output], weight: 1)
      turned.add(input: [other, one], output: [output], weight: 1)
    }
    plain.addWaitingRows()
    turned.addWaitingRows()
    // XᵀX + diag(11, 58) = diag(16, 64) and XᵀY = [5, 10]: powers of two, whose roots and quotients are exact.
    #expect(try #require(plain.solution(penalty: [11, 58])) == [0.3125, 0.15625])
    #expect(try #require(turned.solution(penalty: [58, 11])) == [0.15625, 0.3125])
  }

  @Test("have no solution where the matrix is singular, and one under a penalty")
  func singular() throws {
    var sums = NormalEquations(inputCount: 2, outputCount: 1)
    #expect(sums.solution(penalty: [0, 0]) == nil)
    #expect(try #require(sums.solution(penalty: [1, 1])) == [0, 0])
    sums.add(input: [4, 4], output: [4], weight: 1)
    sums.addWaitingRows()
    #expect(sums.solution(penalty: [0, 0]) == nil)
    // 16 in every place, and a penalty of 4 on the diagonal: each is 16 / (2 · 16 + 4), in ten roundings or so.
    let found = try #require(sums.solution(penalty: [4, 4]))
    #expect(Distance.relative(found, [4.0 / 9, 4.0 / 9]) < 10 * Double.ulpOfOne)
  }
}
