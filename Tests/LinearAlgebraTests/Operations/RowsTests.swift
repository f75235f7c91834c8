import LinearAlgebra
import TestSupport
import Testing

@Suite("Operations on rows")
struct RowsTests {
  static let shapes = [[1, 1], [3, 1], [1, 5], [7, 3], [5, 16], [9, 17]]

  @Test("fill every row, and add the sum of all rows", arguments: shapes)
  func fillAndSum(shape: [Int]) {
    let (m, n) = (shape[0], shape[1])
    // Small integers: every sum is exact in any order.
    let vector = (0..<n).map { Double($0 % 5 - 2) }
    let matrix = (0..<m * n).map { Double($0 % 7 - 3) }
    var scratch = Scratch<Float>()
    let row = scratch.matrix(1, n, vector)
    let filled = scratch.matrix(m, n, matrix)
    let summed = scratch.matrix(m, n, matrix)
    var pass = scratch.pass()
    pass.fillRows(of: filled, with: row)
    #expect(pass.elements(of: filled) == (0..<m * n).map { Float(vector[$0 % n]) })
    pass.addRowSum(of: summed, to: row)
    let expected = (0..<n).map { column in
      vector[column] + (0..<m).reduce(0.0) { $0 + matrix[$1 * n + column] }
    }
    #expect(pass.elements(of: row) == expected.map { Float($0) })
  }

  @Test("copy, add and clear touch their slot and nothing beside it", arguments: shapes)
  func sweeps(shape: [Int]) {
    let (m, n) = (shape[0], shape[1])
    var scratch = Scratch<Float>()
    let before = scratch.matrix(1, 16, Array(repeating: 9, count: 16))
    let source = scratch.matrix(m, n, (0..<m * n).map { Double($0) })
    let target = scratch.matrix(m, n, (0..<m * n).map { Double($0 + 1) })
    let after = scratch.matrix(1, 16, Array(repeating: 9, count: 16))
    var pass = scratch.pass()
    pass.add(source, to: target)
    #expect(pass.elements(of: target) == (0..<m * n).map { Float(2 * $0 + 1) })
    pass.copy(source, to: target)
    #expect(pass.elements(of: target) == pass.elements(of: source))
    pass.clear(source)
    #expect(pass.elements(of: source).allSatisfy { $0 == 0 })
    #expect(pass.elements(of: before) == Array(repeating: 9, count: 16))
    #expect(pass.elements(of: after) == Array(repeating: 9, count: 16))
  }

  @Test("columns go into a wider matrix and come out again", arguments: [0, 1, 4])
  func columns(at column: Int) {
    let (m, k, n) = (3, 2, 6)
    let wide = (0..<m * n).map { Double(100 + $0) }
    let narrow = (0..<m * k).map { Double($0) }
    var scratch = Scratch<Float>()
    let block = scratch.matrix(m, k, narrow)
    let matrix = scratch.matrix(m, n, wide)
    let back = scratch.matrix(m, k)
    var pass = scratch.pass()
    pass.copy(block, toColumnsOf: matrix, at: column)
    let expected = (0..<m * n).map { index -> Float in
      let (row, place) = (index / n, index % n - column)
      return place >= 0 && place < k ? Float(narrow[row * k + place]) : Float(wide[index])
    }
    #expect(pass.elements(of: matrix) == expected)
    pass.copyColumns(of: matrix, at: column, to: back)
    #expect(pass.elements(of: back) == narrow.map { Float($0) })
  }

  @Test("the outer sum adds every pair of rows, and its adjoint gives the same inner product")
  func outerSum() {
    let (m, n, k) = (3, 4, 5)
    let a = ClosedForm.cosines(m * k)
    let b = ClosedForm.cosines(n * k, phase: 1)
    let upstream = ClosedForm.cosines(m * n * k, phase: 2)
    var scratch = Scratch<Double>()
    let left = scratch.matrix(m, k, a)
    let right = scratch.matrix(n, k, b)
    let result = scratch.matrix(m * n, k, gradient: upstream)
    var pass = scratch.pass()
    pass.outerSum(left, right, into: result)
    let found = pass.elements(of: result)
    for row in 0..<m {
      for lead in 0..<n {
        for column in 0..<k {
          #expect(found[(row * n + lead) * k + column] == a[row * k + column] + b[lead * k + column])
        }
      }
    }
    pass.outerSumBackward(left, right, from: result)
    pass.outerSumBackward(left, right, from: result)
    // ⟨∂y, L(a, b)⟩ = ⟨Lᵀ ∂y, (a, b)⟩ for a linear map L; two calls add twice.
    let forward = zip(found, upstream).reduce(0) { $0 + $1.0 * $1.1 }
    let backward =
      zip(pass.elements(of: left.gradient), a).reduce(0) { $0 + $1.0 * $1.1 }
      + zip(pass.elements(of: right.gradient), b).reduce(0) { $0 + $1.0 * $1.1 }
    // Sums of 60 products of numbers up to 2, in two orders: at most 120 roundings of numbers up to 30.
    #expect(abs(backward - 2 * forward) < 120 * (30.0).ulp)
  }
}
