/// Room for a weight matrix in the orders in which projections read it.
///
/// Recurrent products multiply a few rows by the same weights at every step. Packed once a pass, the weights
/// are read in order, which is up to twice as fast as a general product that packs them at every call.
public struct PackedWeights: Hashable, Sendable {
  /// Wᵀ, for a projection.
  let forward: Slot
  /// W, for its adjoint.
  let backward: Slot
  /// Columns of x.
  public let inputs: Int
  /// Columns of x Wᵀ.
  public let outputs: Int

  /// ∂W while it is summed, in the place and the order of Wᵀ: nothing projects any more on the way back.
  var gradient: Slot { forward }
}

extension ActivationPlan {
  /// Claims room for packing `weights`, `[outputs, inputs]`.
  public mutating func reservePacked(_ weights: Slot) -> PackedWeights {
    let (outputs, inputs) = (weights.rows, weights.columns)
    return PackedWeights(
      forward: reserve(1, Float.kernels.table.packedCount(inputs, outputs)),
      backward: reserve(1, Float.kernels.table.packedCount(outputs, inputs)), inputs: inputs, outputs: outputs
    )
  }
}

/// Projections by packed weights.
///
/// The result of a row does not depend on the other rows, and no projection allocates memory.
extension Pass {
  /// Packs `weights` for projections.
  public mutating func packForward(_ weights: Slot, into packed: PackedWeights) {
    check(weights, packed)
    Scalar.kernels.table.pack(pointer(weights), 1, packed.inputs, packed.outputs, pointer(packed.forward))
  }

  /// Packs `weights` for the adjoint of a projection.
  public mutating func packBackward(_ weights: Slot, into packed: PackedWeights) {
    check(weights, packed)
    Scalar.kernels.table.pack(pointer(weights), 0, packed.outputs, packed.inputs, pointer(packed.backward))
  }

  /// Overwrites `result` with x Wᵀ + b, or x Wᵀ without a bias.
  ///
  /// - Shapes: x `[m, inputs]`, weights `[outputs, inputs]`, bias `[1, outputs]`, result `[m, outputs]`.
  /// - Complexity: O(m · inputs · outputs).
  public mutating func project(_ x: Slot, by weights: PackedWeights, bias: Slot?, into result: Slot) {
    check(x, weights, bias, result)
    let start: UnsafePointer<Scalar>? = if let bias { UnsafePointer(pointer(bias)) } else { nil }
    Scalar.kernels.table.products(
      pointer(x), pointer(weights.forward), weights.inputs, nil, nil, 0, start, 0, pointer(result),
      result.rows,
      weights.outputs)
  }

  /// Overwrites `result` with x Wᵀ + h Uᵀ + b, in one sum.
  ///
  /// - Shapes: x `[m, inputs]`, h `[m, units]`, W `[outputs, inputs]`, U `[outputs, units]`, bias `[1,
  ///   outputs]`, result `[m, outputs]`.
  /// - Complexity: O(m · (inputs + units) · outputs).
  public mutating func project(
    _ x: Slot, by weights: PackedWeights, and h: Slot, by hiddenWeights: PackedWeights, bias: Slot,
    into result: Slot
  ) {
    check(x, weights, bias, result)
    check(h, hiddenWeights, bias, result)
    Scalar.kernels.table.products(
      pointer(x), pointer(weights.forward), weights.inputs, pointer(h), pointer(hiddenWeights.forward),
      hiddenWeights.inputs, pointer(bias), 0, pointer(result), result.rows, weights.outputs)
  }

  /// Overwrites `inputGradient` with ∂y W, given the gradient ∂y of x Wᵀ.
  ///
  /// - Shapes: ∂y `[m, outputs]`, weights `[outputs, inputs]`, ∂x `[m, inputs]`.
  /// - Complexity: O(m · inputs · outputs).
  public mutating func projectBackward(
    _ gradient: Slot, by weights: PackedWeights, into inputGradient: Slot
  ) {
    multiply(gradient, weights, adding: false, inputGradient)
  }

  /// Adds ∂y W to `inputGradient`, given the gradient ∂y of x Wᵀ.
  ///
  /// - Shapes: ∂y `[m, outputs]`, weights `[outputs, inputs]`, ∂x `[m, inputs]`.
  /// - Complexity: O(m · inputs · outputs).
  public mutating func projectBackward(
    _ gradient: Slot, by weights: PackedWeights, addingTo inputGradient: Slot
  ) {
    multiply(gradient, weights, adding: true, inputGradient)
  }

  private mutating func multiply(
    _ gradient: Slot, _ weights: PackedWeights, adding: Bool, _ inputGradient: Slot
  ) {
    precondition(
      gradient.columns == weights.outputs && inputGradient.columns == weights.inputs
        && gradient.rows == inputGradient.rows,
      """
      [\(gradient.rows), \(gradient.columns)] times [\(weights.outputs), \(weights.inputs)] \
      into [\(inputGradient.rows), \(inputGradient.columns)]
      """)
    Scalar.kernels.table.products(
      pointer(gradient), pointer(weights.backward), weights.outputs, nil, nil, 0, nil, adding ? 1 : 0,
      pointer(inputGradient), gradient.rows, weights.inputs)
  }

  /// Starts the sum of weight gradients with zeros, in the place of the weights packed for a projection.
  public mutating func clearGradient(of weights: PackedWeights) { clear(weights.gradient) }

  /// Adds ∂yᵀ x to the sum of weight gradients, given the gradient ∂y of x Wᵀ.
  ///
  /// - Shapes: ∂y `[m, outputs]`, x `[m, inputs]`.
  /// - Complexity: O(m · inputs · outputs), at its best where both matrices are still in the cache.
  public mutating func addGradient(_ gradient: Slot, of x: Slot, to weights: PackedWeights) {
    precondition(
      gradient.columns == weights.outputs && x.columns == weights.inputs && gradient.rows == x.rows,
      """
      the transpose of [\(gradient.rows), \(gradient.columns)] times [\(x.rows), \(x.columns)] \
      into [\(weights.outputs), \(weights.inputs)]
      """)
    Scalar.kernels.table.gradients(
      pointer(gradient), pointer(x), x.rows, x.columns, gradient.columns, pointer(weights.gradient))
  }

  /// Adds the sum of weight gradients to ∂W, `[outputs, inputs]`.
  public mutating func addGradient(of weights: PackedWeights, to weightGradient: Slot) {
    check(weightGradient, weights)
    Scalar.kernels.table.unpackAdd(
      pointer(weights.gradient), weights.inputs, weights.outputs, pointer(weightGradient))
  }

  /// Adds ∂yᵀ x to ∂W, all rows at once, given the gradient ∂y of x Wᵀ.
  ///
  /// Nothing may project by `weights` any more.
  ///
  /// - Shapes: ∂y `[m, outputs]`, x `[m, inputs]`, ∂W `[outputs, inputs]`.
  /// - Complexity: O(m · inputs · outputs).
  public mutating func addGradient(
    _ gradient: Slot, of x: Slot, by weights: PackedWeights, to weightGradient: Slot
  ) {
    clearGradient(of: weights)
    addGradient(gradient, of: x, to: weights)
    addGradient(of: weights, to: weightGradient)
  }

  private func check(_ weights: Slot, _ packed: PackedWeights) {
    precondition(
      weights.rows == packed.outputs && weights.columns == packed.inputs, "packed weights of another shape")
  }

  private func check(_ x: Slot, _ weights: PackedWeights, _ bias: Slot?, _ result: Slot) {
    precondition(
      x.columns == weights.inputs && bias.map({ $0.count == weights.outputs }) != false
        && result.columns == weights.outputs && x.rows == result.rows,
      """
      [\(x.rows), \(x.columns)] times the transpose of [\(weights.outputs), \(weights.inputs)] \
      into [\(result.rows), \(result.columns)]
      """)
  }
}
