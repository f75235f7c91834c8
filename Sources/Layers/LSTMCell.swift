public import LinearAlgebra

/// A long short-term memory cell.
///
///     i = σ(x Wᵢᵀ + bᵢ + h Uᵢᵀ + b′ᵢ)            input gate
///     f = σ(x W_fᵀ + b_f + h U_fᵀ + b′_f)        forget gate
///     g = tanh(x W_gᵀ + b_g + h U_gᵀ + b′_g)     candidate
///     o = σ(x Wₒᵀ + bₒ + h Uₒᵀ + b′ₒ)            output gate
///     c′ = f ∘ c + i ∘ g
///     h′ = o ∘ tanh(c′)
///
/// - Shapes: x `[batch, inputSize]`; h and c `[batch, hiddenSize]`; gates `[batch, 4 · hiddenSize]`, stored
///   in the order i, f, g, o.
/// - Sources: Hochreiter and Schmidhuber (1997), doi:10.1162/neco.1997.9.8.1735; forget gate from Gers,
///   Schmidhuber and Cummins (2000), doi:10.1162/089976600300015015.
/// - PyTorch: `torch.nn.LSTM`, same names, same two biases, same order of gates.
public struct LSTMCell: RecurrentCell {
  /// W, U, b and b′.
  public let parameters: CellParameters

  /// Claims W `[4 · H, I]`, U `[4 · H, H]`, b and b′ under PyTorch's names; `activation` is ignored, since
  /// the gates and the candidate of an LSTM have fixed ones.
  public init(
    inputSize: Int, hiddenSize: Int, activation: RecurrentActivation, prefix: String, suffix: String,
    in plan: inout ParameterPlan
  ) {
    parameters = CellParameters(
      gates: 4, inputSize: inputSize, hiddenSize: hiddenSize, prefix: prefix, suffix: suffix, in: &plan)
  }

  /// What one pass remembers: every gate (then its gradient), cell state and hidden state.
  public struct Activations: CellActivations {
    /// The packed weights.
    public let weights: PackedCellWeights
    let bias: Slot  // [1, 4H]
    let gates: SequenceSlot  // [T, B, 4H]
    let cell: StateSlots  // [T + 1, B, H]
    let tanhCell: SequenceSlot  // [T, B, H]
    /// The states h before and after every step.
    public let hidden: StateSlots  // [T + 1, B, H]
    let cellGradient: Slot  // [B, H], ∂c of the step under way
  }

  /// Claims slots for the packed weights, the sum of the biases, and for every step the gates, c, tanh(c) and
  /// h.
  public func reserve(steps: Int, in plan: inout ActivationPlan) -> Activations {
    Activations(
      weights: parameters.reserve(in: &plan),
      bias: plan.reserve(1, 4 * hiddenSize),
      gates: plan.reserveRecord(steps: steps, columns: 4 * hiddenSize),
      cell: plan.reserveStateRecord(steps: steps, columns: hiddenSize),
      tanhCell: plan.reserveRecord(steps: steps, columns: hiddenSize),
      hidden: plan.reserveStates(steps: steps, columns: hiddenSize),
      cellGradient: plan.reserve(plan.rows, hiddenSize))
  }
}

// MARK: - Forward

extension LSTMCell {
  /// Packs W and U, adds the two biases, and sets c before the first step to zero.
  public func beginForward<S: BLASScalar>(_ activations: Activations, in pass: inout Pass<S>) {
    parameters.packForward(into: activations.weights, in: &pass)
    pass.copy(parameters.inputBias, to: activations.bias)
    pass.add(parameters.hiddenBias, to: activations.bias)
    pass.clear(activations.cell[before: 0])
  }

  /// Computes the four gates, the cell state c′ and the state h′ after step `t`.
  public func forward<S: BLASScalar>(
    step t: Int, _ input: SequenceSlot, _ activations: Activations, in pass: inout Pass<S>
  ) {
    parameters.project(
      step: t, input, hidden: activations.hidden, by: activations.weights, bias: activations.bias,
      into: activations.gates, in: &pass)
    pass.lstmForward(
      gates: activations.gates[t], cellBefore: activations.cell[before: t], cell: activations.cell[after: t],
      tanhCell: activations.tanhCell[t], hidden: activations.hidden[after: t], step: t)
  }
}

// MARK: - Backward
//
// With a the pre-activations of the four gates, and ∂z short for ∂loss/∂z:
//
//     ∂o = ∂h′ ∘ tanh(c′)            ∂c′ += ∂h′ ∘ o ∘ (1 − tanh²(c′))
//     ∂i = ∂c′ ∘ g    ∂f = ∂c′ ∘ c   ∂g = ∂c′ ∘ i      ∂c = ∂c′ ∘ f
//     ∂a = ∂gate ∘ σ′ or tanh′, both written in terms of the stored gate value
//     ∂h += ∂a U      ∂x = ∂a W      ∂W += ∂aᵀ x       ∂U += ∂aᵀ h     ∂b += Σ ∂a      ∂b′ += Σ ∂a

extension LSTMCell {
  /// Packs W and U for the backward half, and sets ∂c and the sums of weight gradients to zero.
  public func beginBackward<S: BLASScalar>(_ activations: Activations, in pass: inout Pass<S>) {
    parameters.beginBackward(activations.weights, in: &pass)
    pass.clear(activations.cellGradient)
  }

  /// Turns ∂h′ and ∂c′ of step `t` into ∂a, ∂c and, when `propagating`, ∂x; adds ∂h to the gradient of the
  /// state before.
  public func backward<S: BLASScalar>(
    step t: Int, _ input: SequenceSlot, _ activations: Activations, propagating: Bool, in pass: inout Pass<S>
  ) {
    pass.lstmBackward(
      gates: activations.gates[t], cellBefore: activations.cell[before: t], tanhCell: activations.tanhCell[t],
      hidden: activations.hidden[after: t], cellGradient: activations.cellGradient, step: t)
    // ∂u = ∂a: both halves of the pre-activations are one sum.
    parameters.propagate(
      step: t, input, hidden: activations.hidden, gates: activations.gates, products: activations.gates,
      by: activations.weights, propagating: propagating, in: &pass)
    parameters.addGradients(
      step: t, input, hidden: activations.hidden, gates: activations.gates, products: activations.gates,
      by: activations.weights, in: &pass)
  }
}
