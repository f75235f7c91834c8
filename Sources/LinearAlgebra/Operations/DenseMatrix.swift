import COpenBLAS

/// Makes OpenBLAS compute on the calling thread only, since the order in which a product is summed would
/// otherwise depend on the number of threads.
///
/// It runs once, before the first product.
///
/// The corresponding OpenBLAS routine is `openblas_set_num_threads`.
private let singleThreaded: Void = openblas_set_num_threads(1)

/// Matrix products, Cholesky factors and triangular solutions in double precision, for least squares.
///
/// Matrices are row-major, and all work is done on the calling thread.
public enum DenseMatrix {
  /// The address space that OpenBLAS reserves for its work space, in bytes; where it cannot be reserved,
  /// OpenBLAS tries again without end.
  package static let workSpace = 128 << 20

  /// Makes OpenBLAS reserve its work space now, by a solution of one equation.
  package static func prepare() {
    var unit = [1.0]
    solve([1], for: &unit, count: 1)
  }

  /// Adds Rᵀ · R[, ..<`inputs`] to `products`: the products of all columns of R with its first `inputs`
  /// columns.
  ///
  /// - Shapes: R `[m, columns]`, products `[columns, inputs]`.
  /// - Complexity: O(m · columns · inputs).
  ///
  /// The corresponding BLAS routine is `dgemm`.
  public static func addProducts(
    ofColumns columns: Int, of rows: [Double], by inputs: Int, to products: inout [Double]
  ) {
    precondition(
      inputs <= columns && rows.count % columns == 0 && products.count == columns * inputs,
      "\(rows.count) elements in rows of \(columns), and \(products.count) products by \(inputs)")
    guard !rows.isEmpty, inputs > 0 else { return }
    _ = singleThreaded
    let count = rows.count / columns
    rows.withUnsafeBufferPointer { rows in
      products.withUnsafeMutableBufferPointer { products in
        guard let rows = rows.baseAddress, let products = products.baseAddress else { return }
        cblas_dgemm(
          CblasRowMajor, CblasTrans, CblasNoTrans, Int32(columns), Int32(inputs),
          Int32(count), 1, rows, Int32(columns), rows, Int32(columns), 1, products,
          Int32(inputs))
      }
    }
  }

  /// Replaces the lower triangle of a symmetric `[count, count]` matrix A by its Cholesky factor L, with A =
  /// L Lᵀ.
  ///
  /// Only that triangle of A is read, and the elements above it are left unchanged.
  ///
  /// - Returns: `false` where the matrix is not positive definite in `Double`; its elements are then
  ///   undefined.
  /// - Complexity: O(count³ / 3).
  ///
  /// The corresponding LAPACK routine is `dpotrf`.
  public static func factorise(_ matrix: inout [Double], count: Int) -> Bool {
    precondition(matrix.count == count * count, "\(matrix.count) elements of a matrix of \(count) rows")
    guard count > 0 else { return true }
    _ = singleThreaded
    var (size, info) = (Int32(count), Int32(0))
    matrix.withUnsafeMutableBufferPointer { matrix in
      guard let matrix = matrix.baseAddress else { return }
      // LAPACK stores matrices by columns: its upper triangle is the lower triangle of a row-major matrix.
      dpotrf_("U", &size, matrix, &size, &info)
    }
    // A matrix with an infinite or undefined element may pass for positive definite.
    return info == 0 && (0..<count).allSatisfy { matrix[$0 * count + $0].isFinite }
  }

  /// Replaces every row b of `right` by the solution x of L Lᵀ x = b.
  ///
  /// - Shapes: L, of which the lower triangle is read, `[count, count]`; right `[m, count]`.
  /// - Complexity: O(m · count²).
  ///
  /// The corresponding BLAS routine is `dtrsm`, once with Lᵀ and once with L.
  public static func solve(_ factor: [Double], for right: inout [Double], count: Int) {
    precondition(
      factor.count == count * count && right.count % count == 0,
      "a factor of \(factor.count) elements and right sides of \(right.count) for \(count) unknowns")
    guard !right.isEmpty else { return }
    _ = singleThreaded
    let (rows, size) = (Int32(right.count / count), Int32(count))
    factor.withUnsafeBufferPointer { factor in
      right.withUnsafeMutableBufferPointer { right in
        guard let factor = factor.baseAddress, let right = right.baseAddress else { return }
        for transposed in [CblasTrans, CblasNoTrans] {
          cblas_dtrsm(
            CblasRowMajor, CblasRight, CblasLower, transposed, CblasNonUnit, rows, size, 1, factor, size,
            right,
            size)
        }
      }
    }
  }
}
