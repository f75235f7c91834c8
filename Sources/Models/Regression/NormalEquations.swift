import Forecasting
import LinearAlgebra
import Windowing

/// The normal equations of least squares, added up over any number of rows with a buffer for one block of
/// rows.
///
/// For inputs X `[rows, inputCount]` and outputs Y `[rows, outputCount]` it holds XᵀX and YᵀX.
struct NormalEquations {
  let inputCount: Int
  let outputCount: Int
  /// The sum of the squared weights of the rows.
  private(set) var weight = 0.0
  /// XᵀX, then YᵀX: `[inputCount + outputCount, inputCount]`.
  private(set) var products: [Double]

  /// The rows that are not yet added, `[rowsPerBlock, inputCount + outputCount]`: the product of many rows at
  /// once is faster.
  ///
  /// The same calls give the same sums on the same kind of processor.
  private static let rowsPerBlock = 256
  private var block: [Double] = []

  init(inputCount: Int, outputCount: Int) {
    self.inputCount = inputCount
    self.outputCount = outputCount
    products = Array(repeating: 0, count: (inputCount + outputCount) * inputCount)
    block.reserveCapacity(Self.rowsPerBlock * (inputCount + outputCount))
  }

  /// Adds one row, every element of it times `weight`.
  ///
  /// - Complexity: O(inputCount · (inputCount + outputCount)), amortised over the rows of a block.
  mutating func add(input: [Double], output: [Double], weight: Double) {
    precondition(input.count == inputCount && output.count == outputCount, "a row of another shape")
    for value in input { block.append(weight * value) }
    for value in output { block.append(weight * value) }
    self.weight += weight * weight
    if block.count == Self.rowsPerBlock * (inputCount + outputCount) { addWaitingRows() }
  }

  /// Adds the rows of the block to the sums; must be called after the last row.
  mutating func addWaitingRows() {
    guard !block.isEmpty else { return }
    DenseMatrix.addProducts(ofColumns: inputCount + outputCount, of: block, by: inputCount, to: &products)
    block.removeAll(keepingCapacity: true)
  }

  /// Adds the sums of `other`, of the same shape.
  ///
  /// - Complexity: O(inputCount · (inputCount + outputCount)).
  mutating func add(_ other: NormalEquations) {
    precondition(block.isEmpty && other.block.isEmpty, "addWaitingRows() before adding")
    precondition(other.inputCount == inputCount && other.outputCount == outputCount, "sums of another shape")
    for index in products.indices { products[index] += other.products[index] }
    weight += other.weight
  }

  /// The coefficients `[outputCount, inputCount]` that minimise |Y − X Wᵀ|² + Σ penalty ∘ W².
  ///
  /// By Cholesky's factorisation: XᵀX + diag(penalty) = L Lᵀ, then two triangular solutions for each output.
  ///
  /// - Returns: `nil` where the matrix is not positive definite in `Double`.
  /// - Complexity: O(inputCount³ + outputCount · inputCount²).
  func solution(penalty: [Double]) -> [Double]? {
    precondition(block.isEmpty, "addWaitingRows() before solving")
    let count = inputCount
    var factor = Array(products[..<(count * count)])
    for index in 0..<count { factor[index * count + index] += penalty[index] }
    guard DenseMatrix.factorise(&factor, count: count) else { return nil }
    var solution = Array(products[(count * count)...])
    DenseMatrix.solve(factor, for: &solution, count: count)
    return solution
  }
}
