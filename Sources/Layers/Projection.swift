import LinearAlgebra

/// A linear map whose parameters are parts of some layer's: y = x Wᵀ + b.
///
/// - Shapes: x `[rows, inputs]`; W `[outputs, inputs]`; b `[outputs]`; y `[rows, outputs]`.
struct Projection: Sendable {
  let weights: Slot
  let bias: Slot

  /// Fills `output` from `input`.
  func forward<S: BLASScalar>(
    _ input: Slot, by packed: PackedWeights, into output: Slot, in pass: inout Pass<S>
  ) {
    pass.packForward(weights, into: packed)
    pass.project(input, by: packed, bias: bias, into: output)
  }

  // ∂W += ∂yᵀ x      ∂b += Σ ∂y      ∂x = ∂y W

  /// Given the gradient of `output`, adds those of the parameters and overwrites that of `input`.
  func backward<S: BLASScalar>(
    _ input: Slot, by packed: PackedWeights, from output: Slot, in pass: inout Pass<S>
  ) {
    pass.addGradient(output.gradient, of: input, by: packed, to: weights.gradient)
    pass.addRowSum(of: output.gradient, to: bias.gradient)
    pass.packBackward(weights, into: packed)
    pass.projectBackward(output.gradient, by: packed, into: input.gradient)
  }
}
