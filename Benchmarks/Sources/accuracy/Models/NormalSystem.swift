/// The normal equations of a linear map from the first values of a window to the others.
struct NormalSystem {
  /// The sums of products of a window's values, `[width, width]`.
  let products: [[Double]]
  /// The values that the others are explained by.
  let lookback: Int

  init(_ products: [[Double]], lookback: Int) {
    self.products = products
    self.lookback = lookback
  }

  /// The coefficients, a line a lead, by Cholesky's factorisation; `nil` where the matrix is not positive
  /// definite.
  func solution(penalty: Double) -> [[Double]]? {
    guard let factor = factor(penalty: penalty) else { return nil }
    return products[lookback...].map { line in
      var solution = Array(line[..<lookback])
      for row in 0..<lookback {
        let line = factor[row]
        solution[row] = (0..<row).reduce(solution[row]) { $0 - line[$1] * solution[$1] } / line[row]
      }
      for row in (0..<lookback).reversed() {
        let line = factor[row]
        solution[row] /= line[row]
        for inner in 0..<row { solution[inner] -= line[inner] * solution[row] }
      }
      return solution
    }
  }

  private func factor(penalty: Double) -> [[Double]]? {
    var factor: [[Double]] = []
    for row in 0..<lookback {
      var line = Array(products[row][...row])
      line[row] += penalty
      for column in 0...row {
        let other = column == row ? line : factor[column]
        let rest = (0..<column).reduce(line[column]) { $0 - line[$1] * other[$1] }
        guard column < row || rest > 0 else { return nil }
        line[column] = column == row ? rest.squareRoot() : rest / other[column]
      }
      factor.append(line)
    }
    return factor
  }

  /// The sum of squared errors of some coefficients over the windows.
  func squaredError(_ coefficients: [[Double]]) -> Double {
    coefficients.enumerated().reduce(0) { error, line in
      let targets = products[lookback + line.offset]
      let weights = line.element
      return weights.indices.reduce(error + targets[lookback + line.offset]) { error, row in
        let inputs = products[row]
        let inner = weights.indices.reduce(0) { $0 + inputs[$1] * weights[$1] }
        return error + weights[row] * (inner - 2 * targets[row])
      }
    }
  }
}
