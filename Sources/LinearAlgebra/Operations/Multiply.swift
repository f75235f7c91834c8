import COpenBLAS

/// Makes OpenBLAS compute on the calling thread only.
///
/// Parallelism is over shards of a batch, above BLAS: a product split by OpenBLAS would be summed in an order
/// that depends on the number of threads. Runs once, before the first product.
let singleThreaded: Void = openblas_set_num_threads(1)

extension Pass {
  /// Adds `left`ᵀ · `right` to `result`: a weight gradient, for all rows at once.
  ///
  /// - Shapes: `[k, m]`, `[k, n]`, `[m, n]`. `result` overlaps neither operand.
  /// - Complexity: O(mnk). Allocates nothing. The corresponding BLAS routine is `gemm`.
  public mutating func multiply(transposeOf left: Slot, by right: Slot, addingTo result: Slot) {
    let (k, m, n) = (left.rows, left.columns, right.columns)
    precondition(
      right.rows == k && result.rows == m && result.columns == n,
      "the transpose of [\(k), \(m)] times [\(right.rows), \(n)] into [\(result.rows), \(result.columns)]")
    guard m > 0, n > 0, k > 0 else { return }
    _ = singleThreaded
    Scalar.kernels.gemm(
      CblasRowMajor, CblasTrans, CblasNoTrans, Int32(m), Int32(n), Int32(k), 1, UnsafePointer(pointer(left)),
      Int32(m), UnsafePointer(pointer(right)), Int32(n), 1, pointer(result), Int32(n))
  }
}
