/// A linear map x Wᵀ whose weights were packed once, for many rows.
///
/// A row's result does not depend on the rows that it is computed with, nor on their number.
public struct LinearMap<Scalar: BLASScalar>: Sendable {
  /// Columns of x.
  public let inputs: Int
  /// Columns of x Wᵀ.
  public let outputs: Int
  /// Wᵀ in the order in which products read it.
  private let packed: Arena<Scalar>

  /// Packs `weights`, `[outputs, inputs]` row-major.
  public init(_ weights: [Scalar], inputs: Int) {
    precondition(
      inputs > 0 && weights.count % inputs == 0, "\(weights.count) weights for \(inputs) inputs")
    self.inputs = inputs
    outputs = weights.count / inputs
    packed = Arena(zeros: Scalar.kernels.table.packedCount(inputs, outputs))
    weights.withUnsafeBufferPointer { weights in
      guard let weights = weights.baseAddress else { return }
      Scalar.kernels.table.pack(weights, 1, inputs, outputs, packed.base)
    }
  }

  /// The outputs of `rows`, `[m, inputs]` row-major, as `[m, outputs]`.
  ///
  /// - Complexity: O(m · inputs · outputs).
  public func outputs(of rows: [Scalar]) -> [Scalar] {
    precondition(rows.count % inputs == 0, "\(rows.count) elements in rows of \(inputs)")
    let count = rows.count / inputs
    guard count > 0, outputs > 0 else { return [] }
    return [Scalar](unsafeUninitializedCapacity: count * outputs) { result, initialized in
      initialized = count * outputs
      rows.withUnsafeBufferPointer { rows in
        guard let rows = rows.baseAddress, let result = result.baseAddress else { return }
        Scalar.kernels.table.products(
          rows, packed.base, inputs, nil, nil, 0, nil, 0, result, count, outputs)
      }
    }
  }
}
