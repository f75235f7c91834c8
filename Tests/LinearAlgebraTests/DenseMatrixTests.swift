import LinearAlgebra
import TestSupport
import Testing

@Suite("Products and solutions of least squares")
struct DenseMatrixTests {
  /// A matrix of closed-form elements in [-1, 1], row-major.
  private static func matrix(_ rows: Int, _ columns: Int, from start: Int = 0) -> [Double] {
    (0..<rows * columns).map { ClosedForm.cosine(7 * ($0 + start) + 3) }
  }

  /// A symmetric positive definite matrix: RᵀR of more rows than columns, plus the unit matrix.
  private static func definite(_ count: Int) -> [Double] {
    let rows = matrix(count + 5, count)
    var product = Naive.product(Naive.transpose(rows, count + 5, count), rows, count, count + 5, count)
    for index in 0..<count { product[index * count + index] += 1 }
    return product
  }

  @Test(
    "add the products of all columns with the first",
    arguments: [(1, 1, 1), (3, 2, 1), (5, 4, 4), (40, 9, 7), (257, 3, 2)])
  func products(_ rows: Int, _ columns: Int, _ inputs: Int) {
    let values = Self.matrix(rows, columns)
    let inputColumns = (0..<rows).flatMap { values[($0 * columns)..<($0 * columns + inputs)] }
    let start = Self.matrix(columns, inputs, from: 1_000)
    var found = start
    DenseMatrix.addProducts(ofColumns: columns, of: values, by: inputs, to: &found)
    let sums = Naive.product(
      Naive.transpose(values, rows, columns), inputColumns, columns, rows, inputs)
    // A sum of 257 products of numbers up to 1 is off by some 257 roundings at most.
    #expect(Distance.relative(found, zip(start, sums).map { $0 + $1 }) < 1e-13)
  }

  @Test("add nothing for no rows and for no inputs")
  func nothing() {
    var products = [1.0, 2.0]
    DenseMatrix.addProducts(ofColumns: 2, of: [], by: 1, to: &products)
    #expect(products == [1, 2])
    var none: [Double] = []
    DenseMatrix.addProducts(ofColumns: 2, of: [3, 4], by: 0, to: &none)
    #expect(none.isEmpty)
  }

  @Test("give back the matrix from its factor, and read its lower triangle alone", arguments: [1, 2, 5, 33])
  func factor(_ count: Int) {
    let matrix = Self.definite(count)
    var found = matrix
    for row in 0..<count {
      for column in (row + 1)..<max(count, row + 1) { found[row * count + column] = .nan }
    }
    #expect(DenseMatrix.factorise(&found, count: count))
    var lower = found
    for row in 0..<count {
      for column in (row + 1)..<max(count, row + 1) {
        #expect(found[row * count + column].isNaN)
        lower[row * count + column] = 0
      }
    }
    let product = Naive.product(lower, Naive.transpose(lower, count, count), count, count, count)
    #expect(Distance.relative(product, matrix) < 1e-13)
  }

  @Test(
    "refuse a matrix that is not positive definite, and one with an undefined element",
    arguments: [[0], [-1], [1, 0, 2, 1], [.nan], [1, 0, .nan, 1], [.infinity]] as [[Double]])
  func indefinite(_ matrix: [Double]) {
    var matrix = matrix
    #expect(!DenseMatrix.factorise(&matrix, count: matrix.count == 1 ? 1 : 2))
  }

  @Test("solve for every row of the right side", arguments: [(1, 1), (2, 3), (9, 4), (33, 2)])
  func solutions(_ count: Int, _ rows: Int) {
    let matrix = Self.definite(count)
    let expected = Self.matrix(rows, count, from: 500)
    var factor = matrix
    #expect(DenseMatrix.factorise(&factor, count: count))
    var found = Naive.product(expected, matrix, rows, count, count)
    DenseMatrix.solve(factor, for: &found, count: count)
    // The unit matrix that was added keeps the condition number below some hundreds.
    #expect(Distance.relative(found, expected) < 1e-11)
  }
}
