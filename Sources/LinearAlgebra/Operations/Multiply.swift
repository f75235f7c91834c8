import COpenBLAS

/// Makes OpenBLAS compute on the calling thread only.
///
/// Parallelism is over shards of a batch, above BLAS: a product split by OpenBLAS would be summed in an order
/// that depends on the number of threads. Runs once, before the first product.
private let singleThreaded: Void = openblas_set_num_threads(1)

extension Pass {
  /// Overwrites `result` with `left` · `right`ᵀ.
  ///
  /// - Shapes: `[m, k]`, `[n, k]`, `[m, n]`. `result` overlaps neither operand.
  /// - Complexity: O(mnk). Allocates nothing. The corresponding BLAS routine is `gemm`.
  public mutating func multiply(_ left: Slot, byTransposeOf right: Slot, into result: Slot) {
    multiply(left, false, right, true, result, accumulate: false)
  }

  /// Adds `left` · `right`ᵀ to `result`.
  ///
  /// - Shapes: `[m, k]`, `[n, k]`, `[m, n]`. `result` overlaps neither operand.
  /// - Complexity: O(mnk). Allocates nothing. The corresponding BLAS routine is `gemm`.
  public mutating func multiply(_ left: Slot, byTransposeOf right: Slot, addingTo result: Slot) {
    multiply(left, false, right, true, result, accumulate: true)
  }

  /// Overwrites `result` with `left` · `right`.
  ///
  /// - Shapes: `[m, k]`, `[k, n]`, `[m, n]`. `result` overlaps neither operand.
  /// - Complexity: O(mnk). Allocates nothing. The corresponding BLAS routine is `gemm`.
  public mutating func multiply(_ left: Slot, by right: Slot, into result: Slot) {
    multiply(left, false, right, false, result, accumulate: false)
  }

  /// Adds `left` · `right` to `result`.
  ///
  /// - Shapes: `[m, k]`, `[k, n]`, `[m, n]`. `result` overlaps neither operand.
  /// - Complexity: O(mnk). Allocates nothing. The corresponding BLAS routine is `gemm`.
  public mutating func multiply(_ left: Slot, by right: Slot, addingTo result: Slot) {
    multiply(left, false, right, false, result, accumulate: true)
  }

  /// Adds `left`ᵀ · `right` to `result`: a weight gradient, for all rows at once.
  ///
  /// - Shapes: `[k, m]`, `[k, n]`, `[m, n]`. `result` overlaps neither operand.
  /// - Complexity: O(mnk). Allocates nothing. The corresponding BLAS routine is `gemm`.
  public mutating func multiply(transposeOf left: Slot, by right: Slot, addingTo result: Slot) {
    multiply(left, true, right, false, result, accumulate: true)
  }

  private mutating func multiply(
    _ left: Slot, _ leftIsTransposed: Bool, _ right: Slot, _ rightIsTransposed: Bool, _ result: Slot,
    accumulate: Bool
  ) {
    let (m, k) = leftIsTransposed ? (left.columns, left.rows) : (left.rows, left.columns)
    let (inner, n) = rightIsTransposed ? (right.columns, right.rows) : (right.rows, right.columns)
    precondition(
      k == inner && result.rows == m && result.columns == n,
      "[\(m), \(k)] times [\(inner), \(n)] into [\(result.rows), \(result.columns)]")
    guard m > 0, n > 0, k > 0 else { return }
    _ = singleThreaded
    Scalar.kernels.gemm(
      CblasRowMajor, leftIsTransposed ? CblasTrans : CblasNoTrans,
      rightIsTransposed ? CblasTrans : CblasNoTrans,
      Int32(m), Int32(n), Int32(k), 1, UnsafePointer(pointer(left)), Int32(left.columns),
      UnsafePointer(pointer(right)), Int32(right.columns), accumulate ? 1 : 0, pointer(result),
      Int32(result.columns))
  }
}
