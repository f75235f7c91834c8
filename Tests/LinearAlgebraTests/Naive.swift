import Platform

/// The kernels again, as plain loops over arrays of double precision: what the fast ones are compared with.
enum Naive {
  /// `left` [m, k] times `right` [k, n], row-major.
  static func product(_ left: [Double], _ right: [Double], _ m: Int, _ k: Int, _ n: Int) -> [Double] {
    var result = [Double](repeating: 0, count: m * n)
    for i in 0..<m {
      for j in 0..<n {
        for p in 0..<k { result[i * n + j] += left[i * k + p] * right[p * n + j] }
      }
    }
    return result
  }

  /// The transpose of `matrix` [m, n].
  static func transpose(_ matrix: [Double], _ m: Int, _ n: Int) -> [Double] {
    var result = [Double](repeating: 0, count: m * n)
    for i in 0..<m {
      for j in 0..<n { result[j * m + i] = matrix[i * n + j] }
    }
    return result
  }

  static func softmax(_ scores: [Double]) -> [Double] {
    let largest = scores.max() ?? 0
    let powers = scores.map { exp($0 - largest) }
    let total = powers.reduce(0, +)
    return powers.map { $0 / total }
  }

  static func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

  /// Attention to states; shapes as in `Pass.attend`.
  static func attention(
    _ queries: [Double], _ states: [Double], scale: Double, heads: Int, rows: Int, leads: Int, steps: Int,
    units: Int, starts: [Int32]
  ) -> [Double] {
    (0..<heads * rows * leads).flatMap { query -> [Double] in
      let row = query / leads % rows
      let visible = (Int(starts[row])..<steps).map { (step: Int) in
        states[(step * rows + row) * units..<(step * rows + row + 1) * units]
      }
      let own = queries[query * units..<(query + 1) * units]
      let weights = softmax(visible.map { state in scale * zip(own, state).reduce(0) { $0 + $1.0 * $1.1 } })
      return (0..<units).map { unit in
        zip(weights, visible).reduce(0) { $0 + $1.0 * $1.1[$1.1.startIndex + unit] }
      }
    }
  }

  /// Layer normalisation of each row of `x` [rows, columns].
  static func norm(_ x: [Double], gain: [Double], bias: [Double], rows: Int, columns: Int) -> [Double] {
    (0..<rows).flatMap { row -> [Double] in
      let values = x[row * columns..<(row + 1) * columns]
      let mean = values.reduce(0, +) / Double(columns)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(columns)
      return zip(values, zip(gain, bias)).map {
        ($0 - mean) / (variance + 1e-5).squareRoot() * $1.0 + $1.1
      }
    }
  }
}
