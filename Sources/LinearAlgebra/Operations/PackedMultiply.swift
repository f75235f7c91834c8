/// Room for a matrix in the order in which products with few rows read it.
///
/// Recurrent products multiply a few rows by the same weights at every step. Packed once a pass, the weights are read
/// in order, which is two to three times as fast as a general product that packs them at every call.
public struct PackedSlot: Hashable, Sendable {
  package let slot: Slot
  /// Rows of the matrix: what is summed over.
  public let inner: Int
  /// Columns of the matrix, and of the product.
  public let columns: Int
}

extension ActivationPlan {
  /// Claims room for a packed `[inner, columns]` matrix.
  public mutating func reservePacked(inner: Int, columns: Int) -> PackedSlot {
    PackedSlot(slot: reserve(1, Float.kernels.packedCount(inner, columns)), inner: inner, columns: columns)
  }
}

extension Pass {
  /// Packs `matrix`.
  public mutating func pack(_ matrix: Slot, into packed: PackedSlot) {
    precondition(
      matrix.rows == packed.inner && matrix.columns == packed.columns, "a packed slot of another shape")
    Scalar.kernels.pack(pointer(matrix), 0, packed.inner, packed.columns, pointer(packed.slot))
  }

  /// Packs the transpose of `matrix`.
  public mutating func pack(transposeOf matrix: Slot, into packed: PackedSlot) {
    precondition(
      matrix.rows == packed.columns && matrix.columns == packed.inner, "a packed slot of another shape")
    Scalar.kernels.pack(pointer(matrix), 1, packed.inner, packed.columns, pointer(packed.slot))
  }

  /// Adds `left` times the packed matrix to `result`. A row's result does not depend on the other rows.
  ///
  /// - Shapes: `[m, inner]`, packed `[inner, columns]`, `[m, columns]`.
  /// - Complexity: O(m · inner · columns). Allocates nothing.
  public mutating func multiply(_ left: Slot, byPacked packed: PackedSlot, addingTo result: Slot) {
    precondition(
      left.columns == packed.inner && result.rows == left.rows && result.columns == packed.columns,
      "[\(left.rows), \(left.columns)] times [\(packed.inner), \(packed.columns)] into [\(result.rows), \(result.columns)]"
    )
    Scalar.kernels.multiplyPacked(
      pointer(left), pointer(packed.slot), pointer(result), left.rows, packed.inner, packed.columns)
  }
}
