public import LinearAlgebra

/// A vanilla recurrent cell.
///
///     h′ = act(x Wᵀ + b + h Uᵀ + b′)        act = tanh or max(0, ·)
///
/// - Shapes: x `[batch, inputSize]`; h `[batch, hiddenSize]`.
/// - Source: Elman (1990), doi:10.1207/s15516709cog1402_1.
/// - PyTorch: `torch.nn.RNN(nonlinearity=…)`, same names, same two biases.
public struct RNNCell: RecurrentCell {
  private let activation: RecurrentActivation
  /// W, U, b and b′.
  public let parameters: CellParameters

  /// Claims W `[H, I]`, U `[H, H]`, b and b′ under PyTorch's names.
  public init(
    inputSize: Int, hiddenSize: Int, activation: RecurrentActivation, prefix: String, suffix: String,
    in plan: inout ParameterPlan
  ) {
    self.activation = activation
    parameters = CellParameters(
      gates: 1, inputSize: inputSize, hiddenSize: hiddenSize, prefix: prefix, suffix: suffix, in: &plan)
  }

  /// What one pass remembers: pre-activations (then their gradients) and hidden states.
  public struct Activations: CellActivations {
    /// The packed weights.
    public let weights: PackedCellWeights
    let bias: Slot  // [1, H]
    let gates: SequenceSlot  // [T, B, H]
    /// The states h before and after every step.
    public let hidden: StateSlots  // [T + 1, B, H]
  }

  /// Claims slots for the packed weights, the sum of the biases, and for every step the pre-activation and h.
  public func reserve(steps: Int, in plan: inout ActivationPlan) -> Activations {
    Activations(
      weights: parameters.reserve(in: &plan),
      bias: plan.reserve(1, hiddenSize), gates: plan.reserveRecord(steps: steps, columns: hiddenSize),
      hidden: plan.reserveStates(steps: steps, columns: hiddenSize))
  }
}

// MARK: - Forward

extension RNNCell {
  /// Packs W and U, and adds the two biases.
  public func beginForward<S: BLASScalar>(_ activations: Activations, in pass: inout Pass<S>) {
    parameters.packForward(into: activations.weights, in: &pass)
    pass.copy(parameters.inputBias, to: activations.bias)
    pass.add(parameters.hiddenBias, to: activations.bias)
  }

  /// Computes the pre-activation a and the state h′ after step `t`.
  public func forward<S: BLASScalar>(
    step t: Int, _ input: SequenceSlot, _ activations: Activations, in pass: inout Pass<S>
  ) {
    parameters.project(
      step: t, input, hidden: activations.hidden, by: activations.weights, bias: activations.bias,
      into: activations.gates, in: &pass)
    pass.rnnForward(
      gates: activations.gates[t], hidden: activations.hidden[after: t], activation: activation, step: t)
  }
}

// MARK: - Backward
//
// With a the pre-activation and ∂z short for ∂loss/∂z:
//
//     ∂a = ∂h′ ∘ act′(a)      act′ = 1 − h′² for tanh, [h′ > 0] for the rectifier
//     ∂h += ∂a U      ∂x = ∂a W      ∂W += ∂aᵀ x      ∂U += ∂aᵀ h      ∂b += Σ ∂a      ∂b′ += Σ ∂a

extension RNNCell {
  /// Turns ∂h′ of step `t` into ∂a and, when `propagating`, ∂x; adds ∂h to the gradient of the state before.
  public func backward<S: BLASScalar>(
    step t: Int, _ input: SequenceSlot, _ activations: Activations, propagating: Bool, in pass: inout Pass<S>
  ) {
    pass.rnnBackward(
      gates: activations.gates[t], hidden: activations.hidden[after: t], activation: activation, step: t)
    // ∂u = ∂a: both halves of the pre-activations are one sum.
    parameters.propagate(
      step: t, input, hidden: activations.hidden, gates: activations.gates, products: activations.gates,
      by: activations.weights, propagating: propagating, in: &pass)
    parameters.addGradients(
      step: t, input, hidden: activations.hidden, gates: activations.gates, products: activations.gates,
      by: activations.weights, in: &pass)
  }
}
