/// The sums of products that least squares needs, of any number of rows, in memory for one block of them.
///
/// For inputs X `[rows, inputCount]` and outputs Y `[rows, outputCount]` it holds XᵀX and YᵀX.
struct NormalEquations {
  let inputCount: Int
  let outputCount: Int
  /// Rows added, each counted with the square of its weight.
  private(set) var weight = 0.0
  /// The lower triangle of XᵀX, then YᵀX: `[inputCount + outputCount, inputCount]`.
  private(set) var products: [Double]

  // Rows wait in a block stored column by column, eight rows a vector, so that the sum over rows is a plain
  // loop over vectors and its order is fixed by the code, not by the compiler.
  private static var vectorsPerBlock: Int { 8 }
  private var block: [SIMD8<Double>]
  private var waiting = 0

  init(inputCount: Int, outputCount: Int) {
    self.inputCount = inputCount
    self.outputCount = outputCount
    products = Array(repeating: 0, count: (inputCount + outputCount) * inputCount)
    block = Array(repeating: .zero, count: (inputCount + outputCount) * Self.vectorsPerBlock)
  }

  /// Adds one row, every element of it times `weight`.
  mutating func add(input: [Double], output: [Double], weight: Double) {
    let vector = waiting / 8
    let lane = waiting % 8
    for column in 0..<inputCount {
      block[column * Self.vectorsPerBlock + vector][lane] = weight * input[column]
    }
    for column in 0..<outputCount {
      block[(inputCount + column) * Self.vectorsPerBlock + vector][lane] = weight * output[column]
    }
    self.weight += weight * weight
    waiting += 1
    if waiting == 8 * Self.vectorsPerBlock { addWaitingRows() }
  }

  /// Adds the rows of the block to the sums; must be called after the last row.
  mutating func addWaitingRows() {
    guard waiting > 0 else { return }
    let vectors = Self.vectorsPerBlock
    for row in 0..<(inputCount + outputCount) {
      for column in 0..<min(row + 1, inputCount) {
        var sum = SIMD8<Double>.zero
        for vector in 0..<vectors { sum += block[row * vectors + vector] * block[column * vectors + vector] }
        products[row * inputCount + column] += sum.sum()
      }
    }
    for index in block.indices { block[index] = .zero }
    waiting = 0
  }

  /// The coefficients `[outputCount, inputCount]` that minimise |Y - X Wᵀ|² + Σ penalty ∘ W².
  ///
  /// Cholesky: XᵀX + diag(penalty) = L Lᵀ, then two triangular solves for each output.
  ///
  /// - Returns: `nil` when the matrix is not positive definite in Double.
  func solution(penalty: [Double]) -> [Double]? {
    precondition(waiting == 0, "addWaitingRows() before solving")
    let count = inputCount
    var factor = Array(products[..<(count * count)])
    for index in 0..<count { factor[index * count + index] += penalty[index] }
    guard factorise(&factor, count: count) else { return nil }
    var solution = Array(products[(count * count)...])
    for output in 0..<outputCount { solve(factor, &solution, from: output * count, count: count) }
    return solution
  }
}

/// Replaces the lower triangle of a symmetric `[count, count]` matrix by its Cholesky factor.
private func factorise(_ matrix: inout [Double], count: Int) -> Bool {
  for row in 0..<count {
    for column in 0...row {
      var sum = matrix[row * count + column]
      for inner in 0..<column { sum -= matrix[row * count + inner] * matrix[column * count + inner] }
      if row == column {
        guard sum > 0, sum.isFinite else { return false }
        matrix[row * count + row] = sum.squareRoot()
      } else {
        matrix[row * count + column] = sum / matrix[column * count + column]
      }
    }
  }
  return true
}

/// Solves L Lᵀ x = b in place, b and x being `values[start..<start + count]`.
private func solve(_ factor: [Double], _ values: inout [Double], from start: Int, count: Int) {
  for row in 0..<count {
    var sum = values[start + row]
    for inner in 0..<row { sum -= factor[row * count + inner] * values[start + inner] }
    values[start + row] = sum / factor[row * count + row]
  }
  for row in (0..<count).reversed() {
    values[start + row] /= factor[row * count + row]
    let value = values[start + row]
    for inner in 0..<row { values[start + inner] -= factor[row * count + inner] * value }
  }
}
